import type { Block } from "../../../src/domain/booking/appointment.ts";
import type { EpochMs } from "../../../src/domain/time.ts";

/** Pairs that take the same calendar at the same time. Must stay empty, whatever happens. */
export function overlappingPairs(blocks: readonly Block[], now: EpochMs): [string, string][] {
  const live = blocks.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  return live.flatMap((a, index) =>
    live
      .slice(index + 1)
      .filter((b) => a.calendarId === b.calendarId && a.start < b.end && b.start < a.end)
      .map((b): [string, string] => [a.owner, b.owner]),
  );
}
