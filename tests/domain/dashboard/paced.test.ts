import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paced } from "../../../src/dashboard/live/paced.ts";

const SETTLE_MS = 700;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes when each run began. */
function aRun(takesMs: number) {
  const startedAt: number[] = [];
  const begin = performance.now();
  const run = async () => {
    startedAt.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, takesMs));
  };
  return { startedAt, call: paced(run, () => SETTLE_MS) };
}

/** Ten calls a second. */
async function stream(call: () => void, seconds: number): Promise<void> {
  for (let each = 0; each < seconds * 10; each++) {
    call();
    await vi.advanceTimersByTimeAsync(100); // oxlint-disable-line no-await-in-loop -- one after the other
  }
}

describe("paced", () => {
  it("runs once for a burst, when it has settled", async () => {
    const { startedAt, call } = aRun(20);
    for (let each = 0; each < 5; each++) call();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(startedAt).toEqual([SETTLE_MS]);
  });

  it("runs on under a stream, where answers are quick", async () => {
    const { startedAt, call } = aRun(10);
    await stream(call, 10);
    expect(startedAt.length).toBeGreaterThan(11);
  });

  it("takes a tenth of the time where answers are slow, and five seconds of rest at most", async () => {
    const slow = aRun(300);
    await stream(slow.call, 12);
    expect(slow.startedAt).toHaveLength(4);
    const gaps = slow.startedAt.slice(1).map((at, index) => at - (slow.startedAt[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);

    const slowest = aRun(9_000);
    await stream(slowest.call, 16);
    expect(slowest.startedAt).toEqual([SETTLE_MS, SETTLE_MS + 9_000 + 5_000]);
  });

  it("misses no call that came while it ran, and goes on after one that failed", async () => {
    const runs: number[] = [];
    const call = paced(
      async () => {
        runs.push(performance.now());
        if (runs.length === 1) call();
        throw new Error("away");
      },
      () => SETTLE_MS,
    );
    call();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs).toHaveLength(2);
  });
});
