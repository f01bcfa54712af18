const MAX_SECONDS = 24 * 3_600;

/** When a line was said, in ms from the beginning. Nothing where the vendor's seconds make no sense. */
export function speechTimes(fromSeconds: number, toSeconds: number): { fromMs?: number; toMs?: number } {
  const areTimes = fromSeconds >= 0 && toSeconds >= fromSeconds && toSeconds <= MAX_SECONDS;
  return areTimes ? { fromMs: Math.round(fromSeconds * 1_000), toMs: Math.round(toSeconds * 1_000) } : {};
}
