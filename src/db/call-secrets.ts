import * as z from "zod";
import { transcriptLine } from "../contracts/calls.ts";

/** What `calls.sealed` holds, as JSON sealed at `{ purpose: "call", row: callId }`; in R2 when it is too large for a row. */
export const callSecrets = z.object({
  fromNumber: z.string().nullable(),
  toNumber: z.string().nullable(),
  summary: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  transcript: z.array(transcriptLine).nullable(),
  /** The stage each fact of the call comes from; see `mergeCall`. */
  stages: z.record(z.string(), z.int()).default({}),
});
export type CallSecrets = z.infer<typeof callSecrets>;
