import * as z from "zod";
import { err, ok, type Result } from "../../result.ts";
import { type EpochMs, localDateOf, MINUTE_MS } from "../../time.ts";
import { toE164 } from "../../voice/phone.ts";
import type { ImportField } from "./columns.ts";
import {
  type AppointmentDraft,
  type DraftRule,
  type FieldProblem,
  gather,
  MAX_FIELD_LENGTH,
  readRequired,
  readText,
} from "./draft.ts";
import { type Moment, readMoment } from "./read-moment.ts";
import { resolveWall, withinRange } from "./wall-clock.ts";

/** How the texts of a branch's files are to be understood. National numbers are those of `defaultCountry`. */
export type ImportPlace = { timeZone: string; defaultCountry: string | null };

/** The text of a field, empty where there is none. */
export type Cells = (field: ImportField) => string;

const MAX_DURATION_MINUTES = 24 * 60;
const MINUTES = /^(\d{1,4})\s?(?:m|min|mins|minuten|minutes)?\.?$/i;
const HOURS_AND_MINUTES = /^(\d{1,2}):([0-5]\d)(?::00)?$/;
const emailAddress = z.email().max(254);

const STATUSES: Record<AppointmentDraft["status"], string> = {
  confirmed: "confirmed bestätigt gebucht booked scheduled geplant aktiv active neu new ok completed erledigt",
  cancelled: "cancelled canceled storniert abgesagt gelöscht deleted",
};
const STATUS_OF = new Map([
  ...STATUSES.confirmed.split(" ").map((word) => [word, "confirmed"] as const),
  ...STATUSES.cancelled.split(" ").map((word) => [word, "cancelled"] as const),
]);

export function readRow(cells: Cells, place: ImportPlace): Result<Omit<AppointmentDraft, "line">, FieldProblem[]> {
  const startsAt = readStart(cells, place.timeZone);
  const row = gather({
    uid: readText("uid", cells("uid")),
    service: readRequired("service", cells("service")),
    staff: readText("staff", cells("staff")),
    startsAt,
    endsAt: startsAt.ok ? readEnd(cells, startsAt.value, place.timeZone) : ok(null),
    name: readRequired("name", nameIn(cells)),
    phone: readPhone(cells("mobile").trim() || cells("phone"), place.defaultCountry),
    email: readEmail(cells("email")),
    notes: readNotes(cells("notes")),
    status: readStatus(cells("status")),
  });
  if (!row.ok) return row;
  const { name, phone, email, notes, ...draft } = row.value;
  return ok({ ...draft, customer: { name, phone, email, notes } });
}

/** Beside a first name, `Name` is the last one. */
function nameIn(cells: Cells): string {
  const name = cells("name");
  const lastName = cells("lastName");
  if (cells("firstName").trim() === "") return name.trim() === "" ? lastName : name;
  const isWhole = name.trim() !== "" && lastName.trim() !== "";
  return isWhole ? name : `${cells("firstName")} ${lastName || name}`;
}

function readStart(cells: Cells, timeZone: string): Result<EpochMs, FieldProblem> {
  const own = readMoment(cells("start"));
  const isComplete = own.ok && own.value.date !== null && own.value.time !== null;
  const moment = isComplete ? own : readMoment(joined(cells("date"), cells("start"), cells("time")));
  const instant = moment.ok ? resolve(moment.value, timeZone) : moment;
  return instant.ok ? instant : err({ field: "startsAt", rule: instant.error });
}

/** A time without date is on the day of the start. An end counts more than a duration. */
function readEnd(cells: Cells, startsAt: EpochMs, timeZone: string): Result<EpochMs | null, FieldProblem> {
  const text = joined(cells("endDate"), cells("end"));
  if (text === "") return readDuration(cells("durationMinutes"), startsAt);
  const moment = readMoment(text);
  const day = localDateOf(timeZone, startsAt);
  const end = moment.ok ? resolve({ ...moment.value, date: moment.value.date ?? day }, timeZone, startsAt) : moment;
  if (!end.ok) return err({ field: "endsAt", rule: end.error });
  return end.value > startsAt ? end : err({ field: "endsAt", rule: "not_after_start" });
}

function readDuration(text: string, startsAt: EpochMs): Result<EpochMs | null, FieldProblem> {
  const plain = text.trim();
  if (plain === "") return ok(null);
  if (plain.length > 20) return err({ field: "endsAt", rule: "malformed" });
  const [, hours, rest] = HOURS_AND_MINUTES.exec(plain) ?? [];
  const minutes = hours === undefined ? Number(MINUTES.exec(plain)?.[1]) : Number(hours) * 60 + Number(rest);
  if (Number.isNaN(minutes)) return err({ field: "endsAt", rule: "malformed" });
  if (minutes === 0) return err({ field: "endsAt", rule: "not_after_start" });
  return minutes > MAX_DURATION_MINUTES
    ? err({ field: "endsAt", rule: "out_of_range" })
    : ok(startsAt + minutes * MINUTE_MS);
}

function resolve({ date, time, offsetMs }: Moment, timeZone: string, after?: EpochMs): Result<EpochMs, DraftRule> {
  if (date === null) return err("missing_date");
  if (time === null) return err("missing_time");
  if (offsetMs === null) return resolveWall(timeZone, { date, ...time }, after);
  return withinRange(Date.parse(date) + time.minute * MINUTE_MS + time.second * 1_000 - offsetMs);
}

function readPhone(text: string, defaultCountry: string | null): Result<string | null, FieldProblem> {
  if (text.trim() === "") return ok(null);
  const phone = toE164(text, defaultCountry);
  return phone.ok ? phone : err({ field: "phone", rule: "malformed" });
}

function readEmail(text: string): Result<string | null, FieldProblem> {
  const plain = text.trim();
  if (plain === "") return ok(null);
  const isAddress = plain.length <= 254 && emailAddress.safeParse(plain).success;
  return isAddress ? ok(plain) : err({ field: "email", rule: "malformed" });
}

function readNotes(text: string): Result<string | null, FieldProblem> {
  if (text.length > MAX_FIELD_LENGTH) return err({ field: "notes", rule: "too_long" });
  return ok(text.trim() || null);
}

function readStatus(text: string): Result<AppointmentDraft["status"], FieldProblem> {
  const word = text.trim().normalize("NFC").toLowerCase();
  if (word === "") return ok("confirmed");
  const status = STATUS_OF.get(word);
  return status ? ok(status) : err({ field: "status", rule: "unsupported" });
}

function joined(...texts: string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join(" ");
}
