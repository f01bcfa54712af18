import type { TranscriptLine } from "../../contracts/calls.ts";

export type Percentiles = { p50: number; p95: number };

/** By nearest rank: each is a value that occurred. Null without values. */
export function percentilesOf(values: readonly number[]): Percentiles | null {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1];
  const [p50, p95] = [at(0.5), at(0.95)];
  return p50 === undefined || p95 === undefined ? null : { p50, p95 };
}

/** How long the caller waited for each answer of the agent, where the provider tells when somebody spoke. */
export function replyDelays(lines: readonly TranscriptLine[]): number[] {
  const spoken = lines.filter((line) => line.kind === "speech");
  return spoken.flatMap(({ speaker, fromMs }, index) => {
    const before = spoken[index - 1];
    const isReply = speaker === "agent" && before?.speaker === "caller";
    if (!isReply || fromMs === undefined || before.toMs === undefined) return [];
    return [Math.max(fromMs - before.toMs, 0)];
  });
}
