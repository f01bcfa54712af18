import * as z from "zod";
import { functionRecordId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/** One function that the agent called. `code` tells why it could not be done, `error` what broke on our side. */
export const functionCallView = z
  .object({
    id: functionRecordId,
    name: z.string(),
    ok: z.boolean(),
    code: z.string().nullable(),
    error: z.string().nullable(),
    /** Until our answer was ready. */
    latencyMs: z.int(),
    /** As the model wrote them, JSON text; cut where they are long. */
    arguments: z.string(),
    say: z.string(),
    at: instant,
  })
  .meta({ id: "FunctionCall" });
export type FunctionCallView = z.infer<typeof functionCallView>;
