import { useSyncExternalStore } from "react";

const TOLERATED_SKEW_MS = 1_500;
const TICK_MS = 500;
let skewMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

/** Countdowns are the server's: a laptop whose clock is wrong must not show a hold as expired. */
export function syncClock(serverTime: string): void {
  const skew = Date.parse(serverTime) - Date.now();
  skewMs = Math.abs(skew) > TOLERATED_SKEW_MS ? skew : 0;
}

export function serverNow(): number {
  return Date.now() + skewMs;
}

/** The time, in steps of `stepMs`; the component renders anew at each step. */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / stepMs) * stepMs);
}

/** One timer for all who look at the clock. */
function subscribe(onTick: () => void): () => void {
  watchers.add(onTick);
  timer ??= setInterval(() => {
    for (const watcher of watchers) watcher();
  }, TICK_MS);
  return () => {
    watchers.delete(onTick);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
