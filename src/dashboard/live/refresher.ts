import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Refetches on events without piling up requests: one at a time per key, and one more afterwards when something
 * happened meanwhile, so the last change is never missed and a stream of changes never starves.
 */
export function createRefresher(client: QueryClient): (queryKey: QueryKey) => void {
  const running = new Map<string, { again: boolean }>();

  return function refresh(queryKey) {
    const name = JSON.stringify(queryKey);
    const current = running.get(name);
    if (current) {
      current.again = true;
      return;
    }
    const run = { again: false };
    running.set(name, run);
    void client.invalidateQueries({ queryKey }).finally(() => {
      running.delete(name);
      if (run.again) refresh(queryKey);
    });
  };
}
