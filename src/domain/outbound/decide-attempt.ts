import { DAY_MS, type EpochMs, HOUR_MS } from "../time.ts";
import { nextAttemptAt } from "./retry-schedule.ts";

/** Why nothing came back that could be judged. */
export type Unanswered = "timeout" | "unreachable" | "address_refused";

/** What an endpoint made of one attempt. */
export type Answer =
  | { kind: "answered"; status: number; retryAfterMs: number | null }
  | { kind: "unanswered"; reason: Unanswered };

export type AttemptOutcome = {
  /** `pending`: it will be tried again. */
  status: "delivered" | "pending" | "failed";
  nextAttemptAt: EpochMs | null;
  /** Why it failed: a status class, or what kept an answer from coming. Null when it did not. */
  error: string | null;
  /** The endpoint asks for a pause of everything that is on its way to it. */
  pausedUntil: EpochMs | null;
  /** It says that it wants nothing any more. */
  isGone: boolean;
};

/** Receivers that are overloaded say so; they get a pause, and not the next message at once. */
const OVERLOADED = new Set([429, 502, 503, 504]);
const DEFAULT_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = HOUR_MS;

/** Judges an attempt. `failures` counts those of this delivery before it. Only a 2xx is a success; redirects are not. */
export function decideAttempt(answer: Answer, failures: number, now: EpochMs, random: number): AttemptOutcome {
  if (answer.kind === "unanswered") return failed(answer.reason, failures, now, random);
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) {
    return { status: "delivered", nextAttemptAt: null, error: null, pausedUntil: null, isGone: false };
  }
  if (status === 410) return { ...failed("gone", failures, now, random), ...givenUp, isGone: true };
  const error = status >= 300 && status < 400 ? "redirect" : `status_${Math.floor(status / 100)}xx`;
  if (!OVERLOADED.has(status)) return failed(error, failures, now, random);
  const pausedUntil = now + Math.min(retryAfterMs ?? DEFAULT_PAUSE_MS, MAX_PAUSE_MS);
  return { ...failed(error, failures, now, random, retryAfterMs), pausedUntil };
}

const givenUp = { status: "failed", nextAttemptAt: null } as const;

function failed(
  error: string,
  failures: number,
  now: EpochMs,
  random: number,
  retryAfterMs: number | null = null,
): AttemptOutcome {
  const at = nextAttemptAt(failures + 1, now, random, retryAfterMs);
  return { status: at === null ? "failed" : "pending", nextAttemptAt: at, error, pausedUntil: null, isGone: false };
}

const DISABLED_AFTER_MS = 3 * DAY_MS;
const DISABLED_AFTER_FAILURES = 20;

/** Nothing has arrived for days, and it was tried often enough to be sure. */
export function isDead(endpoint: { failingSince: EpochMs | null; failures: number }, now: EpochMs): boolean {
  const { failingSince, failures } = endpoint;
  return failingSince !== null && now - failingSince >= DISABLED_AFTER_MS && failures >= DISABLED_AFTER_FAILURES;
}
