import type { Background } from "../db/directory.ts";

/** So long things are gathered. */
const GATHER_MS = 500;
/** Who should have kept them by then was cut off with its request: the next one does. */
const PATIENCE_MS = 4 * GATHER_MS;

/**
 * Gathers what many requests of this isolate want kept behind their answers, and keeps it at once. For what costs
 * nobody anything when it is lost: of more than `most` at once, some are.
 */
export function createGatherer<Item>(most: number, keep: (items: Item[]) => Promise<void>) {
  let waiting: Item[] = [];
  let keptBy = 0;

  /** Who comes first waits for the others, and keeps what is there then. */
  async function keepGathered(): Promise<void> {
    await scheduler.wait(GATHER_MS);
    const gathered = waiting;
    waiting = [];
    await keep(gathered);
  }

  return function gather(background: Background, item: Item): void {
    const now = Date.now();
    const isKept = waiting.length > 0 && now <= keptBy;
    if (isKept && waiting.length >= most) return;
    waiting.push(item);
    if (isKept) return;
    keptBy = now + PATIENCE_MS;
    background.waitUntil(keepGathered());
  };
}
