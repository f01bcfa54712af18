import { DAY_MS, MINUTE_MS } from "../time.ts";

export const MAX_KEY_LENGTH = 255;
/** After that the same key is a new request. */
export const ANSWER_KEPT_MS = DAY_MS;
/** An execution that has said nothing for so long has died. No request takes nearly as long. */
export const LEASE_MS = MINUTE_MS;

/**
 * Answers that were given before anything was carried out: bad input, no right, too much. Nothing is stored for them,
 * so that the corrected request may use the same key.
 */
const beforeExecution: ReadonlySet<number> = new Set([400, 401, 403, 413, 415, 429]);

/** Is this the outcome of an execution, to be given again? Faults of ours (5xx) are: something may have happened. */
export function isOutcome(status: number): boolean {
  return !beforeExecution.has(status);
}
