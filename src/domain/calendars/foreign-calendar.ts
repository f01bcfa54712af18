import ICAL from "ical.js";
import { MAX_BUSY_INTERVALS } from "../booking/busy.ts";
import { type IcsComponent, partsOf, splitCalendar } from "../booking/import/ics-components.ts";
import { type IcsProperties, type IcsTime, readProperties, textOf, timesOf } from "../booking/import/ics-properties.ts";
import { createBudget, type IcsBudget, readOccurrences } from "../booking/import/ics-series.ts";
import { createPlacer, type PlaceTime } from "../booking/import/ics-zones.ts";
import { type Interval, merge, overlaps } from "../booking/interval.ts";
import { err, ok, type Result } from "../result.ts";
import { addDays, DAY_MS, type EpochMs, edgeAt, type LocalDate, localDateOf } from "../time.ts";

/** In UTF-16 units. */
export const MAX_FOREIGN_LENGTH = 2 * 1024 * 1024;

export type ForeignCalendar = {
  /** Inside the window, sorted, in the fewest stretches. */
  busy: Interval[];
  /** Events that were not understood, or that are too many. */
  unread: number;
};
export type ForeignRefusal = "not_a_calendar" | "too_large" | "too_many_events";

type Reading = { timeZone: string; now: EpochMs; place: PlaceTime; budget: IcsBudget; replaced: Replaced };
type Replaced = ReadonlyMap<string, ReadonlySet<EpochMs>>;
/** How long each occurrence is: whole days have no fixed number of hours. */
type Length = { days: number } | { ms: number };

const NONE: ReadonlySet<EpochMs> = new Set();
const UNSUPPORTED = ["RDATE", "EXRULE"];

/**
 * When a calendar that is kept elsewhere says that somebody is busy. Cancelled events and those that are marked as free
 * take no time; a whole day is the day of `timeZone`. An event that is not understood is counted, all others stay.
 */
export function readForeignCalendar(
  text: string,
  { timeZone, window, now }: { timeZone: string; window: Interval; now: EpochMs },
): Result<ForeignCalendar, ForeignRefusal> {
  if (text.length > MAX_FOREIGN_LENGTH) return err("too_large");
  const file = splitCalendar(text);
  if (!file.ok && file.error.reason === "no_rows") return ok({ busy: [], unread: 0 });
  if (!file.ok) return err(file.error.reason === "too_many_rows" ? "too_many_events" : "not_a_calendar");

  const place = createPlacer(file.value.zones, timeZone);
  const events = file.value.events.map(propertiesOf);
  const read = events.filter((event) => event !== null);
  const reading = { timeZone, now, place, budget: createBudget(), replaced: replacedBy(read, place) };
  const spans = read.filter(takesTime).map((event) => spansOf(event, reading));
  const busy = merge(spans.flatMap((found) => found ?? []).filter((span) => overlaps(span, window))).map((span) =>
    clip(span, window),
  );
  const failed = events.length - read.length + spans.filter((found) => found === null).length;
  return ok({
    busy: busy.slice(0, MAX_BUSY_INTERVALS),
    unread: failed + Math.max(0, busy.length - MAX_BUSY_INTERVALS),
  });
}

function propertiesOf({ lines, isComplete }: IcsComponent): IcsProperties | null {
  const read = isComplete ? readProperties(partsOf(lines).own) : null;
  return read?.ok ? read.value : null;
}

function takesTime(event: IcsProperties): boolean {
  const word = (name: string) => textOf(event, name).trim().toUpperCase();
  return word("STATUS") !== "CANCELLED" && word("TRANSP") !== "TRANSPARENT";
}

/** Null for an event that is not understood. */
function spansOf(event: IcsProperties, reading: Reading): Interval[] | null {
  const first = timeOf(event, "DTSTART");
  if (!first || UNSUPPORTED.some((name) => event.has(name)) || changesTheRest(event)) return null;
  const start = reading.place(atMidnight(first));
  const length = start.ok ? lengthOf(event, first, start.value, reading.place) : null;
  if (!start.ok || !length) return null;
  const starts = event.has("RRULE") ? startsOf(event, first, reading) : [start.value];
  return (
    starts && starts.map((each) => spanFrom(each, length, reading.timeZone)).filter(({ start, end }) => end > start)
  );
}

function startsOf(event: IcsProperties, first: IcsTime, { place, now, budget, replaced }: Reading): EpochMs[] | null {
  const without = replaced.get(textOf(event, "UID").trim()) ?? NONE;
  const found = readOccurrences(event, atMidnight(first), without, place, now, budget);
  return found.ok ? found.value.starts : null;
}

function lengthOf(event: IcsProperties, first: IcsTime, start: EpochMs, place: PlaceTime): Length | null {
  const duration = event.get("DURATION")?.[0]?.getFirstValue();
  const isWholeDay = first.wall === null;
  if (duration instanceof ICAL.Duration) {
    const ms = duration.toSeconds() * 1_000;
    return isWholeDay ? { days: Math.round(ms / DAY_MS) } : { ms };
  }
  const last = timeOf(event, "DTEND");
  if (!last) return isWholeDay ? { days: 1 } : { ms: 0 };
  if (isWholeDay) return { days: Math.round((Date.parse(last.date) - Date.parse(first.date)) / DAY_MS) };
  const end = place(atMidnight(last), start);
  return end.ok ? { ms: end.value - start } : null;
}

function spanFrom(start: EpochMs, length: Length, timeZone: string): Interval {
  if ("ms" in length) return { start, end: start + length.ms };
  const date: LocalDate = localDateOf(timeZone, start);
  return { start, end: edgeAt(timeZone, addDays(date, length.days), 0, "first") };
}

/** A day without a time begins at its midnight, on the clock of the branch. */
function atMidnight(time: IcsTime): IcsTime {
  if (time.wall !== null) return time;
  return { ...time, wall: { date: time.date, minute: 0, second: 0 }, isUtc: false, tzid: null };
}

function timeOf(event: IcsProperties, name: string): IcsTime | null {
  const property = event.get(name)?.[0];
  const [time] = property ? timesOf(property) : [];
  return time?.ok ? time.value : null;
}

/** "This and all later ones": half a series would be worse than none. */
function changesTheRest(event: IcsProperties): boolean {
  return event.get("RECURRENCE-ID")?.[0]?.getParameter("range") !== undefined;
}

/** By UID: occurrences of a series that have events of their own, those that were called off included. */
function replacedBy(events: readonly IcsProperties[], place: PlaceTime): Replaced {
  const replaced = new Map<string, Set<EpochMs>>();
  for (const event of events) {
    const time = timeOf(event, "RECURRENCE-ID");
    const start = time ? place(atMidnight(time)) : null;
    if (!start?.ok) continue;
    const uid = textOf(event, "UID").trim();
    replaced.set(uid, (replaced.get(uid) ?? new Set()).add(start.value));
  }
  return replaced;
}

function clip({ start, end }: Interval, window: Interval): Interval {
  return { start: Math.max(start, window.start), end: Math.min(end, window.end) };
}
