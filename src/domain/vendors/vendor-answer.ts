import type { Result } from "../result.ts";
import type { EpochMs } from "../time.ts";

/** Why a vendor did not do what it was asked. `message` is the vendor's own, cut short. */
export type VendorFailure =
  | { reason: "timeout" | "unreachable" | "unreadable_answer" }
  | { reason: "vendor_error"; status: number; message: string; retryAfterMs: number | null }
  | { reason: "throttled"; retryAfterMs: number | null }
  | { reason: "refused"; status: number; message: string };

/** Why a vendor was not even asked. */
export type GateRefusal = { reason: "circuit_open" | "over_budget" | "paused"; retryAt: EpochMs };

export type VendorAnswer<T> = Result<T, VendorFailure>;

/** What a call tells of the vendor's health. A refusal is a healthy vendor's answer. */
export type Outcome =
  | { kind: "worked" }
  | { kind: "failed"; error: string; retryAfterMs: number | null }
  | { kind: "throttled"; retryAfterMs: number | null };

export function outcomeOf(answer: VendorAnswer<unknown>): Outcome {
  if (answer.ok) return { kind: "worked" };
  const { error } = answer;
  switch (error.reason) {
    case "refused":
      return { kind: "worked" };
    case "throttled":
      return { kind: "throttled", retryAfterMs: error.retryAfterMs };
    case "vendor_error":
      return { kind: "failed", error: `status_${error.status}`, retryAfterMs: error.retryAfterMs };
    case "timeout":
    case "unreachable":
    case "unreadable_answer":
      return { kind: "failed", error: error.reason, retryAfterMs: null };
    default:
      return error satisfies never;
  }
}
