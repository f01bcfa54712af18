import { rowToAppointmentView } from "../../../db/booking-views.ts";
import type { AppointmentRow } from "../../../db/queries/appointments.ts";
import { findService, findStaff } from "../../../domain/booking/rulebook.ts";
import type { CalendarMirrorId } from "../../../domain/ids.ts";
import type { MirrorEntry } from "../../../providers/calendars/port.ts";
import { sha256Hex } from "../../../sha256.ts";
import { type BranchAccess, viewContextOf } from "../../booking/branch-access.ts";
import { oneLine } from "../../booking/public/calendar-file.ts";

/** What an appointment says in the calendar of whoever does it. */
export async function toMirrorEntry(access: BranchAccess, row: AppointmentRow, key: string): Promise<MirrorEntry> {
  const { customer } = await rowToAppointmentView(row, viewContextOf(access));
  const { rules } = access;
  const service = findService(rules, row.serviceId)?.name ?? "";
  const member = findStaff(rules, row.staffId)?.name ?? "";
  const { name, email, phone } = customer;
  return {
    key,
    version: row.version,
    appointmentId: row.id,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    timeZone: rules.timeZone,
    title: oneLine([service, name].filter(Boolean).join(" · ")),
    description: oneLine([member, rules.branchName, phone].filter(Boolean).join(", ")),
    location: null,
    attendee: { name, email, phone, language: row.language },
  };
}

/** 32 digits of [0-9a-f], the same for one mirror for ever. */
export async function keyOfMirror(id: CalendarMirrorId): Promise<string> {
  return (await sha256Hex(id)).slice(0, 32);
}
