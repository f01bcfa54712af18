import fc from "fast-check";
import type { BookingAnswer, BookingOp } from "./bookings.ts";
import type { Operation } from "./history.ts";
import { PlainBranch } from "./plain-branch.ts";

export type BookingOperation = Operation<BookingOp, BookingAnswer>;

const aStep = fc.record({
  kind: fc.constantFrom("hold", "book", "book_held", "move", "cancel", "release", "read", "list", "lapse", "repeat"),
  calendars: fc.constantFrom(["anna"], ["ben"], ["anna", "ben"]),
  start: fc.nat({ max: 7 }),
  on: fc.nat({ max: 50 }),
  isKeyed: fc.boolean(),
});
type Step = typeof aStep extends fc.Arbitrary<infer Value> ? Value : never;

type Fate = "answered" | "answer lost" | "never arrived";
/** A step, how long its client waits before and after its effect, and what becomes of it. */
type Turn = { step: Step; before: number; after: number; fate: Fate };
type Size = { minLength?: number; maxLength: number };

/** One effect takes place every ten moments; around it, clients overlap as they like. */
const PACE = 10;

/** What clients may have seen of a branch that does one thing at a time, whatever else they did meanwhile. */
export function aLegalHistory(size: Size, fates: readonly Fate[] = ["answered"]): fc.Arbitrary<BookingOperation[]> {
  const wait = fc.nat({ max: 60 });
  const aTurn = fc.record({ step: aStep, before: wait, after: wait, fate: fc.constantFrom(...fates) });
  return fc.array(aTurn, { size: "max", ...size }).map((turns) => {
    const branch = new PlainBranch();
    const ops: BookingOp[] = [];
    return turns.map((turn, index) => {
      const op = toOp(turn.step, ops);
      ops.push(op);
      return observe(branch, op, turn, index);
    });
  });
}

function observe(branch: PlainBranch, op: BookingOp, { before, after, fate }: Turn, client: number): BookingOperation {
  const now = client * PACE;
  const asked = { client, op, invokedAt: now - before };
  if (fate === "never arrived") return { ...asked, returnedAt: null, cause: fate };
  const answer = branch.do(op, now);
  return fate === "answered"
    ? { ...asked, returnedAt: now + after, answer }
    : { ...asked, returnedAt: null, cause: fate };
}

/** Ids are the turns in which they were made. Others name one of them, be it there or not. */
function toOp({ kind, calendars, start, on, isKeyed }: Step, earlier: readonly BookingOp[]): BookingOp {
  const turn = earlier.length;
  const key = isKeyed ? `key${turn}` : null;
  const [appointment, hold] = [nameOf("apt", on, turn), nameOf("hld", on, turn)];
  const wish = { calendars, start, end: start + 2, key };
  if (kind === "hold") return { do: kind, id: `hld${turn}`, ...wish };
  if (kind === "book_held") return { do: "book", id: `apt${turn}`, holdId: hold, ...wish };
  if (kind === "move") return { do: kind, id: appointment, ...wish };
  if (kind === "cancel") return { do: kind, id: appointment, key };
  if (kind === "release") return { do: kind, id: hold };
  if (kind === "read") return { do: kind, id: appointment };
  if (kind === "list") return { do: kind, calendars };
  if (kind === "lapse") return { do: kind };
  const keyed = earlier.filter((op) => "key" in op && op.key !== null);
  const repeated = kind === "repeat" ? keyed[on % Math.max(1, keyed.length)] : undefined;
  return repeated ?? { do: "book", id: `apt${turn}`, holdId: null, ...wish };
}

function nameOf(prefix: string, on: number, turn: number): string {
  return `${prefix}${on % Math.max(1, turn)}`;
}
