import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

/** Structurally what a port of calendars answers; the domain knows no vendors. */
export type PushFailure =
  | { reason: "circuit_open" | "over_budget" | "paused"; retryAt: EpochMs }
  | { reason: "throttled"; retryAfterMs: number | null }
  | { reason: "vendor_error"; status: number; message: string; retryAfterMs: number | null }
  | { reason: "refused"; status: number; message: string }
  | { reason: "timeout" | "unreachable" | "unreadable_answer" }
  | { reason: "credential_dead" | "changed_meanwhile" | "taken" | "cursor_expired" | "too_many" };

/**
 * `wait`: the whole account waits, nothing is held against the entry. `retry`: this entry is tried again, the others go
 * on. `dead`: somebody has to look. `broken`: the account has to be connected again.
 */
export type PushVerdict =
  | { kind: "wait"; until: EpochMs }
  | { kind: "retry"; at: EpochMs; error: string }
  | { kind: "dead"; error: string }
  | { kind: "broken" };

/** Over about two days; while a vendor is down its circuit is open, which counts for nothing. */
export const MAX_ATTEMPTS = 14;
const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 6 * HOUR_MS;
const THROTTLED_MS = MINUTE_MS;
/**
 * A budget that is spent comes back call by call. Who went on with the first one would spend it on looking, wait, and look
 * again for ever: a change takes several calls at some vendors.
 */
const GATHER_MS = 10_000;
const JITTER = 0.25;

/** `attempts` failed before this one; `random` in [0, 1) spreads what failed together. */
export function decidePush(failure: PushFailure, attempts: number, now: EpochMs, random: number): PushVerdict {
  switch (failure.reason) {
    case "over_budget":
      return { kind: "wait", until: jittered(Math.max(failure.retryAt, now + GATHER_MS), 1_000, random) };
    case "circuit_open":
    case "paused":
      return { kind: "wait", until: jittered(Math.max(failure.retryAt, now), 1_000, random) };
    case "throttled":
      return { kind: "wait", until: jittered(now + (failure.retryAfterMs ?? THROTTLED_MS), 5_000, random) };
    case "credential_dead":
      return { kind: "broken" };
    case "refused":
      return { kind: "dead", error: `refused_${failure.status}` };
    case "vendor_error":
      return retry(`status_${failure.status}`, attempts, now, random);
    default:
      return retry(failure.reason, attempts, now, random);
  }
}

function retry(error: string, attempts: number, now: EpochMs, random: number): PushVerdict {
  if (attempts + 1 >= MAX_ATTEMPTS) return { kind: "dead", error };
  const wait = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
  return { kind: "retry", at: Math.round(now + wait * (1 + JITTER * random)), error };
}

function jittered(at: EpochMs, spread: number, random: number): EpochMs {
  return Math.round(at + spread * random);
}

/** What of our calendar is mirrored when a calendar is connected, and looked over at night. */
export function mirrorWindow(now: EpochMs): { from: EpochMs; to: EpochMs } {
  return { from: now - DAY_MS, to: now + 180 * DAY_MS };
}
