import { err, ok, type Result } from "../result.ts";
import type { EpochMs } from "../time.ts";
import type { StrictLimit } from "./limits.ts";

/**
 * A sliding window: at no moment do more than `limit` attempts lie within `periodSeconds`, so nobody gains twice the
 * limit at the turn of a minute. `ends` tells when each earlier attempt stops counting, oldest first; returned is the
 * new list, at most `limit` long.
 */
export function countAttempt(
  ends: readonly EpochMs[],
  { limit, periodSeconds }: Pick<StrictLimit, "limit" | "periodSeconds">,
  now: EpochMs,
): Result<EpochMs[], { waitMs: number }> {
  const open = ends.filter((end) => end > now);
  const inTheWay = open[open.length - limit];
  if (inTheWay !== undefined) return err({ waitMs: inTheWay - now });
  return ok([...open, now + periodSeconds * 1_000]);
}
