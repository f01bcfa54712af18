import * as z from "zod";
import { calendarId } from "../../contracts/busy.ts";
import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { waitlistStatus } from "../../contracts/waitlist.ts";
import type { ToldConflict, ToldWaiting, WebhookEventType } from "../../contracts/webhook-events.ts";
import type { BranchId } from "../../domain/ids.ts";
import { appointmentId, busyId, conflictId, holdId, serviceId, staffId, waitlistId } from "../../domain/ids.ts";
import { toRfc3339 } from "../../domain/time.ts";
import type { News } from "./announce.ts";

export type TrailEntry = EventsMessage["trail"][number];
type At = { branchId: BranchId; timeZone: string };

const utc = z.iso.datetime();
const waiting = z.object({
  status: waitlistStatus,
  offer: z.object({ holdId, serviceId, staffId, startsAt: utc, endsAt: utc, expiresAt: utc }).optional(),
});
const conflict = z.object({ appointmentId, busyId, calendarId, startsAt: utc, endsAt: utc });
const moved = z.object({ before: z.object({ startsAt: utc }) });

/** What is told of the waitlist and of conflicts, by what the trail calls it. Appointments are told from their rows. */
const types: Record<string, WebhookEventType> = {
  "waitlist.joined": "waitlist.joined",
  "waitlist.offered": "waitlist.offered",
  "waitlist.booked": "waitlist.booked",
  "waitlist.lapsed": "waitlist.lapsed",
  "waitlist.left": "waitlist.left",
  "conflict.raised": "conflict.raised",
  "conflict.resolved": "conflict.resolved",
};

export function typeOfTrail({ action }: TrailEntry): WebhookEventType | null {
  return types[action] ?? null;
}

export function newsOfTrail(entry: TrailEntry, type: WebhookEventType, at: At): News {
  const data = type.startsWith("conflict.") ? toldConflict(entry, at) : toldWaiting(entry, at);
  const { seq, subjectId, requestId } = entry;
  return { source: `${at.branchId}/${seq}`, type, at: entry.at, subjectId, data, requestId };
}

/** Null when the entry tells of no move. */
export function previousStartOf(entry: TrailEntry | undefined, timeZone: string): string | null {
  const told = moved.safeParse(entry?.facts);
  return told.success ? local(told.data.before.startsAt, timeZone) : null;
}

function toldWaiting({ subjectId, facts }: TrailEntry, { branchId, timeZone }: At): ToldWaiting {
  const { status, offer } = waiting.parse(facts);
  const held = offer && {
    ...offer,
    startsAt: local(offer.startsAt, timeZone),
    endsAt: local(offer.endsAt, timeZone),
    expiresAt: local(offer.expiresAt, timeZone),
  };
  return { entryId: waitlistId.parse(subjectId), branchId, status, timeZone, offer: held ?? null };
}

function toldConflict({ subjectId, facts }: TrailEntry, { branchId, timeZone }: At): ToldConflict {
  const { startsAt, endsAt, ...ids } = conflict.parse(facts);
  const times = { startsAt: local(startsAt, timeZone), endsAt: local(endsAt, timeZone), timeZone };
  return { conflictId: conflictId.parse(subjectId), branchId, ...ids, ...times };
}

function local(instant: string, timeZone: string): string {
  return toRfc3339(timeZone, Date.parse(instant));
}
