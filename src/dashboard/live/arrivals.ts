import { useSyncExternalStore } from "react";

/** How long the highlight stays (`[data-new]`). */
const HIGHLIGHT_MS = 4_500;
const arrived = new Set<string>();
const listeners = new Set<() => void>();

/** Items that have just come in by socket, so that the eye finds them. */
export function markArrival(id: string): void {
  arrived.add(id);
  notify();
  setTimeout(() => {
    arrived.delete(id);
    notify();
  }, HIGHLIGHT_MS);
}

export function useArrived(id: string): boolean {
  return useSyncExternalStore(subscribe, () => arrived.has(id));
}

function notify(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
