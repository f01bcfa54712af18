import type { DayPart } from "./day-parts.ts";

/** What a word means, in either language. Grammar rules see only these. */
export type Kind =
  // numbers and times
  | "num"
  | "ordinal"
  | "clock"
  | "hourMark"
  | "am"
  | "pm"
  | "half"
  | "quarter"
  | "threeQuarter"
  | "article"
  // days
  | "date"
  | "weekday"
  | "month"
  | "day"
  | "part"
  | "weekend"
  | "isoWeek"
  | "mod"
  | "section"
  | "early"
  | "late"
  // spans of time
  | "minuteUnit"
  | "dayUnit"
  | "weekUnit"
  | "monthUnit"
  | "shift"
  | "later"
  | "within"
  // bounds
  | "after"
  | "before"
  | "from"
  | "until"
  | "to"
  | "between"
  | "around"
  | "at"
  // glue
  | "and"
  | "or"
  | "in"
  | "on"
  | "of"
  | "now"
  | "any"
  | "not"
  // dropped by the lexer
  | "filler"
  | "dayMark"
  | "word";

/** Which one of several: "diesen", "kommenden", "nächsten", "übernächsten", "letzten". */
export type Which = "this" | "coming" | "next" | "afterNext" | "last";
/** "Anfang", "Mitte", "Ende" of a week or month. */
export type Section = "begin" | "middle" | "end";

/**
 * One flat shape for all kinds keeps the rule tables short. `value` is the number, the weekday (Monday 1), the month, the
 * offset in days, the minutes or days of a unit, or the minute of the day of a clock.
 */
export type Token = {
  kind: Kind;
  value: number;
  /** Clocks: morning or afternoon is beyond doubt. Numbers: written like "09". */
  certain?: boolean;
  /** Clocks: two numbers side by side ("two thirty"), which may count something else. */
  bare?: boolean;
  /** Units: plural. Numbers: spelled out. */
  many?: boolean;
  spelled?: boolean;
  part?: DayPart;
  which?: Which;
  section?: Section;
  /** Dates. */
  month?: number;
  year?: number;
};

export function token(kind: Kind, value = 0, rest: Omit<Token, "kind" | "value"> = {}): Token {
  return { kind, value, ...rest };
}
