import ICAL from "ical.js";
import { err, ok, type Result } from "../../result.ts";
import type { EpochMs } from "../../time.ts";
import {
  type AppointmentDraft,
  type FieldProblem,
  gather,
  type ParsedImport,
  readRequired,
  readText,
} from "./draft.ts";
import { readContact } from "./ics-contact.ts";
import { type IcsProperties, type IcsTime, textOf, timesOf } from "./ics-properties.ts";
import { type IcsBudget, readOccurrences } from "./ics-series.ts";
import type { PlaceTime } from "./ics-zones.ts";

export type IcsContext = {
  place: PlaceTime;
  defaultCountry: string | null;
  now: EpochMs;
  budget: IcsBudget;
  /** By UID: occurrences of a series that have events of their own. */
  replaced: ReadonlyMap<string, ReadonlySet<EpochMs>>;
};

const MAX_CUSTOMER_NAME = 120;
const NONE: ReadonlySet<EpochMs> = new Set();
/** Additional dates and rules are rare, and half a series would be worse than none. */
const UNSUPPORTED = ["RDATE", "EXRULE"];

/** One draft, or one for each occurrence of a series. */
export function readEvent(line: number, properties: IcsProperties, context: IcsContext): ParsedImport {
  const draft = readSingle(line, properties, context);
  if (!draft.ok) return { drafts: [], problems: draft.error.map((problem) => ({ line, ...problem })) };
  const isCut = readContact(properties, context.defaultCountry).isCut;
  const problems: FieldProblem[] = isCut ? [{ field: "notes", rule: "cut" }] : [];
  const all = properties.has("RRULE") ? repeat(draft.value, properties, context) : takeOne(draft.value, context);
  if (!all.ok) return { drafts: [], problems: all.error.map((problem) => ({ line, ...problem })) };
  return { drafts: all.value.drafts, problems: [...problems, ...all.value.problems].map((one) => ({ line, ...one })) };
}

type Found = { drafts: AppointmentDraft[]; problems: FieldProblem[] };

function takeOne(draft: AppointmentDraft, { budget }: IcsContext): Result<Found, FieldProblem[]> {
  if (budget.drafts === 0) return err([{ field: "row", rule: "cut" }]);
  budget.drafts -= 1;
  return ok({ drafts: [draft], problems: [] });
}

function repeat(
  draft: AppointmentDraft,
  properties: IcsProperties,
  { place, now, budget, replaced }: IcsContext,
): Result<Found, FieldProblem[]> {
  const first = firstTime(properties, "DTSTART");
  const without = replaced.get(draft.uid ?? "") ?? NONE;
  const found = first.ok ? readOccurrences(properties, first.value, without, place, now, budget) : first;
  if (!found.ok) return err([{ field: "recurrence", rule: found.error }]);
  const durationMs = draft.endsAt === null ? null : draft.endsAt - draft.startsAt;
  const drafts = found.value.starts.map((startsAt) => ({
    ...draft,
    uid: occurrenceUid(draft.uid, startsAt),
    startsAt,
    endsAt: durationMs === null ? null : startsAt + durationMs,
  }));
  return ok({ drafts, problems: found.value.problems.map((rule) => ({ field: "recurrence", rule })) });
}

function readSingle(
  line: number,
  properties: IcsProperties,
  { place, defaultCountry }: IcsContext,
): Result<AppointmentDraft, FieldProblem[]> {
  const startsAt = readStart(properties, place);
  const event = gather({
    uid: readUid(properties, place),
    service: readRequired("service", textOf(properties, "SUMMARY")),
    startsAt,
    endsAt: startsAt.ok ? readEnd(properties, startsAt.value, place) : ok(null),
    recurrence: checkRecurrence(properties),
  });
  if (!event.ok) return event;
  const { name, phone, email, notes, staff } = readContact(properties, defaultCountry);
  const { uid, service, endsAt } = event.value;
  // Who keeps a calendar by hand writes the customer into the title.
  const customer = { name: name ?? service.slice(0, MAX_CUSTOMER_NAME), phone, email, notes };
  const isCancelled = textOf(properties, "STATUS").trim().toUpperCase() === "CANCELLED";
  const status = isCancelled ? "cancelled" : "confirmed";
  return ok({ line, uid, service, staff, startsAt: event.value.startsAt, endsAt, customer, status });
}

function readStart(properties: IcsProperties, place: PlaceTime): Result<EpochMs, FieldProblem> {
  const time = firstTime(properties, "DTSTART");
  const start = time.ok ? place(time.value) : time;
  return start.ok ? start : err({ field: "startsAt", rule: start.error });
}

function readEnd(properties: IcsProperties, startsAt: EpochMs, place: PlaceTime): Result<EpochMs | null, FieldProblem> {
  const end = properties.has("DTEND") ? placeEnd(properties, startsAt, place) : addDuration(properties, startsAt);
  if (!end.ok || end.value === null) return end;
  return end.value > startsAt ? end : err({ field: "endsAt", rule: "not_after_start" });
}

function placeEnd(properties: IcsProperties, startsAt: EpochMs, place: PlaceTime): Result<EpochMs, FieldProblem> {
  const time = firstTime(properties, "DTEND");
  const end = time.ok ? place(time.value, startsAt) : time;
  return end.ok ? end : err({ field: "endsAt", rule: end.error });
}

function addDuration(properties: IcsProperties, startsAt: EpochMs): Result<EpochMs | null, FieldProblem> {
  const duration = properties.get("DURATION")?.[0]?.getFirstValue();
  if (!(duration instanceof ICAL.Duration)) return ok(null);
  const end = startsAt + duration.toSeconds() * 1_000;
  return Number.isSafeInteger(end) ? ok(end) : err({ field: "endsAt", rule: "malformed" });
}

/** An event that replaces an occurrence is named as that occurrence would be, so a second import knows it again. */
function readUid(properties: IcsProperties, place: PlaceTime): Result<string | null, FieldProblem> {
  const uid = readText("uid", textOf(properties, "UID"));
  if (!uid.ok || !properties.has("RECURRENCE-ID")) return uid;
  const replaces = readReplaced(properties, place);
  return replaces === null ? err({ field: "recurrence", rule: "malformed" }) : ok(occurrenceUid(uid.value, replaces));
}

/** The start of the occurrence that the event replaces. */
export function readReplaced(properties: IcsProperties, place: PlaceTime): EpochMs | null {
  const time = firstTime(properties, "RECURRENCE-ID");
  const start = time.ok ? place(time.value) : time;
  return start.ok ? start.value : null;
}

function checkRecurrence(properties: IcsProperties): Result<null, FieldProblem> {
  const isForAllLater = properties.get("RECURRENCE-ID")?.[0]?.getParameter("range") !== undefined;
  const isSupported = !isForAllLater && !UNSUPPORTED.some((name) => properties.has(name));
  return isSupported ? ok(null) : err({ field: "recurrence", rule: "unsupported" });
}

function firstTime(properties: IcsProperties, name: string): Result<IcsTime, "missing" | "malformed"> {
  const property = properties.get(name)?.[0];
  const [time] = property ? timesOf(property) : [];
  if (!time) return err("missing");
  return time.ok ? time : err("malformed");
}

function occurrenceUid(uid: string | null, startsAt: EpochMs): string | null {
  return uid === null ? null : `${uid}/${new Date(startsAt).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
}
