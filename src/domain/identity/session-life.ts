import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

export const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_ABSOLUTE_MS = 7 * DAY_MS;
/** A busy user's session is written at most this often. */
const TOUCH_EVERY_MS = 5 * MINUTE_MS;

type Life = { lastSeenAt: EpochMs; expiresAt: EpochMs };

export function isSessionAlive(session: Life, now: EpochMs): boolean {
  return now < session.expiresAt && now < session.lastSeenAt + SESSION_IDLE_MS;
}

export function isTouchDue(session: Life, now: EpochMs): boolean {
  return now >= session.lastSeenAt + TOUCH_EVERY_MS;
}
