import type {
  ToldAppointment,
  ToldCalendarTrouble,
  ToldCall,
  ToldCallback,
  ToldConflict,
  ToldWaiting,
  WebhookEventType,
} from "../../contracts/webhook-events.ts";
import { webhookCatalogue } from "../../contracts/webhook-events.ts";
import { formatId, type IdPrefix } from "../../domain/ids.ts";

const TIMESTAMP = "2026-11-28T12:00:00.000Z";
const zone = { timeZone: "Europe/Berlin" };

/** The same for the same prefix: a description that changes with each build could not be compared. */
function an<Prefix extends IdPrefix>(prefix: Prefix) {
  return formatId(prefix, new Uint8Array(16).fill(1));
}

const appointment: ToldAppointment = {
  appointmentId: an("apt"),
  branchId: an("brn"),
  serviceId: an("svc"),
  staffId: an("stf"),
  customerId: an("cus"),
  status: "confirmed",
  startsAt: "2026-12-08T10:00:00+01:00",
  endsAt: "2026-12-08T10:45:00+01:00",
  ...zone,
  version: 1,
  channel: "voice",
  callId: an("cal"),
  groupId: null,
  partySize: 1,
  priceMinor: 3_500,
  currency: "EUR",
  language: "de",
};
const changed = (status: ToldAppointment["status"]) => ({ ...appointment, status, version: 2 });

const waiting = (status: ToldWaiting["status"]): ToldWaiting => ({
  entryId: an("wai"),
  branchId: an("brn"),
  status,
  ...zone,
  offer: null,
});
const offer: ToldWaiting["offer"] = {
  holdId: an("hld"),
  serviceId: an("svc"),
  staffId: an("stf"),
  startsAt: "2026-12-08T10:00:00+01:00",
  endsAt: "2026-12-08T10:45:00+01:00",
  expiresAt: "2026-11-28T13:15:00+01:00",
};

const conflict: ToldConflict = {
  conflictId: an("cfl"),
  branchId: an("brn"),
  appointmentId: an("apt"),
  busyId: an("bsy"),
  calendarId: an("stf"),
  startsAt: "2026-12-08T10:15:00+01:00",
  endsAt: "2026-12-08T10:45:00+01:00",
  ...zone,
};

const ringing: ToldCall = {
  callId: an("cal"),
  branchId: an("brn"),
  direction: "inbound",
  status: "ongoing",
  language: null,
  startedAt: "2026-11-28T11:58:00.000Z",
  endedAt: null,
  durationMs: null,
  disconnectionReason: null,
  successful: null,
  sentiment: null,
};
const over: ToldCall = {
  ...ringing,
  status: "ended",
  language: "de",
  endedAt: TIMESTAMP,
  durationMs: 120_000,
  disconnectionReason: "user_hangup",
};

const left: ToldCallback = {
  taskId: an("tsk"),
  branchId: an("brn"),
  callId: an("cal"),
  status: "open",
  urgency: "normal",
  topic: "question",
  ownerId: null,
  createdAt: TIMESTAMP,
  settledAt: null,
};

const broken: ToldCalendarTrouble = {
  accountId: an("cac"),
  targetId: null,
  provider: "google",
  reason: "credential_dead",
  noticedAt: TIMESTAMP,
};

const examples: Record<WebhookEventType, object> = {
  "appointment.booked": appointment,
  "appointment.moved": { ...appointment, version: 2, previousStartsAt: "2026-12-07T15:30:00+01:00" },
  "appointment.cancelled": changed("cancelled"),
  "appointment.accepted": changed("confirmed"),
  "appointment.declined": changed("declined"),
  "appointment.lapsed": changed("lapsed"),
  "appointment.checked_in": changed("confirmed"),
  "appointment.completed": changed("completed"),
  "appointment.no_show": changed("no_show"),
  "waitlist.joined": waiting("waiting"),
  "waitlist.offered": { ...waiting("offered"), offer },
  "waitlist.booked": waiting("booked"),
  "waitlist.lapsed": waiting("lapsed"),
  "waitlist.left": waiting("left"),
  "conflict.raised": conflict,
  "conflict.resolved": conflict,
  "call.started": ringing,
  "call.ended": over,
  "call.analyzed": { ...over, successful: true, sentiment: "positive" },
  "callback.left": left,
  "callback.settled": { ...left, status: "done", ownerId: an("usr"), settledAt: TIMESTAMP },
  "calendar.account_broken": broken,
  "calendar.sync_failing": { ...broken, targetId: an("ctg"), reason: "status_404" },
  "webhook.test": { endpointId: an("whk"), note: "A test from Frontdesk. Nothing has happened." },
};

/** A whole message of this kind, as it is sent to an endpoint without personal data. */
export function exampleOf(type: WebhookEventType): object {
  return { type, version: webhookCatalogue[type].version, timestamp: TIMESTAMP, data: examples[type] };
}
