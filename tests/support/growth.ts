/** Work that grows with its input takes 4 times as long for 4 times as much; what grows with its square takes 16 times. */
export const LINEAR = 10;

/** Short work is warmed up by its first rounds; long work is told apart by two, unless they look bad. */
const MIN_ROUNDS = 2;
const MAX_ROUNDS = 20;
const ENOUGH_MICROS = 400_000;

/**
 * How many times as much CPU `run` takes for four times the size. The least of some runs each, in turn: a machine that
 * is busy makes some of them slower, and none faster.
 */
export function growthOf(run: (size: number) => unknown, size: number): number {
  let [small, large, spent] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round >= MIN_ROUNDS && spent >= ENOUGH_MICROS && large / small < LINEAR) break;
    const [quarter, whole] = [cpuOf(() => run(size / 4)), cpuOf(() => run(size))];
    small = Math.min(small, quarter);
    large = Math.min(large, whole);
    spent += quarter + whole;
  }
  return large / small;
}

/** Microseconds. What is done sooner than the clock ticks counts as a tick. */
function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 200);
}
