import type {
  AppointmentId,
  BusyId,
  CalendarId,
  CallId,
  CustomerId,
  HoldId,
  ResourceId,
  SeriesId,
  ServiceId,
  StaffId,
  WaitlistId,
} from "../ids.ts";
import type { Language } from "../language.ts";
import type { EpochMs } from "../time.ts";
import type { Conflict } from "./busy.ts";
import type { WaitlistStatus } from "./waitlist.ts";

export const HOLD_TTL_MS = 5 * 60_000;
/** Bounds the index range that finds overlaps: nothing that starts earlier can still reach into a window. */
export const MAX_BLOCK_MS = 24 * 3_600_000;

/** `pending` waits for approval; `declined` and `lapsed` are requests that nobody accepted. */
export type AppointmentStatus = "pending" | "confirmed" | "cancelled" | "declined" | "lapsed" | "completed" | "no_show";
/** What gave its time back: no calendar counts on it. */
export const GAVE_TIME_BACK: readonly AppointmentStatus[] = ["cancelled", "declined", "lapsed"];
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
  /** Of the number that they are known by, where they named an address alone: it is who they are to caps. */
  knownPhoneIndex?: string | null;
  /** `ContactDetails` sealed for the appointment. */
  sealed: string;
  /** `ContactDetails` sealed for the customer row. */
  sealedForCustomer: string;
};

/** What `BookingContact.sealed` holds. */
export type ContactDetails = {
  name: string;
  phone: string | null;
  email: string | null;
  notes: string | null;
  /** What was answered to the questions of the service, by the question's id. */
  answers?: Record<string, string | number | boolean>;
};

export type Appointment = {
  id: AppointmentId;
  serviceId: ServiceId;
  staffId: StaffId;
  resourceIds: ResourceId[];
  /** Seats it takes of a group session. */
  partySize: number;
  startsAt: EpochMs;
  endsAt: EpochMs;
  status: AppointmentStatus;
  /** When a request lapses that nobody has accepted. Null once it was, or was never needed. */
  approvalExpiresAt: EpochMs | null;
  checkedInAt: EpochMs | null;
  /** What was booked in one go: the occurrences of a series, the services of a package. */
  group: AppointmentGroup | null;
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

export type AppointmentGroup = { id: SeriesId; kind: "series" | "package"; position: number };

export type Hold = {
  id: HoldId;
  /** Who may use or release it: a call, a browser session, an API key. */
  holder: string;
  serviceId: ServiceId;
  staffId: StaffId;
  resourceIds: ResourceId[];
  partySize: number;
  /** A hold can be extended once. */
  isExtended: boolean;
  /** Hash of the secret that lets another channel take it over: the link sent to a caller who was cut off. */
  claimHash?: string;
  /** Whose it was before it was claimed. */
  claimedFrom?: string;
  startsAt: EpochMs;
  endsAt: EpochMs;
  expiresAt: EpochMs;
  /** When its time was promised, where that is not `HOLD_TTL_MS` before it expires. */
  promisedAt?: EpochMs;
};

/** Time taken on one calendar, buffers included. `coreStart`/`coreEnd` leave the buffers out. */
export type Block = {
  calendarId: CalendarId;
  start: EpochMs;
  end: EpochMs;
  coreStart: EpochMs;
  coreEnd: EpochMs;
  owner: AppointmentId | HoldId | BusyId;
  /** Null for what was confirmed. */
  expiresAt: EpochMs | null;
  /** Null for time that is taken elsewhere. */
  serviceId: ServiceId | null;
  /** Names the group session that it belongs to; others may join that. Null: nobody shares it. */
  session: string | null;
  seats: number;
  /** Blind index of the customer, where it is known. */
  customer: string | null;
};

export type CalendarEvent =
  | { type: "hold_placed"; hold: Hold }
  | { type: "hold_released"; holdId: HoldId; cause: "released" | "expired" | "booked" }
  | { type: "appointment_booked"; appointment: Appointment }
  | { type: "appointment_imported"; appointment: Appointment }
  /** `isResize`: only its length is another. */
  | { type: "appointment_rescheduled"; appointment: Appointment; previousStartsAt: EpochMs; isResize?: boolean }
  | { type: "appointment_cancelled"; appointment: Appointment }
  | { type: "appointment_accepted"; appointment: Appointment }
  | { type: "appointment_declined"; appointment: Appointment }
  | { type: "appointment_lapsed"; appointment: Appointment }
  | { type: "appointment_checked_in"; appointment: Appointment }
  | { type: "appointment_completed"; appointment: Appointment }
  | { type: "appointment_missed"; appointment: Appointment }
  | { type: "busy_changed"; calendarId: CalendarId }
  | { type: "conflict_raised" | "conflict_resolved"; conflict: Conflict }
  | { type: "waitlist_changed"; entryId: WaitlistId; status: WaitlistStatus }
  | { type: "waitlist_offered"; entryId: WaitlistId; hold: Hold }
  | { type: "rulebook_changed"; version: number };

/** An entry of the branch's log: the outbox, the live feed and the audit of the calendar. `seq` has no holes. */
export type LoggedEvent = {
  seq: number;
  at: EpochMs;
  actor: string;
  event: CalendarEvent;
  /** Of the request that caused it. Null when none did, or none is known. */
  requestId: string | null;
};

/** `endsAt` is that of the first member; `seatsLeft` is told of group sessions. */
export type Slot = { startsAt: EpochMs; endsAt: EpochMs; staffIds: StaffId[]; seatsLeft?: number };
