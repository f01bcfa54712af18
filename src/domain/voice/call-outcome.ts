import * as z from "zod";
import type { CallStatus } from "../../contracts/calls.ts";

/** How a call that went out ended. `reached`: somebody picked up. */
export const callOutcome = z.enum(["reached", "busy", "no_answer", "voicemail", "failed", "invalid_number"]);
export type CallOutcome = z.infer<typeof callOutcome>;

/** In the words that both vendors' adapters use; they add reasons without notice. */
const outcomes: Record<string, CallOutcome> = {
  dial_busy: "busy",
  dial_no_answer: "no_answer",
  user_declined: "no_answer",
  voicemail_reached: "voicemail",
  ivr_reached: "voicemail",
  invalid_destination: "invalid_number",
};
const NEVER_RANG = /^(dial_failed|telephony_|sip_|error_|concurrency_|no_concurrency|no_valid|marked_as_spam|scam_)/;

/** Null: it goes on. */
export function outcomeOf({ status, reason }: { status: CallStatus; reason: string | null }): CallOutcome | null {
  if (status === "ongoing") return null;
  const known = outcomes[reason ?? ""];
  if (known) return known;
  if (status === "not_connected") return "no_answer";
  return status === "error" || NEVER_RANG.test(reason ?? "") ? "failed" : "reached";
}
