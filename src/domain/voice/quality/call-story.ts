import type { CallStatus, Sentiment, TranscriptLine } from "../../../contracts/calls.ts";
import type { EpochMs } from "../../time.ts";

/** All that a call is judged by. */
export type CallStory = {
  status: CallStatus;
  successful: boolean | null;
  sentiment: Sentiment | null;
  disconnectionReason: string | null;
  lines: readonly TranscriptLine[];
  /** As we recorded them, in order. */
  functions: readonly { name: string; ok: boolean; error: string | null; latencyMs: number; say: string }[];
  /** Appointments that the call led to, as they stand. */
  booked: readonly { startsAt: EpochMs; priceMinor: number; currency: string }[];
  timeZone: string;
  startedAt: EpochMs;
};

type Speech = Extract<TranscriptLine, { kind: "speech" }>;

export function speechOf({ lines }: CallStory, speaker: Speech["speaker"]): Speech[] {
  return lines.flatMap((line) => (line.kind === "speech" && line.speaker === speaker ? [line] : []));
}
