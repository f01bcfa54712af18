import { env } from "cloudflare:workers";
import { vi } from "vitest";

const BEHIND =
  /outbox\.ts|audit-calendar\.ts|read-model\.ts|announce-appointments\.ts|index-names\.ts|customer-names\.ts|queues\.ts|consume\.ts/;

/**
 * Every way to ask D1 fails until `vi.restoreAllMocks()`. Tells how often it was tried: in all, and leaving out the
 * calendar's own drain and what its events lead to, which go on behind an answer at a moment of their own.
 */
export function breakD1(): { attempts: () => number; attemptsBesideDrain: () => number } {
  const traces: string[] = [];
  const fail = () => {
    const error = new Error("D1 is down");
    traces.push(error.stack ?? "");
    throw error;
  };
  for (const method of ["prepare", "batch", "exec", "withSession"] as const) {
    vi.spyOn(env.DB, method).mockImplementation(fail);
  }
  const besideDrain = () => traces.filter((trace) => !BEHIND.test(trace));
  return { attempts: () => traces.length, attemptsBesideDrain: () => besideDrain().length };
}

/** The clocks of the Worker and its objects, set ahead until `vi.useRealTimers()`. Timers keep running. */
export function travel(ms: number): void {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(now);
}
