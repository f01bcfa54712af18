import * as z from "zod";

/** `sending`: handed to the vendor, whose answer is awaited. `not_sent`: it never will be, and `reason` tells why. */
export const messageStatus = z.enum([
  "queued",
  "sending",
  "sent",
  "failed",
  "bounced",
  "delivered",
  "not_sent",
  "received",
]);
export type MessageStatus = z.infer<typeof messageStatus>;

/** What a vendor can tell of a message after it has taken it. */
export type VendorStatus = Extract<MessageStatus, "sent" | "failed" | "bounced" | "delivered">;

export type StatusFacts = { status: MessageStatus; reason: string | null };

/** The vendor's answer never came: whatever it tells later is better than this. */
export const UNKNOWN_OUTCOME = "unknown_outcome";

/** Higher wins, so that reports end the same in any order and any number. */
const ranks: Record<MessageStatus, number> = {
  queued: 0,
  sending: 1,
  sent: 3,
  failed: 4,
  bounced: 5,
  delivered: 6,
  not_sent: 9,
  received: 9,
};

/** Null: what is known already says as much or more. */
export function afterReport(known: StatusFacts, reported: { status: VendorStatus; reason: string | null }) {
  const [before, after] = [rankOf(known), rankOf(reported)];
  if (before !== after) return after > before ? reported : null;
  // The same with another reason: any rule will do that does not ask which came first.
  return known.status === reported.status && (reported.reason ?? "") > (known.reason ?? "") ? reported : null;
}

function rankOf({ status, reason }: StatusFacts): number {
  return reason === UNKNOWN_OUTCOME ? 2 : ranks[status];
}
