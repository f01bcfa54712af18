/** Work that grows with its input takes 4 times as long for 4 times as much; what grows with its square takes 16 times. */
export const LINEAR = 10;

/** Short work is warmed up by its first rounds; long work is told apart by two. */
const MAX_ROUNDS = 20;
const ENOUGH_MICROS = 400_000;

/**
 * How many times as much CPU `run` takes for four times the size. The least of some runs each, in turn: a machine that
 * is busy makes some of them slower, and none faster.
 */
export function growthOf(run: (size: number) => unknown, size: number): number {
  const [small, large]: [number[], number[]] = [[], []];
  for (let round = 0, spent = 0; round < 2 || (round < MAX_ROUNDS && spent < ENOUGH_MICROS); round++) {
    const costs = [cpuOf(() => run(size / 4)), cpuOf(() => run(size))] as const;
    small.push(costs[0]);
    large.push(costs[1]);
    spent += costs[0] + costs[1];
  }
  return Math.min(...large) / Math.min(...small);
}

/** Microseconds. What is done sooner than the clock ticks counts as a tick. */
function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 200);
}
