/** Work that grows with its input takes 4 times as long for 4 times as much; what grows with its square takes 16 times. */
export const LINEAR = 9;

/**
 * How many times as much CPU `run` takes for four times the size. The least of a few runs each, in turn: a machine that
 * is busy makes some of them slower, and none faster.
 */
export function growthOf(run: (size: number) => unknown, size: number): number {
  const least = { small: Infinity, large: Infinity };
  for (let round = 0; round < 2; round++) {
    least.small = Math.min(
      least.small,
      cpuOf(() => run(size / 4)),
    );
    least.large = Math.min(
      least.large,
      cpuOf(() => run(size)),
    );
  }
  return least.large / least.small;
}

/** Microseconds. What is done sooner than the clock ticks counts as a tick. */
function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 200);
}
