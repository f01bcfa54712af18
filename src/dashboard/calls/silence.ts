import type { TranscriptLine } from "../../contracts/calls.ts";

/** Half-open, in milliseconds of the recording. */
export type Sound = { fromMs: number; toMs: number };

/** A breath is part of the talk. */
const SHORTEST_SILENCE_MS = 1_500;
/** Left before somebody speaks, so that no word is cut. */
const LEAD_MS = 300;

/** When somebody speaks, in order. Empty where the provider does not tell. */
export function soundSpans(lines: readonly TranscriptLine[]): Sound[] {
  return lines
    .flatMap((line) =>
      line.kind === "speech" && line.fromMs !== undefined && line.toMs !== undefined
        ? [{ fromMs: line.fromMs, toMs: line.toMs }]
        : [],
    )
    .toSorted((one, other) => one.fromMs - other.fromMs);
}

/** Where to go on from a silence. Null: somebody speaks, nobody speaks any more, or it is too short to skip. */
export function nextSound(sounds: readonly Sound[], atMs: number): number | null {
  if (sounds.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) return null;
  const next = sounds.find(({ fromMs }) => fromMs > atMs);
  if (!next) return null;
  const silentFrom = Math.max(0, ...sounds.filter(({ toMs }) => toMs <= atMs).map(({ toMs }) => toMs));
  const target = next.fromMs - LEAD_MS;
  return next.fromMs - silentFrom >= SHORTEST_SILENCE_MS && target > atMs ? target : null;
}
