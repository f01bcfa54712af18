import { type Clock, DAY_PARTS, type DayPart, earlyPart, latePart } from "./day-parts.ts";
import { type Bound, type Facts, noFacts } from "./facts.ts";
import type { Kind, Token } from "./token.ts";

const DAY_KINDS: readonly Kind[] = [
  "date",
  "ordinal",
  "weekday",
  "day",
  "weekUnit",
  "monthUnit",
  "month",
  "weekend",
  "isoWeek",
];
const BOUNDS: Partial<Record<Kind, Bound>> = {
  after: "after",
  from: "from",
  before: "before",
  until: "until",
  to: "until",
};
const MIDDAY_MINUTE = 720;

export function gatherFacts(tokens: readonly Token[]): Facts {
  return new Gatherer(tokens).gather();
}

/** Reads the tokens once from left to right, remembering the preposition that waits for its day or time. */
class Gatherer {
  readonly #tokens: readonly Token[];
  readonly #facts = noFacts();
  #index = 0;
  #bound: Bound | null = null;
  #around = false;
  #or = false;
  #lean: "early" | "late" | null = null;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  gather(): Facts {
    while (this.#index < this.#tokens.length) this.#index += this.#read();
    const { part } = this.#facts;
    if (this.#lean === "early") this.#facts.part = part ? earlyPart(part) : "earlyMorning";
    if (this.#lean === "late") this.#facts.part = part ? latePart(part) : "evening";
    return this.#facts;
  }

  /** How many tokens were used. */
  #read(): number {
    const here = this.#peek(0);
    if (!here) return 1;
    if (this.#isTime(0)) return this.#readTime(here);
    if (isDay(here)) return this.#readDay(here);
    if (here.kind === "part" && here.part) return this.#readPart(here, here.part);
    return this.#readOther(here);
  }

  #readOther(here: Token): number {
    const bound = BOUNDS[here.kind];
    if (bound) this.#bound = bound;
    const facts = this.#facts;
    switch (here.kind) {
      case "around":
        this.#around = true;
        break;
      case "or":
        this.#or = true;
        break;
      case "early":
      case "late":
        this.#lean = here.kind;
        break;
      case "shift":
        facts.shift = addShift(facts.shift, here);
        break;
      case "later":
        facts.laterMinutes = here.value;
        break;
      case "within":
        facts.withinMinutes = here.value;
        break;
      case "weekUnit":
        if (facts.weekday || facts.day) facts.shift = { kind: "shift", value: 7 }; // British "Tuesday week"
        break;
      case "any":
      case "now":
        facts.anytime = true;
        break;
      case "not":
        facts.negated = true;
        break;
      case "num":
        return this.#readStrayNumber(here);
      case "word":
      case "half":
      case "quarter":
      case "threeQuarter":
        facts.unknown += 1;
    }
    return 1;
  }

  /** "2 Stunden", "60 Minuten": how long it takes, not when it is. */
  #readStrayNumber(here: Token): number {
    if (this.#peek(1)?.kind === "minuteUnit") return 2;
    if (here.value !== 0) this.#facts.unknown += 1; // "oh" is an interjection too
    return 1;
  }

  #readTime(here: Token): number {
    const facts = this.#facts;
    const other = this.#isTime(2) ? this.#peek(2) : undefined;
    const joint = this.#peek(1)?.kind;
    if (other && (joint === "to" || joint === "until" || joint === "and" || joint === "or")) {
      facts.from = toClock(here);
      facts.to = toClock(other);
      if (joint === "or") facts.to = { ...facts.to, minute: facts.to.minute + 1 }; // the second time is still meant
      this.#release();
      return 3;
    }
    this.#placeTime(toClock(here));
    this.#release();
    return 1;
  }

  #placeTime(clock: Clock): void {
    const facts = this.#facts;
    const bound = this.#bound;
    const other = this.#or && (facts.from ?? facts.to);
    if (other) return; // "before ten or after four": two spans; the first named stands
    if (this.#around) facts.around ??= clock;
    else if (bound === "after" || bound === "from") facts.from ??= clock;
    else if (bound) facts.to ??= clock;
    else if (facts.exact) facts.unknown += 1;
    else facts.exact = clock;
  }

  #readPart(here: Token, part: DayPart): number {
    const facts = this.#facts;
    if (here.which === "this") facts.day ??= { kind: "day", value: 0 };
    if (this.#bound) this.#placeTime({ minute: edgeOf(part, this.#bound), certain: true });
    else if (this.#or && facts.part) facts.orPart = part;
    else facts.part ??= part;
    this.#release();
    return 1;
  }

  #readDay(here: Token): number {
    const joint = this.#peek(1)?.kind;
    const other = this.#peek(2);
    const joins = joint === "to" || joint === "until" || (joint === "and" && this.#peek(-1)?.kind === "between");
    if (other && joins && (isDay(other) || (other.kind === "num" && other.value <= 31))) {
      this.#facts.dayRange ??= [here, other];
      this.#release();
      return 3;
    }
    if (this.#bound) this.#facts.dayBound ??= this.#bound;
    if (this.#or && this.#hasDay()) this.#facts.orDay ??= here;
    else this.#placeDay(here);
    this.#release();
    return 1;
  }

  #placeDay(here: Token): void {
    const facts = this.#facts;
    if (here.kind === "date" || here.kind === "ordinal") facts.date ??= here;
    else if (here.kind === "weekday") facts.weekday ??= here;
    else if (here.kind === "day") facts.day ??= here;
    else facts.span ??= here;
  }

  #hasDay(): boolean {
    const { date, weekday, day, span } = this.#facts;
    return Boolean(date ?? weekday ?? day ?? span);
  }

  #release(): void {
    this.#bound = null;
    this.#around = false;
    this.#or = false;
  }

  #peek(offset: number): Token | undefined {
    return this.#tokens[this.#index + offset];
  }

  /** A bare number is a time, unless it counts something. */
  #isTime(offset: number): boolean {
    const here = this.#peek(offset);
    if (here?.kind === "clock") return true;
    if (here?.kind !== "num" || !Number.isInteger(here.value) || here.value > 23) return false;
    const next = this.#peek(offset + 1)?.kind;
    const before = this.#peek(offset - 1)?.kind;
    if (next === "minuteUnit" || next === "num" || before === "num") return false;
    return next !== "word" || before === "at" || (before !== undefined && before in BOUNDS);
  }
}

/** "in 3 weeks and 2 days". */
function addShift(before: Token | null, more: Token): Token {
  if (!before) return more;
  const month = (before.month ?? 0) + (more.month ?? 0);
  return { kind: "shift", value: before.value + more.value, ...(month > 0 && { month }) };
}

/** A week or month counts as a day span only with a word that says which one. */
function isDay(token: Token): boolean {
  if (!DAY_KINDS.includes(token.kind)) return false;
  if (token.kind === "weekUnit" || token.kind === "monthUnit") return token.which !== undefined;
  return token.kind !== "isoWeek" || token.certain === true;
}

function toClock({ kind, value, certain }: Token): Clock {
  if (kind === "clock") return { minute: value, certain: certain === true };
  return { minute: value * 60, certain: certain === true || value > 12 || value === 0 };
}

/** "bis Mittag" ends at noon, "nach dem Mittag" begins when lunch is over. */
function edgeOf(part: DayPart, bound: Bound): number {
  if (part === "midday") return bound === "after" ? MIDDAY_MINUTE + 60 : MIDDAY_MINUTE;
  return bound === "after" ? DAY_PARTS[part].to : DAY_PARTS[part].from;
}
