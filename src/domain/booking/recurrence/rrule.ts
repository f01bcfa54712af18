import * as z from "zod";
import { err, ok, type Result } from "../../result.ts";
import { addDays, type LocalDate, type LocalMinute, toLocal, weekdayOf } from "../../time.ts";
import { type RecurrenceRule, recurrenceRule } from "../recurrence.ts";

const MAX_LENGTH = 500;
const PART_NAMES = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST"] as const;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

type PartName = (typeof PART_NAMES)[number];
type Parts = ReadonlyMap<PartName, string>;

const PATTERN_PARTS: PartName[] = ["BYDAY", "BYMONTHDAY"];
const ENDS: PartName[] = ["COUNT", "UNTIL"];
/** Which of them a frequency takes, at most one at a time. */
const PATTERNS_OF: ReadonlyMap<string | undefined, PartName[]> = new Map([
  ["DAILY", []],
  ["WEEKLY", ["BYDAY"]],
  ["MONTHLY", PATTERN_PARTS],
]);

/** `field` is the name of the part in capitals, or `RRULE` for the text as a whole. */
export type RruleProblem = {
  field: string;
  rule:
    | "too_long"
    | "malformed"
    | "unsupported_part"
    | "unsupported_value"
    | "missing_part"
    | "repeated_part"
    | "conflicting_part";
};

/** The local time of every occurrence, and where. */
export type SeriesTime = { timeZone: string; minute: LocalMinute };

/**
 * Reads the value of an RRULE, with or without its name. Exceptions are another property (EXDATE): none are read. A rule
 * without its days has those of its first date. `at` tells which is the last that begins by an UNTIL with a time: in UTC,
 * or without a zone, which is local time. An UNTIL that is a date lets in that whole day.
 */
export function parseRrule(text: string, first: LocalDate, at: SeriesTime): Result<RecurrenceRule, RruleProblem> {
  if (text.length > MAX_LENGTH) return err({ field: "RRULE", rule: "too_long" });
  if (!/^[\x21-\x7e]*$/.test(text)) return err({ field: "RRULE", rule: "malformed" });
  const parts = splitParts(text.toUpperCase().replace(/^RRULE:/, ""));
  if (!parts.ok) return parts;
  const problem = findMisfit(parts.value);
  if (problem) return err(problem);
  const whole = withPattern(parts.value, first);
  const rule = recurrenceRule.safeParse(toCandidate(whole, at));
  return rule.success ? ok(rule.data) : err(unsupportedValue(whole, rule.error));
}

/** What `parseRrule` reads back, but for the exceptions. */
export function formatRrule(rule: RecurrenceRule): string {
  const parts = [
    `FREQ=${rule.frequency.toUpperCase()}`,
    rule.interval === 1 ? "" : `INTERVAL=${rule.interval}`,
    formatPattern(rule),
    "count" in rule.end ? `COUNT=${rule.end.count}` : `UNTIL=${rule.end.until.replaceAll("-", "")}`,
  ];
  return parts.filter((part) => part !== "").join(";");
}

function formatPattern(rule: RecurrenceRule): string {
  if (rule.frequency === "daily") return "";
  if (rule.frequency === "weekly") return `BYDAY=${rule.weekdays.map(weekdayCode).join(",")}`;
  const { by } = rule;
  return by.kind === "date" ? `BYMONTHDAY=${by.day}` : `BYDAY=${by.ordinal}${weekdayCode(by.weekday)}`;
}

function weekdayCode(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? "";
}

function splitParts(text: string): Result<Parts, RruleProblem> {
  const parts = new Map<PartName, string>();
  for (const part of text.split(";")) {
    const [name = "", ...values] = part.split("=");
    if (name === "") return err({ field: "RRULE", rule: "malformed" });
    if (!isPartName(name)) return err({ field: name, rule: "unsupported_part" });
    if (parts.has(name)) return err({ field: name, rule: "repeated_part" });
    parts.set(name, values.join("="));
  }
  return ok(parts);
}

function isPartName(name: string): name is PartName {
  return PART_NAMES.some((known) => known === name);
}

