import { earlyPart, latePart } from "./day-parts.ts";
import { type Rule, rule, tableOf } from "./reduce.ts";
import { type Section, type Token, token } from "./token.ts";

type Build = Rule["build"];
const at = (tokens: readonly Token[], index: number): Token => tokens[index] ?? token("word");
const isYear = (value: number) => value >= 2_000 && value <= 2_100;
const isDay = (value: number) => Number.isInteger(value) && value >= 1 && value <= 31;

/** "November 24", "24. November 2026": picks day, month and year out of the tokens at these places. */
function date(day: number, month: number, year?: number): Build {
  return (tokens) => {
    const parts = { day: at(tokens, day).value, month: at(tokens, month).value };
    if (!isDay(parts.day) || parts.month > 12) return null;
    if (year === undefined) return token("date", parts.day, { month: parts.month });
    const said = at(tokens, year).value;
    return isYear(said) ? token("date", parts.day, { month: parts.month, year: said }) : null;
  };
}

const DATES: Rule[] = [
  rule("num month num", date(0, 1, 2)),
  rule("ordinal month num", date(0, 1, 2)),
  rule("ordinal of month num", date(0, 2, 3)),
  rule("month num num", date(1, 0, 2)),
  rule("month ordinal num", date(1, 0, 2)),
  rule("num month", date(0, 1)),
  rule("ordinal month", date(0, 1)),
  rule("ordinal of month", date(0, 2)),
  rule("month ordinal", date(1, 0)),
  rule("month num", date(1, 0), ["hourMark", "am", "pm"]),
  // "am vierundzwanzigsten elften"
  rule("ordinal ordinal num", date(0, 1, 2)),
  rule("ordinal ordinal", date(0, 1)),
  // "Dienstag 24": no hour is that late.
  rule("weekday num", ([, day]) => (day && day.value >= 24 && isDay(day.value) ? token("ordinal", day.value) : null)),
  rule("isoWeek num", ([, week]) =>
    week && week.value >= 1 && week.value <= 53 ? token("isoWeek", week.value, { certain: true }) : null,
  ),
];

/** "nächsten Dienstag", "this week", "letzte Woche". */
const withWhich: Build = ([mod, named]) => (mod?.which && named ? { ...named, which: mod.which } : null);
/** "Ende nächster Woche", "Anfang Dezember", "Mitte der Woche". */
const inSection: Build = (tokens) => {
  const section = tokens[0]?.section;
  const named = tokens.at(-1);
  const mod = tokens.find(({ kind }) => kind === "mod");
  return section && named ? { ...named, which: mod?.which ?? "this", section } : null;
};
/** "early next week", "late next month". */
const earlyOrLate =
  (section: Section): Build =>
  (tokens) => {
    const named = tokens.at(-1);
    return named ? { ...named, which: tokens[1]?.which ?? "this", section } : null;
  };

const NAMED: Rule[] = ["weekday", "weekUnit", "monthUnit", "month", "weekend"].map((kind) =>
  rule(`mod ${kind}`, withWhich),
);
const SECTIONS: Rule[] = ["weekUnit", "monthUnit", "month"].flatMap((kind) => [
  rule(`section mod ${kind}`, inSection),
  rule(`section of mod ${kind}`, inSection),
  rule(`section ${kind}`, inSection),
  rule(`section of ${kind}`, inSection),
  rule(`early mod ${kind}`, earlyOrLate("begin")),
  rule(`late mod ${kind}`, earlyOrLate("end")),
]);

/** "this afternoon" is today's. */
const PARTS: Rule[] = [
  rule("early part", ([, named]) => (named?.part ? { ...named, part: earlyPart(named.part) } : null)),
  rule("late part", ([, named]) => (named?.part ? { ...named, part: latePart(named.part) } : null)),
  rule("late in part", ([, , named]) => (named?.part ? { ...named, part: latePart(named.part) } : null)),
  rule("early in part", ([, , named]) => (named?.part ? { ...named, part: earlyPart(named.part) } : null)),
  rule("part part", ([first, second]) =>
    first?.part === "earlyMorning" && second?.part ? { ...second, part: earlyPart(second.part) } : null,
  ),
  rule("mod part", ([mod, named]) => (mod?.which === "this" && named ? { ...named, which: "this" } : null)),
];

const DAYS_AWAY_CALLED_A_WEEK = 8;
const HALF_MONTH_DAYS = [14, 15];

/** Nobody books further away; and a mistyped count must not leave the calendar. */
const MAX_DAYS = 731;
const MAX_MONTHS = 24;
const MAX_HOURS = 72;

