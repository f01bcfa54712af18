import type { Appointment, BookingContact, Hold } from "../../../src/domain/booking/appointment.ts";
import { HOLD_TTL_MS } from "../../../src/domain/booking/appointment.ts";
import type { ImportedAppointment } from "../../../src/domain/booking/commands.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, at, CUT, idOf, MONDAY_8 } from "./a-rulebook.ts";

export const aContact: BookingContact = {
  customerId: idOf("cus", 1),
  phoneIndex: "phone",
  emailIndex: null,
  sealed: "sealed",
  sealedForCustomer: "sealed",
};

/** An hour with Anna from 10 o'clock on that Monday, booked just now. */
export function anAppointment(changes: Partial<Appointment> = {}): Appointment {
  const startsAt = changes.startsAt ?? at("10:00");
  return {
    id: idOf("apt", 1),
    serviceId: CUT,
    staffId: ANNA,
    startsAt,
    endsAt: startsAt + 60 * MINUTE_MS,
    resourceIds: [],
    partySize: 1,
    status: "confirmed",
    approvalExpiresAt: null,
    checkedInAt: null,
    group: null,
    version: 1,
    source: { channel: "voice", callId: null },
    contact: aContact,
    language: "de",
    priceMinor: 3_500,
    currency: "EUR",
    cancelReason: null,
    createdAt: MONDAY_8,
    updatedAt: MONDAY_8,
    ...changes,
  };
}

/** The same hour, held by a caller since just now. */
export function aHeldHour(changes: Partial<Hold> = {}): Hold {
  const startsAt = changes.startsAt ?? at("10:00");
  return {
    id: idOf("hld", 1),
    holder: "caller",
    serviceId: CUT,
    staffId: ANNA,
    resourceIds: [],
    partySize: 1,
    isExtended: false,
    startsAt,
    endsAt: startsAt + 60 * MINUTE_MS,
    expiresAt: MONDAY_8 + HOLD_TTL_MS,
    ...changes,
  };
}

/** The same hour as it was made elsewhere. */
export function anImport(changes: Partial<ImportedAppointment> = {}): ImportedAppointment {
  const { id, serviceId, staffId, startsAt, endsAt, status, source, contact, language, cancelReason, createdAt } =
    anAppointment();
  const made = { id, serviceId, staffId, startsAt, endsAt, status, source, contact, language, cancelReason, createdAt };
  return { ...made, ...changes };
}
