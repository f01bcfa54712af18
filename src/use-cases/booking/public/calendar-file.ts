import { generateIcsCalendar, type IcsEvent } from "ts-ics";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import { findService, findStaff, type Rulebook } from "../../../domain/booking/rulebook.ts";
import { timezonesOf, type ZonedSpan, zonedTime } from "../../calendars/zoned-times.ts";

/** What a file needs of an appointment, whether from the calendar or from the read model. */
type Dated = Pick<
  Appointment,
  "id" | "serviceId" | "staffId" | "startsAt" | "endsAt" | "version" | "status" | "updatedAt"
>;
type Placed = { rules: Rulebook; appointment: Dated };

/** The appointment for the customer's own calendar (RFC 5545). `SEQUENCE` follows its versions, so a newer file wins. */
export function calendarFile(business: string, rules: Rulebook, appointment: Dated): string {
  const method = isGone(appointment) ? "CANCEL" : "PUBLISH";
  return toFile(method, business, [{ rules, appointment }]);
}

/** Several in one file. */
export function calendarFileOf(business: string, placed: readonly Placed[]): string {
  return toFile("PUBLISH", business, placed);
}

function toFile(method: "CANCEL" | "PUBLISH", business: string, placed: readonly Placed[]): string {
  const events = placed.map((each) => toEvent(business, each));
  const timezones = timezonesOf(placed.map(spanOf));
  return generateIcsCalendar({ version: "2.0", prodId: "-//Frontdesk//Booking//EN", method, timezones, events });
}

function spanOf({ rules: { timeZone }, appointment: { startsAt, endsAt } }: Placed): ZonedSpan {
  return { timeZone, startsAt, endsAt };
}

function toEvent(business: string, { rules, appointment }: Placed): IcsEvent {
  const service = findService(rules, appointment.serviceId)?.name ?? business;
  const member = findStaff(rules, appointment.staffId)?.name ?? "";
  return {
    ...whenOf(appointment, rules.timeZone),
    summary: oneLine(`${service} · ${business}`),
    description: oneLine([service, member, business, rules.branchName].filter(Boolean).join(", ")),
    location: oneLine(rules.address),
  };
}

/** The same in every file, so that a calendar program knows the appointment again. */
export function whenOf(appointment: Omit<Dated, "serviceId" | "staffId">, timeZone: string) {
  const { id, startsAt, endsAt, version, status, updatedAt } = appointment;
  const standing = status === "pending" ? ("TENTATIVE" as const) : ("CONFIRMED" as const);
  return {
    uid: `${id}@frontdesk`,
    stamp: { date: new Date(updatedAt) },
    start: zonedTime(timeZone, startsAt),
    end: zonedTime(timeZone, endsAt),
    sequence: version,
    status: isGone(appointment) ? ("CANCELLED" as const) : standing,
  };
}

function isGone({ status }: Pick<Dated, "status">): boolean {
  return ["cancelled", "declined", "lapsed"].includes(status);
}

/** A line break in a name must not become a line of the file. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
}
