import type { BusyView } from "../contracts/busy.ts";
import type { WaitlistEntryView } from "../contracts/waitlist.ts";
import type { BusyTime } from "../domain/booking/busy.ts";
import type { WaitlistEntry } from "../domain/booking/waitlist.ts";
import type { BusyId } from "../domain/ids.ts";
import { toRfc3339 } from "../domain/time.ts";
import { openContact, toHoldView, type ViewContext } from "./booking-views.ts";
import type { SealedPlace } from "./vault.ts";

export async function toWaitlistEntryView(entry: WaitlistEntry, context: ViewContext): Promise<WaitlistEntryView> {
  const { branchId, timeZone, vault } = context;
  const { name, phone, email, notes } = await openContact(vault, entry.appointmentId, entry.contact.sealed);
  return {
    id: entry.id,
    branchId,
    serviceId: entry.serviceId,
    staffId: entry.staffId,
    from: toRfc3339(timeZone, entry.window.from),
    to: toRfc3339(timeZone, entry.window.to),
    timeZone,
    partySize: entry.partySize,
    status: entry.status,
    offer: entry.offer && toHoldView(entry.offer, context),
    customer: { name, phone, email, notes },
    language: entry.language,
    channel: entry.source.channel,
    createdAt: toRfc3339(timeZone, entry.createdAt),
  };
}

/** Where the note of staff is sealed: it may name a person. */
export function placeOfNote(row: BusyId): SealedPlace {
  return { purpose: "busy.note", row };
}

export async function toBusyView(busy: BusyTime, { timeZone, vault }: ViewContext): Promise<BusyView> {
  const { id, calendarId, source, start, end, sealedNote } = busy;
  const note = sealedNote === null ? null : await vault.open(placeOfNote(id), sealedNote);
  const [startsAt, endsAt] = [toRfc3339(timeZone, start), toRfc3339(timeZone, end)];
  return { id, calendarId, source, startsAt, endsAt, note };
}
