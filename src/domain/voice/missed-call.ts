import type { CallStatus } from "../../contracts/calls.ts";

/** Shorter than this, nobody has said what they wanted. */
const MISSED_MS = 15_000;
/** The agent, staff or the business itself ended these: nobody was missed. */
const MEANT = [
  "answered_by_staff",
  "call_transfer",
  "transfer_bridged",
  "marked_as_spam",
  "scam_detected",
  "agent_hangup",
];

const SPAM = ["marked_as_spam", "scam_detected"];
/** Whoever was put through is served by somebody else. */
const PASSED_ON = ["answered_by_staff", "call_transfer", "transfer_bridged"];

type Judged = { disconnectionReason: string | null; markedSpam: boolean | null };

/** Whether a call counts for nothing, and nobody is billed for it: staff know better than the vendor. */
export function isSpamCall({ disconnectionReason, markedSpam }: Judged): boolean {
  return markedSpam ?? SPAM.includes(disconnectionReason ?? "");
}

/** Whether nobody speaks with the caller any more who could still book for them. */
export function isLeftAlone(call: { status: CallStatus; disconnectionReason?: string | null | undefined }): boolean {
  return call.status !== "ongoing" && ![...PASSED_ON, ...SPAM].includes(call.disconnectionReason ?? "");
}

/** Whether a caller rang off, or was cut off, before anybody could help. */
export function isMissed(call: {
  status: CallStatus;
  durationMs?: number | null | undefined;
  disconnectionReason?: string | null | undefined;
}): boolean {
  if (call.status === "ongoing" || MEANT.includes(call.disconnectionReason ?? "")) return false;
  return call.status === "not_connected" || (call.durationMs ?? 0) < MISSED_MS;
}
