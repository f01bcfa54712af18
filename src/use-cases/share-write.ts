import type { Background } from "../db/directory.ts";

/** Whoever was to write may have been cut off with its request. Who has waited for so long writes itself. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 4;

/** `your_turn`: write, with those who wait. `alone`: those written together were refused; one of them may be why. */
type Told<Answer> = { answer: Answer } | "your_turn" | "alone";
type Waiting<Item, Answer> = { item: Item; told: Told<Answer> | null };

type Sharing<Item, Answer> = {
  /** Of one write. */
  most: { items: number; chars: number };
  charsOf(item: Item): number;
  /** An answer for each item, in their order. Safe to repeat: who loses patience writes what may be written already. */
  write(items: readonly Item[]): Promise<Answer[]>;
};

/**
 * Has the requests of this isolate write together: what comes while a write is under way goes into the next one. Each
 * waits until its own item is written, is told its own answer, and throws its own error.
 */
export function createSharedWrite<Item, Answer>({ most, charsOf, write }: Sharing<Item, Answer>) {
  let waiting: Waiting<Item, Answer>[] = [];
  let isWriting = false;

  async function share(item: Item): Promise<Answer> {
    const own: Waiting<Item, Answer> = { item, told: null };
    if (!isWriting) return writeWithOthers(own);
    waiting.push(own);
    const told = await toldTo(own);
    if (told === "your_turn") return writeWithOthers(own);
    return told === "alone" ? writeOne(item) : told.answer;
  }

  async function writeWithOthers(own: Waiting<Item, Answer>): Promise<Answer> {
    isWriting = true;
    const others = takeFrom(own);
    try {
      const [answer, ...theirs] = await write([own, ...others].map(({ item }) => item));
      for (const [at, each] of others.entries()) each.told = { answer: theirs[at]! }; // there is one for each
      return answer!;
    } catch (error) {
      if (others.length === 0) throw error;
      for (const each of others) each.told = "alone";
    } finally {
      const [next] = waiting;
      isWriting = next !== undefined;
      if (next) next.told = "your_turn";
    }
    return writeOne(own.item);
  }

  async function writeOne(item: Item): Promise<Answer> {
    const [answer] = await write([item]);
    return answer!;
  }

  function takeFrom(own: Waiting<Item, Answer>): Waiting<Item, Answer>[] {
    const others = waiting.filter((each) => each !== own);
    let room = most.chars - charsOf(own.item);
    const end = others.findIndex(({ item }, at) => {
      room -= charsOf(item);
      return room < 0 || at + 1 >= most.items;
    });
    waiting = end < 0 ? [] : others.slice(end);
    return end < 0 ? others : others.slice(0, end);
  }

  return function shareWrite(background: Background, item: Item): Promise<Answer> {
    const done = share(item);
    // Others may wait for this request to write for them, even when its own client has gone.
    background.waitUntil(done.catch(() => undefined));
    return done;
  };
}

/** By the request's own timer: a promise that another request resolves may never come, and comes in its context. */
async function toldTo<Item, Answer>(own: Waiting<Item, Answer>): Promise<Told<Answer>> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    await scheduler.wait(LOOK_EVERY_MS);
    if (own.told !== null) return own.told;
  }
  return "your_turn";
}
