import type { AppointmentId, CalendarId, CallId, CustomerId, HoldId, ServiceId, StaffId } from "../ids.ts";
import type { Language } from "../language.ts";
import type { EpochMs } from "../time.ts";

export const HOLD_TTL_MS = 5 * 60_000;
/** Bounds the index range that finds overlaps: nothing that starts earlier can still reach into a window. */
export const MAX_BLOCK_MS = 24 * 3_600_000;

export type AppointmentStatus = "confirmed" | "cancelled" | "completed" | "no_show";
export type Channel = "voice" | "web" | "dashboard" | "api" | "import";

/** Where an appointment came from. */
export type Source = { channel: Channel; callId: CallId | null };

/**
 * The customer as the booking carries it: indexes to recognise them by, and contact details that only the vault can
 * read. The read model finds or creates the customer from it later, so booking never waits for D1.
 */
export type BookingContact = {
  /** Used when no customer with the same phone or e-mail exists yet. */
  customerId: CustomerId;
  phoneIndex: string | null;
  emailIndex: string | null;
  /** `ContactDetails` sealed for the appointment. */
  sealed: string;
  /** `ContactDetails` sealed for the customer row. */
  sealedForCustomer: string;
};

/** What `BookingContact.sealed` holds. */
export type ContactDetails = { name: string; phone: string | null; email: string | null; notes: string | null };

export type Appointment = {
  id: AppointmentId;
  serviceId: ServiceId;
  staffId: StaffId;
  startsAt: EpochMs;
  endsAt: EpochMs;
  status: AppointmentStatus;
  /** Counts changes of this appointment; the read model never goes back. */
  version: number;
  source: Source;
  contact: BookingContact;
  language: Language;
  priceMinor: number;
  currency: string;
  cancelReason: string | null;
  createdAt: EpochMs;
  updatedAt: EpochMs;
};

export type Hold = {
  id: HoldId;
  /** Who may use or release it: a call, a browser session, an API key. */
  holder: string;
  serviceId: ServiceId;
  staffId: StaffId;
  startsAt: EpochMs;
  endsAt: EpochMs;
  expiresAt: EpochMs;
};

/** Time taken on one calendar, buffers included. `coreStart`/`coreEnd` leave the buffers out. */
export type Block = {
  calendarId: CalendarId;
  start: EpochMs;
  end: EpochMs;
  coreStart: EpochMs;
  coreEnd: EpochMs;
  owner: AppointmentId | HoldId;
  /** Null for appointments. */
  expiresAt: EpochMs | null;
};

export type CalendarEvent =
  | { type: "hold_placed"; hold: Hold }
  | { type: "hold_released"; holdId: HoldId; cause: "released" | "expired" | "booked" }
  | { type: "appointment_booked"; appointment: Appointment }
  | { type: "appointment_imported"; appointment: Appointment }
  | { type: "appointment_rescheduled"; appointment: Appointment; previousStartsAt: EpochMs }
  | { type: "appointment_cancelled"; appointment: Appointment }
  | { type: "rulebook_changed"; version: number };

/** An entry of the branch's log: the outbox, the live feed and the audit of the calendar. `seq` has no holes. */
export type LoggedEvent = { seq: number; at: EpochMs; actor: string; event: CalendarEvent };

export type Slot = { startsAt: EpochMs; endsAt: EpochMs; staffIds: StaffId[] };
