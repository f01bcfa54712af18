import { readRetryAfter } from "../domain/outbound/retry-schedule.ts";
import type { EpochMs } from "../domain/time.ts";

const RESET_HEADERS = ["x-ratelimit-reset", "x-ratelimit-reset-default"];
/** More seconds than any limit lasts: it is a date then. */
const EPOCH_SECONDS = 1_000_000_000;

/** How long a vendor asks to be left alone, by `Retry-After` or by what it says of its limit. Milliseconds. */
export function retryAfterOf(headers: Headers, now: EpochMs): number | null {
  return readRetryAfter(headers.get("retry-after"), now) ?? readReset(headers, now);
}

/** Vendors send the seconds that are left, or the second (Unix) at which it begins anew. */
function readReset(headers: Headers, now: EpochMs): number | null {
  const header = RESET_HEADERS.map((name) => headers.get(name)).find((value) => value !== null);
  if (!header || !/^\d{1,10}$/.test(header)) return null;
  const seconds = Number(header);
  return seconds < EPOCH_SECONDS ? seconds * 1_000 : Math.max(0, seconds * 1_000 - now);
}
