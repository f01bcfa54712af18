import { vi } from "vitest";

/**
 * Waits for what happens behind an answer. The limit is for a machine that hangs, not a promise about speed. `intervalMs`
 * is for who asks somebody that counts: a vendor allows so many requests a minute, of a test as well.
 */
export function eventually<T>(check: () => T | Promise<T>, intervalMs = 20): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: intervalMs });
}
