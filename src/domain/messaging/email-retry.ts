/** After so many attempts (some eight hours) an e-mail rests as failed. */
export const MAX_EMAIL_ATTEMPTS = 10;
/** Sent this long ago, a link in it is over anyhow, and the provider no longer knows the message's id. */
export const EMAIL_GIVEN_UP_SECONDS = 20 * 3_600;

const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 4 * 3_600;

/** 30 s, 1, 2, 4 ... minutes; longer when the provider asks for it. `attempts` were made so far. */
export function secondsToNextAttempt(attempts: number, retryAfterSeconds: number | null): number {
  const backoff = FIRST_WAIT_SECONDS * 2 ** Math.max(attempts - 1, 0);
  return Math.min(Math.max(backoff, retryAfterSeconds ?? 0), LONGEST_WAIT_SECONDS);
}
