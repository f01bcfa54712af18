import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

export const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_ABSOLUTE_MS = 7 * DAY_MS;
/** How long the second factor is waited for. */
export const PENDING_LOGIN_MS = 10 * MINUTE_MS;
/** How long a browser is recognised that has not signed in again. */
export const KNOWN_DEVICE_MS = 180 * DAY_MS;
/** How long a fresh proof of who somebody is stays good for dangerous acts. */
export const STEP_UP_MS = 10 * MINUTE_MS;
/** A busy user's session is written at most this often. */
const TOUCH_EVERY_MS = 5 * MINUTE_MS;

type Life = { lastSeenAt: EpochMs; expiresAt: EpochMs };

export function isSessionAlive(session: Life, now: EpochMs): boolean {
  return now < session.expiresAt && now < session.lastSeenAt + SESSION_IDLE_MS;
}

export function isTouchDue(session: Life, now: EpochMs): boolean {
  return now >= session.lastSeenAt + TOUCH_EVERY_MS;
}

export function isSteppedUp(steppedUpAt: EpochMs | null, now: EpochMs): boolean {
  return steppedUpAt !== null && now < steppedUpAt + STEP_UP_MS;
}
