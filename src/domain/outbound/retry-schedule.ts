import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

/** How long to wait after each failed attempt, as Standard Webhooks recommends: ten attempts in about three days. */
const DELAYS_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

export const MAX_ATTEMPTS = DELAYS_MS.length + 1;
const JITTER = 0.1;
/** A receiver may ask for this much patience. */
const MAX_RETRY_AFTER_MS = DAY_MS;

/**
 * When to try again after the `failures`th failure in a row (1 for the first), or null when it was the last. `random`
 * in [0, 1) spreads attempts that failed together. A receiver's own wish only ever makes it later.
 */
export function nextAttemptAt(
  failures: number,
  now: EpochMs,
  random: number,
  retryAfterMs: number | null = null,
): EpochMs | null {
  const delay = DELAYS_MS[failures - 1];
  if (delay === undefined) return null;
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return now + Math.max(Math.round(delay * (1 + JITTER * random)), asked);
}

/** `Retry-After` in its two forms, seconds or an HTTP date. Null when it says nothing usable. */
export function readRetryAfter(header: string | null, now: EpochMs): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
