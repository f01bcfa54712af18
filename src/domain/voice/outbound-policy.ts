import { type EpochMs, MINUTE_MS } from "../time.ts";
import type { CallOutcome } from "./call-outcome.ts";

export const MAX_ATTEMPTS = 5;

/** How a business has people called. Times of day are the branch's. */
export type OutboundPolicy = {
  maxAttempts: number;
  busyMinutes: number;
  noAnswerMinutes: number;
  failedMinutes: number;
  /** What an answering machine gets. With a message it is not called again. */
  voicemail: "hang_up" | "leave_message";
  maxAtOnce: number;
  /** Nobody is called before or after, within what the law allows anyway. */
  fromMinute: number;
  toMinute: number;
};

export const usualOutboundPolicy: OutboundPolicy = {
  maxAttempts: 3,
  busyMinutes: 15,
  noAnswerMinutes: 180,
  failedMinutes: 30,
  voicemail: "hang_up",
  maxAtOnce: 5,
  fromMinute: 9 * 60,
  toMinute: 20 * 60,
};

export type NextCall = { at: EpochMs } | { over: "reached" | "voicemail_left" | "given_up" };

/** What comes after an attempt. `attempts` counts it. */
export function decideNextCall(
  policy: OutboundPolicy,
  { outcome, attempts, now }: { outcome: CallOutcome; attempts: number; now: EpochMs },
): NextCall {
  if (outcome === "reached") return { over: "reached" };
  if (outcome === "voicemail" && policy.voicemail === "leave_message") return { over: "voicemail_left" };
  if (outcome === "invalid_number" || attempts >= policy.maxAttempts) return { over: "given_up" };
  return { at: now + minutesAfter(policy, outcome) * MINUTE_MS };
}

function minutesAfter(policy: OutboundPolicy, outcome: CallOutcome): number {
  if (outcome === "busy") return policy.busyMinutes;
  return outcome === "failed" ? policy.failedMinutes : policy.noAnswerMinutes;
}
