import { addDays, type LocalDate, localDateOf, weekdayOf } from "../../time.ts";
import { type Clock, settle } from "./day-parts.ts";
import { resolveDays } from "./days.ts";
import { noFacts } from "./facts.ts";
import { foldText } from "./lexer.ts";
import type { Moment } from "./resolve.ts";
import type { Kind, Token, Which } from "./token.ts";
import { isAmerican, readTokens } from "./understand.ts";

/** A day that was named. With a weekday it may be any such day, up to `by` if "next" or the like was said. */
export type SaidDay = { date: LocalDate; weekday: number | null; by: LocalDate | null };
/** What somebody stated about when something is. */
export type Said = { clocks: Clock[]; days: SaidDay[] };

const MAX_LENGTH = 600;
/** What comes before or after a time, or only near it, is another one. */
const EDGES: readonly Kind[] = ["to", "until", "before", "after", "from", "around"];
const AT: readonly Kind[] = ["at", "weekday", "day", "date", "part"];
const COUNTED: readonly Kind[] = ["word", "num", "minuteUnit", "dayUnit", "weekUnit", "monthUnit"];
/** People differ on which Tuesday the next one is. */
const NAMED_WITHIN: Partial<Record<Which, number>> = { this: 14, coming: 14, next: 14, afterNext: 21 };

const END_MARKS = " \t\r\n\u00a0.,!;:";

/** A full stop behind a number would make it an ordinal. */
function withoutEndMarks(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && END_MARKS.includes(sentence.charAt(end - 1))) end--;
  return sentence.slice(0, end);
}

/**
 * The days and times in a sentence that somebody stated, seen from `now`. Only what can hardly mean anything else: no
 * edges of a span, no day of an unnamed month, no "today" without its time ("I have booked that today").
 */
export function readSaid(sentence: string, moment: Moment): Said {
  const folded = foldText(withoutEndMarks(sentence.slice(0, MAX_LENGTH)), MAX_LENGTH);
  if (folded === null) return { clocks: [], days: [] };
  // "am Morgen" is no tomorrow.
  const tokens = readTokens(folded.replaceAll(/\bam morgen\b/g, "morgens"), {
    monthFirst: isAmerican(moment.timeZone),
  });
  const today = localDateOf(moment.timeZone, moment.now);
  return {
    clocks: tokens.flatMap((_, index) => clockAt(tokens, index) ?? []),
    days: tokens.flatMap((_, index) => dayAt(tokens, index, today) ?? []),
  };
}

/** A time on a twelve-hour face is also meant twelve hours later. */
export function meansMinute({ minute, certain }: Clock, real: number): boolean {
  return (real - minute) % (certain ? 1_440 : 720) === 0;
}

export function meansDay({ date, weekday, by }: SaidDay, real: LocalDate): boolean {
  if (weekday === null) return real === date;
  return weekdayOf(real) === weekday && (by === null || real <= by);
}

/** "16:30", for a time of which the hours 1 to 6 are afternoon. */
export function clockText(clock: Clock): string {
  const minute = settle(clock, null) % 1_440;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function clockAt(tokens: readonly Token[], index: number): Clock | null {
  const [before, here, after] = [tokens[index - 1]?.kind, tokens[index], tokens[index + 1]?.kind];
  if (!here || (before && EDGES.includes(before))) return null;
  const certain = here.certain === true;
  if (here.kind === "clock") {
    const isTime = !here.bare || (before !== undefined && AT.includes(before));
    return isTime ? { minute: here.value, certain } : null;
  }
  const isHour = here.kind === "num" && before === "at" && Number.isInteger(here.value) && here.value <= 23;
  if (!isHour || (after && COUNTED.includes(after))) return null;
  return { minute: here.value * 60, certain: certain || here.value > 12 };
}

function dayAt(tokens: readonly Token[], index: number, today: LocalDate): SaidDay | null {
  const [before, here, after] = [tokens[index - 1]?.kind, tokens[index], tokens[index + 1]?.kind];
  if (!here || (before && EDGES.includes(before))) return null;
  const { kind, value, which } = here;
  if (kind === "weekday") {
    const within = which && NAMED_WITHIN[which];
    const by = within === undefined ? null : addDays(today, within);
    return which === "last" ? null : named({ ...noFacts(), weekday: here }, today, { weekday: value, by });
  }
  const exact = { weekday: null, by: null };
  if (kind === "date") return named({ ...noFacts(), date: here }, today, exact);
  const isTimed = after === "at" || after === "clock" || after === "part";
  const isShifted = tokens.some((other) => other.kind === "shift" || other.kind === "weekUnit");
  if (kind !== "day" || isShifted || value < 0 || (value === 0 && !isTimed)) return null;
  return named({ ...noFacts(), day: here }, today, exact);
}

function named(facts: Parameters<typeof resolveDays>[0], today: LocalDate, how: Omit<SaidDay, "date">): SaidDay | null {
  const found = resolveDays(facts, today);
  return found === null || found === "impossible" ? null : { date: found.first, ...how };
}
