import { MINUTE_MS } from "../../../domain/time.ts";
import type { MirrorEntry, MirrorRef, OutsideEntry } from "../port.ts";
import type { CalcomBooking } from "./shapes.ts";

/**
 * Cal.com wants an e-mail address of each attendee and writes to it by itself. Customers hear from us, so it gets an
 * address at a domain that can never exist (RFC 2606), the same for one mirror at each attempt: bookings are found by it.
 */
const PLACEHOLDER_DOMAIN = "frontdesk.invalid";
const KEY_FIELD = "frontdesk_key";
const MINUTES_FIELD = "frontdesk_minutes";
const PLACEHOLDER = /^([0-9a-f]{32})@frontdesk\.invalid$/;
const KEY = /^[0-9a-f]{32}$/;
const GONE = new Set(["cancelled", "rejected"]);

/** Stand in what Cal.com keeps of what we asked for, so that it is told from what people do. */
export const OWN_MOVE = "Moved in Frontdesk";
export const OWN_CANCELLATION = "Cancelled in Frontdesk";

export function placeholderAddress(key: string): string {
  return `${key}@${PLACEHOLDER_DOMAIN}`;
}

/** Values are texts of at most 500 characters. */
export function ownMetadata(entry: MirrorEntry): Record<string, string> {
  return {
    [KEY_FIELD]: entry.key,
    [MINUTES_FIELD]: String((entry.endsAt - entry.startsAt) / MINUTE_MS),
    frontdesk_appointment: entry.appointmentId,
  };
}

/** Of a booking that we made the key. Metadata may be lost when somebody edits; the address stays. */
export function keyOf({ metadata, attendees }: CalcomBooking): string | null {
  const told = metadata?.[KEY_FIELD];
  if (typeof told === "string" && KEY.test(told)) return told;
  for (const { email } of attendees ?? []) {
    const key = PLACEHOLDER.exec(email ?? "")?.[1];
    if (key) return key;
  }
  return null;
}

/** Cal.com has no etags, but what a person moves has another uid. Without one (null) nothing is guarded. */
export function refOf({ uid, updatedAt }: Pick<CalcomBooking, "uid" | "updatedAt">): MirrorRef {
  return { externalId: uid, etag: uid, updatedAt: updatedAt ? Date.parse(updatedAt) : null };
}

export function isGone({ status }: CalcomBooking): boolean {
  return GONE.has(status);
}

export function cancelledByUs({ status, cancellationReason }: CalcomBooking): boolean {
  return status === "cancelled" && cancellationReason === OWN_CANCELLATION;
}

/** Made for as long as the appointment takes now. One whose metadata was lost is believed. */
export function hasLengthOf({ metadata }: CalcomBooking, { startsAt, endsAt }: MirrorEntry): boolean {
  const minutes = Number(metadata?.[MINUTES_FIELD]);
  return !(minutes > 0) || minutes * MINUTE_MS === endsAt - startsAt;
}

export function movedByUs({ reschedulingReason }: CalcomBooking): boolean {
  return reschedulingReason === OWN_MOVE;
}

/** Our own entry lasts as long as we said, though its event type may have another length. */
export function toOutsideEntry(booking: CalcomBooking): OutsideEntry {
  const key = keyOf(booking);
  const ref = { ...refOf(booking), key };
  if (isGone(booking)) return { ...ref, kind: "gone" };
  const startsAt = Date.parse(booking.start);
  const minutes = key === null ? Number.NaN : Number(booking.metadata?.[MINUTES_FIELD]);
  const endsAt = minutes > 0 ? startsAt + minutes * MINUTE_MS : Date.parse(booking.end);
  return { ...ref, kind: "present", startsAt, endsAt, isBusy: true };
}
