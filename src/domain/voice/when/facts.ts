import type { Clock, DayPart } from "./day-parts.ts";
import type { Token } from "./token.ts";

/** Which side of a day or time is meant. */
export type Bound = "from" | "after" | "before" | "until";

/** What one utterance says about when, before it is related to today. */
export type Facts = {
  date: Token | null;
  weekday: Token | null;
  /** Today, tomorrow, ... */
  day: Token | null;
  /** A week, weekend or month. */
  span: Token | null;
  /** "in einer Woche", or a week after the day that was named. */
  shift: Token | null;
  dayRange: [Token, Token] | null;
  /** "heute oder morgen". */
  orDay: Token | null;
  dayBound: Bound | null;
  exact: Clock | null;
  around: Clock | null;
  from: Clock | null;
  to: Clock | null;
  part: DayPart | null;
  /** "vormittags oder mittags". */
  orPart: DayPart | null;
  /** "in zwei Stunden", "in den nächsten drei Tagen". */
  laterMinutes: number | null;
  withinMinutes: number | null;
  anytime: boolean;
  /** "nicht am Dienstag": what is left when something is excluded is not ours to guess. */
  negated: boolean;
  /** Words and figures without a meaning here. */
  unknown: number;
};

export function noFacts(): Facts {
  const days = { date: null, weekday: null, day: null, span: null, shift: null, dayRange: null, orDay: null };
  const times = { exact: null, around: null, from: null, to: null, part: null, orPart: null };
  const spans = { laterMinutes: null, withinMinutes: null };
  return { ...days, dayBound: null, ...times, ...spans, anytime: false, negated: false, unknown: 0 };
}
