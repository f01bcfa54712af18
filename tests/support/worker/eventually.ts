import { vi } from "vitest";

/** Waits for what happens behind an answer. The limit is for a machine that hangs, not a promise about speed. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 });
}