/** A count of days or weeks as days. "Acht Tage" and "fünfzehn Tage" only mean weeks when an anchor is named. */
const shiftBy =
  (count: number, unit: number): Build =>
  (tokens) => {
    const named = at(tokens, unit);
    const value = at(tokens, count).value * named.value;
    if (!Number.isInteger(value)) return null;
    if (named.kind === "monthUnit") return value <= MAX_MONTHS ? token("shift", 0, { month: value }) : null;
    return value <= MAX_DAYS ? token("shift", value) : null;
  };
const laterBy =
  (count: number, unit: number): Build =>
  (tokens) =>
    later(at(tokens, count).value * at(tokens, unit).value);
const later = (minutes: number) => (minutes <= MAX_HOURS * 60 ? token("later", minutes) : null);
/** "in 1 hour and 30 minutes". */
const laterByBoth: Build = (tokens) => {
  const counted = tokens.filter(({ kind }) => kind === "num" || kind === "article");
  const units = tokens.filter(({ kind }) => kind === "minuteUnit");
  return later(counted.reduce((sum, { value }, index) => sum + value * at(units, index).value, 0));
};
const withinOf =
  (count: number, unit: number): Build =>
  (tokens) => {
    const named = at(tokens, unit);
    const minutes = named.kind === "minuteUnit" ? named.value : named.value * 1_440;
    const value = at(tokens, count).value * minutes * (named.kind === "monthUnit" ? 30 : 1);
    return value > 0 && value <= MAX_DAYS * 1_440 ? token("within", value) : null;
  };
/** "in den nächsten Tagen": a few. */
const A_FEW = 4;
const few =
  (unit: number): Build =>
  (tokens) => {
    const named = at(tokens, unit);
    if (!named.many) return null;
    return withinOf(0, 1)([token("num", named.kind === "weekUnit" ? 2 : A_FEW), named]);
  };

const COUNTED: Rule[] = ["num", "article"].flatMap((count) => [
  ...["dayUnit", "weekUnit", "monthUnit"].flatMap((unit) => [
    rule(`in ${count} ${unit} from now`, shiftBy(1, 2)),
    rule(`in ${count} ${unit}`, shiftBy(1, 2)),
    rule(`${count} ${unit} from now`, shiftBy(0, 1)),
    rule(`${count} ${unit} from`, shiftBy(0, 1), ["num", "clock"]),
    rule(`${count} ${unit} on`, shiftBy(0, 1)),
    rule(`${count} ${unit}`, shiftBy(0, 1)),
    rule(`within ${count} ${unit}`, withinOf(1, 2)),
    rule(`within from ${count} ${unit}`, withinOf(2, 3)),
    rule(`within mod ${count} ${unit}`, withinOf(2, 3)),
    rule(`in mod ${count} ${unit}`, withinOf(2, 3)),
    rule(`mod ${count} ${unit}`, withinOf(1, 2)),
  ]),
  rule(`in ${count} minuteUnit from now`, laterBy(1, 2)),
  rule(`in ${count} minuteUnit and num minuteUnit`, laterByBoth),
  rule(`in ${count} minuteUnit num minuteUnit`, laterByBoth),
  rule(`in ${count} minuteUnit`, laterBy(1, 2)),
  rule(`${count} minuteUnit from now`, laterBy(0, 1)),
  rule(`within ${count} minuteUnit`, withinOf(1, 2)),
  rule(`within mod ${count} minuteUnit`, withinOf(2, 3)),
  rule(`in mod ${count} minuteUnit`, withinOf(2, 3)),
  rule(`mod ${count} minuteUnit`, withinOf(1, 2)),
]);
const UNCOUNTED: Rule[] = ["dayUnit", "weekUnit", "minuteUnit"].flatMap((unit) => [
  rule(`within mod ${unit}`, few(2)),
  rule(`in mod ${unit}`, few(2)),
  rule(`mod ${unit}`, few(1)),
  rule(`in ${unit}`, few(1)),
  rule(`in article ${unit}`, few(2)),
]);

export const dateRules = tableOf([...UNCOUNTED, ...DATES, ...NAMED, ...SECTIONS, ...PARTS, ...COUNTED]);

/** In German "in acht Tagen" is a week, counted from a day that was named. */
export function weeksInDays(days: number): number {
  if (days === DAYS_AWAY_CALLED_A_WEEK) return 7;
  return HALF_MONTH_DAYS.includes(days) ? 14 : days;
}
