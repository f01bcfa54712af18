import type { EpochMs } from "../time.ts";

/** Half-open [start, end): back-to-back appointments touch but never overlap. */
export type Interval = { start: EpochMs; end: EpochMs };

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function covers(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The same time in the fewest parts, sorted: what overlaps or touches becomes one. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const parts: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = parts.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else parts.push({ start, end });
  }
  return parts;
}

/** From the first start to the last end. At least one is needed. */
export function hullOf(intervals: readonly Interval[]): Interval {
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}

/** The parts that lie in both lists. */
export function intersect(left: Interval[], right: Interval[]): Interval[] {
  return left.flatMap((a) =>
    right
      .filter((b) => overlaps(a, b))
      .map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })),
  );
}

/** What is left of the first list, sorted as it was. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return merge(taken).reduce<Interval[]>((left, gap) => left.flatMap((part) => withoutGap(part, gap)), [...from]);
}

function withoutGap(part: Interval, gap: Interval): Interval[] {
  if (!overlaps(part, gap)) return [part];
  const rest = [
    { start: part.start, end: gap.start },
    { start: gap.end, end: part.end },
  ];
  return rest.filter(({ start, end }) => start < end);
}
