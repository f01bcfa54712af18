/** What was measured beside the comparisons. `met` is null where there is nothing to aim at. */
export type Verdict = { met: boolean | null; text: string };

export function aim(met: boolean, text: string): Verdict {
  return { met, text };
}

export function told(text: string): Verdict {
  return { met: null, text };
}

/** Of numbers in any order. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
