import type { AppointmentView, CalendarDayView, HoldView } from "../../../src/contracts/booking.ts";
import type { BusyView } from "../../../src/contracts/busy.ts";
import type { BranchEvent, BranchFrame } from "../../../src/contracts/live.ts";

export const BERLIN = "Europe/Berlin";
/** A day without a change of clocks, +01:00. */
const DATE = "2026-11-24";

export const at = (clock: string, date = DATE, offset = "+01:00") => `${date}T${clock}:00${offset}`;

// Ids are opaque to the dashboard, so the tests use short ones that no parser has seen.
export function anAppointment(overrides: Record<string, unknown> = {}): AppointmentView {
  return {
    id: "apt_1",
    branchId: "brn_1",
    serviceId: "svc_1",
    staffId: "stf_1",
    startsAt: at("10:00"),
    endsAt: at("10:30"),
    timeZone: BERLIN,
    status: "confirmed",
    version: 1,
    channel: "voice",
    callId: null,
    customerId: null,
    customer: { name: "Anna Schmidt", phone: "+491701234567", email: null, notes: null },
    language: "de",
    priceMinor: 4900,
    currency: "EUR",
    cancelReason: null,
    createdAt: at("09:00"),
    updatedAt: at("09:00"),
    ...overrides,
  } as unknown as AppointmentView;
}

export function aHold(overrides: Record<string, unknown> = {}): HoldView {
  return {
    id: "hld_1",
    serviceId: "svc_1",
    staffId: "stf_1",
    startsAt: at("11:00"),
    endsAt: at("11:30"),
    expiresAt: at("09:05"),
    ...overrides,
  } as unknown as HoldView;
}

export function aBusy(overrides: Record<string, unknown> = {}): BusyView {
  return {
    id: "bsy_1",
    calendarId: "stf_1",
    source: "manual",
    startsAt: at("10:00"),
    endsAt: at("11:00"),
    note: null,
    ...overrides,
  } as unknown as BusyView;
}

export function aDay(overrides: Record<string, unknown> = {}): CalendarDayView {
  return {
    branchId: "brn_1",
    date: DATE,
    timeZone: BERLIN,
    seq: 10,
    open: [{ startsAt: at("09:00"), endsAt: at("18:00") }],
    staff: [{ id: "stf_1", name: "Mia", working: [{ startsAt: at("09:00"), endsAt: at("17:00") }] }],
    services: [{ id: "svc_1", name: "Haarschnitt", durationMinutes: 30 }],
    appointments: [],
    holds: [],
    ...overrides,
  } as unknown as CalendarDayView;
}

export function anEvent(seq: number, event: unknown, clock = "09:01"): Extract<BranchFrame, { type: "event" }> {
  return { type: "event", seq, at: at(clock), event: event as BranchEvent };
}
