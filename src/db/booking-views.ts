import type { AppointmentView, AvailabilityView, HoldView, SlotView } from "../contracts/booking.ts";
import type { ConflictView } from "../contracts/busy.ts";
import type { BranchEvent } from "../contracts/live.ts";
import type {
  Appointment,
  BookingContact,
  CalendarEvent,
  ContactDetails,
  Hold,
  Slot,
} from "../domain/booking/appointment.ts";
import type { Conflict } from "../domain/booking/busy.ts";
import type { SlotsAnswer } from "../domain/booking/commands.ts";
import type { AppointmentId, BranchId, CustomerId, SeriesId } from "../domain/ids.ts";
import { toRfc3339 } from "../domain/time.ts";
import type { AppointmentRow } from "./queries/appointments.ts";
import type { SealedPlace, Vault } from "./vault.ts";

/** Whose calendar it is and how to read it: all that a view needs beside the facts. */
export type ViewContext = { branchId: BranchId; timeZone: string; vault: Vault };

export function toSlotView(slot: Slot, timeZone: string): SlotView {
  return {
    startsAt: toRfc3339(timeZone, slot.startsAt),
    endsAt: toRfc3339(timeZone, slot.endsAt),
    staffIds: slot.staffIds,
    ...(slot.seatsLeft === undefined ? {} : { seatsLeft: slot.seatsLeft }),
  };
}

export function toAvailabilityView({ slots, nearest }: SlotsAnswer, timeZone: string): AvailabilityView {
  const view = (list: readonly Slot[]) => list.map((slot) => toSlotView(slot, timeZone));
  return { timeZone, slots: view(slots), nearest: view(nearest) };
}

export function toHoldView(hold: Hold, { timeZone }: Pick<ViewContext, "timeZone">): HoldView {
  return {
    id: hold.id,
    serviceId: hold.serviceId,
    staffId: hold.staffId,
    resourceIds: hold.resourceIds,
    partySize: hold.partySize,
    isExtended: hold.isExtended,
    startsAt: toRfc3339(timeZone, hold.startsAt),
    endsAt: toRfc3339(timeZone, hold.endsAt),
    expiresAt: toRfc3339(timeZone, hold.expiresAt),
  };
}

/** What a view shows of an appointment, wherever it comes from. */
type ViewedAppointment = Omit<Appointment, "contact">;
type Sealed = { contact: Pick<BookingContact, "sealed"> };

/** Opens the contact and gives every time the branch's offset. */
export async function toAppointmentView(
  appointment: ViewedAppointment & Sealed,
  context: ViewContext,
  customerId: CustomerId | null = null,
): Promise<AppointmentView> {
  const [customer, cancelReason] = await Promise.all([
    openContact(context.vault, appointment.id, appointment.contact.sealed),
    openReason(context.vault, {
      ...appointment,
      branchId: context.branchId,
      groupId: appointment.group?.id ?? null,
    }),
  ]);
  return viewAppointment(appointment, { customer, cancelReason }, context, customerId);
}

/** What an appointment has sealed. */
type Opened = { customer: ContactDetails; cancelReason: string | null };

/** For whoever knows it already: to open what one has just sealed takes a tenth of a booking. */
export function viewAppointment(
  appointment: ViewedAppointment,
  { customer, cancelReason }: Opened,
  { branchId, timeZone }: Pick<ViewContext, "branchId" | "timeZone">,
  customerId: CustomerId | null = null,
): AppointmentView {
  const time = (instant: number) => toRfc3339(timeZone, instant);
  return {
    id: appointment.id,
    branchId,
    serviceId: appointment.serviceId,
    staffId: appointment.staffId,
    resourceIds: appointment.resourceIds,
    partySize: appointment.partySize,
    startsAt: time(appointment.startsAt),
    endsAt: time(appointment.endsAt),
    timeZone,
    status: appointment.status,
    approvalExpiresAt: appointment.approvalExpiresAt === null ? null : time(appointment.approvalExpiresAt),
    checkedInAt: appointment.checkedInAt === null ? null : time(appointment.checkedInAt),
    group: appointment.group,
    version: appointment.version,
    channel: appointment.source.channel,
    callId: appointment.source.callId,
    customerId,
    customer,
    language: appointment.language,
    priceMinor: appointment.priceMinor,
    currency: appointment.currency,
    cancelReason,
    createdAt: time(appointment.createdAt),
    updatedAt: time(appointment.updatedAt),
  };
}

/** The same view from a row of the read model. */
export function rowToAppointmentView(row: AppointmentRow, context: ViewContext): Promise<AppointmentView> {
  const source = { channel: row.channel, callId: row.callId };
  const { groupId: id, groupKind: kind, groupPosition: position } = row;
  const group = id && kind ? { id, kind, position: position ?? 0 } : null;
  return toAppointmentView({ ...row, source, group, contact: { sealed: row.sealedContact } }, context, row.customerId);
}

/** What is told of an event that a viewer may not see. One that was moved away from them is gone for them. */
export function hiddenEvent(event: CalendarEvent): BranchEvent {
  const isMove = event.type === "appointment_rescheduled";
  return { type: "hidden", ...(isMove ? { appointmentId: event.appointment.id } : {}) };
}

/** Only `sealContact` writes this place, so the shape is known. */
export async function openContact(vault: Vault, id: AppointmentId, sealed: string): Promise<ContactDetails> {
  return JSON.parse(await vault.open({ purpose: "appointment.contact", row: id }, sealed)) as ContactDetails;
}

export function placeOfReason(row: AppointmentId | SeriesId | BranchId): SealedPlace {
  return { purpose: "appointment.cancel_reason", row };
}

type ReasonOf = { id: AppointmentId; groupId: SeriesId | null; branchId: BranchId; cancelReason: string | null };

/** Sealed for the appointment, for its series, or for the branch when the caller named neither. */
export async function openReason(
  vault: Vault,
  { id, groupId, branchId, cancelReason }: ReasonOf,
): Promise<string | null> {
  if (!cancelReason?.startsWith("v1.")) return cancelReason; // from before reasons were sealed
  const rows = [id, ...(groupId ? [groupId] : []), branchId];
  return Promise.any(rows.map((row) => vault.open(placeOfReason(row), cancelReason)));
}

export function toConflictView(conflict: Conflict, { timeZone }: Pick<ViewContext, "timeZone">): ConflictView {
  const { start, end, raisedAt, resolvedAt, ...ids } = conflict;
  return {
    ...ids,
    startsAt: toRfc3339(timeZone, start),
    endsAt: toRfc3339(timeZone, end),
    raisedAt: toRfc3339(timeZone, raisedAt),
    resolvedAt: resolvedAt === null ? null : toRfc3339(timeZone, resolvedAt),
  };
}

export async function toBranchEvent(event: CalendarEvent, context: ViewContext): Promise<BranchEvent> {
  switch (event.type) {
    case "hold_placed":
      return { type: event.type, hold: toHoldView(event.hold, context) };
    case "waitlist_offered":
      return { type: event.type, entryId: event.entryId, hold: toHoldView(event.hold, context) };
    case "conflict_raised":
    case "conflict_resolved":
      return { type: event.type, conflict: toConflictView(event.conflict, context) };
    case "hold_released":
    case "busy_changed":
    case "waitlist_changed":
    case "rulebook_changed":
      return event;
    case "appointment_rescheduled":
      return {
        type: event.type,
        appointment: await toAppointmentView(event.appointment, context),
        previousStartsAt: toRfc3339(context.timeZone, event.previousStartsAt),
      };
    default:
      return { type: event.type, appointment: await toAppointmentView(event.appointment, context) };
  }
}