/** Parts that are missing, one too many, or of another frequency. Values are left to the schema. */
function findMisfit(parts: Parts): RruleProblem | null {
  const frequency = parts.get("FREQ");
  const wanted = PATTERNS_OF.get(frequency);
  if (!wanted) return { field: "FREQ", rule: frequency === undefined ? "missing_part" : "unsupported_value" };
  if ((parts.get("WKST") ?? "MO") !== "MO") return { field: "WKST", rule: "unsupported_value" };
  const foreign = PATTERN_PARTS.find((name) => parts.has(name) && !wanted.includes(name));
  if (foreign) return { field: foreign, rule: "unsupported_part" };
  const ends = ENDS.filter((name) => parts.has(name));
  const second = wanted.filter((name) => parts.has(name))[1] ?? ends[1];
  if (second) return { field: second, rule: "conflicting_part" };
  return ends.length === 0 ? { field: "COUNT", rule: "missing_part" } : null;
}

/** RFC 5545: what the rule leaves out is taken from the first date. */
function withPattern(parts: Parts, first: LocalDate): Parts {
  const frequency = parts.get("FREQ");
  if (frequency === "DAILY" || PATTERN_PARTS.some((name) => parts.has(name))) return parts;
  const pattern: [PartName, string] =
    frequency === "WEEKLY" ? ["BYDAY", weekdayCode(weekdayOf(first))] : ["BYMONTHDAY", String(Number(first.slice(8)))];
  return new Map([...parts, pattern]);
}

/** What cannot be read becomes a value that the schema refuses: NaN, weekday 0, an empty date. */
function toCandidate(parts: Parts, at: SeriesTime) {
  return {
    frequency: parts.get("FREQ")?.toLowerCase(),
    interval: toNumber(parts.get("INTERVAL") ?? "1"),
    ...toPattern(parts),
    end: toEnd(parts, at),
  };
}

function toPattern(parts: Parts) {
  const codes = parts.get("BYDAY") ?? "";
  if (parts.get("FREQ") === "DAILY") return {};
  if (parts.get("FREQ") === "WEEKLY") return { weekdays: codes.split(",").map(toWeekday) };
  const day = parts.get("BYMONTHDAY");
  if (day !== undefined) return { by: { kind: "date", day: toNumber(day) } };
  return { by: { kind: "weekday", weekday: toWeekday(codes.slice(-2)), ordinal: toOrdinal(codes.slice(0, -2)) } };
}

function toEnd(parts: Parts, at: SeriesTime) {
  const count = parts.get("COUNT");
  return count === undefined ? { until: toLastDate(parts.get("UNTIL") ?? "", at) } : { count: toNumber(count) };
}

function toNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** RFC 5545 allows a plus sign. */
function toOrdinal(text: string): number {
  return /^[+-]?\d$/.test(text) ? Number(text) : Number.NaN;
}

function toWeekday(code: string): number {
  return WEEKDAYS.indexOf(code) + 1;
}

const UNTIL = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?))?$/;

/** The last date whose occurrence does not come after it. */
function toLastDate(text: string, { timeZone, minute }: SeriesTime): LocalDate {
  const [, year, month, day, hours, minutes, seconds, utc] = UNTIL.exec(text) ?? [];
  if (day === undefined) return "";
  const date = `${year}-${month}-${day}`;
  if (hours === undefined || !isDate(date)) return date; // the schema refuses a day that no month has
  const written = { date, minute: Number(hours) * 60 + Number(minutes) };
  const last = utc === "Z" ? toLocal(timeZone, Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`)) : written;
  return minute <= last.minute ? last.date : addDays(last.date, -1);
}

function isDate(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

const FIELD_PARTS: Record<string, PartName[]> = {
  interval: ["INTERVAL"],
  weekdays: ["BYDAY"],
  by: PATTERN_PARTS,
  end: ENDS,
};

/** Every part was found before; what is left to the schema are values. */
function unsupportedValue(parts: Parts, error: z.ZodError): RruleProblem {
  const field = String(error.issues[0]?.path[0]);
  const part = FIELD_PARTS[field]?.find((name) => parts.has(name));
  return { field: part ?? "RRULE", rule: "unsupported_value" };
}
