import ICAL from "ical.js";
import { err, ok, type Result } from "../../result.ts";
import { DAY_MS, type EpochMs } from "../../time.ts";
import type { DraftRule, FieldProblem } from "./draft.ts";
import { toLocalDate, type WallTime } from "./wall-clock.ts";

/** Properties by name in capitals; of most, only the first is read. */
export type IcsProperties = ReadonlyMap<string, readonly ICAL.Property[]>;

/** A DATE (`wall` null) or a DATE-TIME, read but not yet placed in its zone. */
export type IcsTime = { date: string; wall: WallTime | null; isUtc: boolean; tzid: string | null };

/** Names that are read, and the field that suffers when one cannot be. The others are left out then. */
const FIELD_OF: ReadonlyMap<string, FieldProblem["field"] | null> = new Map([
  ["UID", "uid"],
  ["SUMMARY", "service"],
  ["DTSTART", "startsAt"],
  ["DTEND", "endsAt"],
  ["DURATION", "endsAt"],
  ["STATUS", "status"],
  ...["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"].map((name) => [name, "recurrence"] as const),
  ["TRANSP", null],
  ...["TZID", "TZOFFSETFROM", "TZOFFSETTO"].map((name) => [name, "row"] as const),
  ...["DESCRIPTION", "ATTENDEE", "ORGANIZER"].map((name) => [name, null] as const),
]);

const NAME = /^[a-z-]{1,20}(?=[:;])/i;
/** ical.js takes quadratic time for a line full of parameters. */
const MAX_LINE_LENGTH = 8_192;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;

export function readProperties(lines: readonly string[]): Result<IcsProperties, FieldProblem[]> {
  const properties = new Map<string, ICAL.Property[]>();
  const problems: FieldProblem[] = [];
  for (const line of lines) {
    const name = NAME.exec(line)?.[0].toUpperCase() ?? "";
    const field = FIELD_OF.get(name);
    if (field === undefined) continue;
    const property = readProperty(name, line);
    if (property.ok) append(properties, name, property.value);
    else if (field !== null) problems.push({ field, rule: property.error });
  }
  return problems.length > 0 ? err(problems) : ok(properties);
}

function append(properties: Map<string, ICAL.Property[]>, name: string, property: ICAL.Property): void {
  const list = properties.get(name);
  if (list) list.push(property);
  else properties.set(name, [property]);
}

function readProperty(name: string, line: string): Result<ICAL.Property, DraftRule> {
  const isText = name === "DESCRIPTION"; // a long one is cut later, and said so
  if (line.length > MAX_LINE_LENGTH && !isText) return err("too_long");
  try {
    const property = ICAL.Property.fromString(line.slice(0, MAX_LINE_LENGTH).trimEnd());
    property.getFirstValue(); // reads it, which may throw as well
    return ok(property);
  } catch {
    return err("malformed");
  }
}

/** The value as text, empty when there is none. */
export function textOf(properties: IcsProperties, name: string): string {
  const value = properties.get(name)?.[0]?.getFirstValue();
  return typeof value === "string" ? value : "";
}

export function timesOf(property: ICAL.Property): Result<IcsTime, DraftRule>[] {
  const tzid = property.getParameter("tzid");
  return valuesOf(property).map((value) => readTime(value, typeof tzid === "string" ? tzid : null));
}

/** Also of UNTIL, whose text ical.js gives in the same form. */
export function readTime(value: unknown, tzid: string | null): Result<IcsTime, DraftRule> {
  const [, year, month, day, hour, minute, second, utc] = DATE.exec(String(value)) ?? [];
  const date = toLocalDate(Number(year), Number(month), Number(day));
  if (year === undefined || date === null) return err("malformed");
  if (hour === undefined) return ok({ date, wall: null, isUtc: false, tzid });
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return err("malformed");
  const wall = { date, minute: Number(hour) * 60 + Number(minute), second: Math.min(Number(second), 59) };
  return ok({ date, wall, isUtc: utc === "Z", tzid });
}

/** Milliseconds of a wall clock as if it were UTC: to compare and to count days. */
export function wallMs({ date, minute, second }: WallTime): EpochMs {
  return Date.parse(date) + (minute * 60 + second) * 1_000;
}

export function wallAt(ms: EpochMs): WallTime {
  const date = new Date(ms).toISOString().slice(0, 10);
  const seconds = Math.floor((ms - Math.floor(ms / DAY_MS) * DAY_MS) / 1_000);
  return { date, minute: Math.floor(seconds / 60), second: seconds % 60 };
}

function valuesOf(property: ICAL.Property): unknown[] {
  const [, , , ...values] = property.toJSON() as unknown[]; // jCal: name, parameters, type, values
  return values;
}
