import { generateIcsCalendar } from "ts-ics";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import { findService, findStaff, type Rulebook } from "../../../domain/booking/rulebook.ts";

/** The appointment for the customer's own calendar (RFC 5545). `SEQUENCE` follows its versions, so a newer file wins. */
export function calendarFile(business: string, rules: Rulebook, appointment: Appointment): string {
  const { id, startsAt, endsAt, version, status, updatedAt } = appointment;
  const service = findService(rules, appointment.serviceId)?.name ?? business;
  const member = findStaff(rules, appointment.staffId)?.name ?? "";
  const isGone = ["cancelled", "declined", "lapsed"].includes(status);
  return generateIcsCalendar({
    version: "2.0",
    prodId: "-//Frontdesk//Booking//EN",
    method: isGone ? "CANCEL" : "PUBLISH",
    events: [
      {
        uid: `${id}@frontdesk`,
        stamp: { date: new Date(updatedAt) },
        start: { date: new Date(startsAt) },
        end: { date: new Date(endsAt) },
        summary: oneLine(`${service} · ${business}`),
        description: oneLine([service, member, business, rules.branchName].filter(Boolean).join(", ")),
        location: oneLine(rules.address),
        sequence: version,
        status: isGone ? "CANCELLED" : status === "pending" ? "TENTATIVE" : "CONFIRMED",
      },
    ],
  });
}

/** A line break in a name must not become a line of the file. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
}
