import type { EpochMs } from "../../domain/time.ts";

const MAX_KEYS = 10_000;

/** Counts in the memory of this isolate, in windows that begin with the clock's. */
export class LocalCount {
  readonly #windowMs: number;
  #window = 0;
  #counts = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** `count` includes this one. */
  add(key: string, now: EpochMs): { count: number; resetSeconds: number } {
    const window = Math.floor(now / this.#windowMs);
    if (window !== this.#window || this.#counts.size >= MAX_KEYS) {
      this.#window = window;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return { count, resetSeconds: Math.ceil(((window + 1) * this.#windowMs - now) / 1_000) };
  }
}
