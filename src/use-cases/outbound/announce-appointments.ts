import type { EventsMessage } from "../../contracts/queue-messages.ts";
import type { ToldAppointment, WebhookEventType } from "../../contracts/webhook-events.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { allEndpoints, type EndpointRow } from "../../db/queries/webhook-endpoints.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { BranchId } from "../../domain/ids.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { announce, type News, wants } from "./announce.ts";
import { newsOfTrail, previousStartOf, type TrailEntry, typeOfTrail } from "./calendar-news.ts";
import { wakeCouriers } from "./wake-couriers.ts";

type AppointmentEvent = EventsMessage["events"][number];

const types: Record<AppointmentEvent["type"], WebhookEventType> = {
  appointment_booked: "appointment.booked",
  appointment_rescheduled: "appointment.moved",
  appointment_cancelled: "appointment.cancelled",
  appointment_accepted: "appointment.accepted",
  appointment_declined: "appointment.declined",
  appointment_lapsed: "appointment.lapsed",
  appointment_checked_in: "appointment.checked_in",
  appointment_completed: "appointment.completed",
  appointment_missed: "appointment.no_show",
};

/**
 * Stores what a tenant's endpoints shall be told of changes on its calendars, and wakes those who deliver it. Only then
 * is the queue's message done; a repeated one stores nothing new. Throws to be tried again.
 */
export async function announceAppointments(env: Env, messages: readonly EventsMessage[], now: number): Promise<void> {
  const [first] = messages;
  if (!first) return;
  const db = tenantDb(env.DB, first.tenantId);
  const endpoints = await allEndpoints(db);
  const news = await newsFor(db, endpoints, messages);
  const announcement = await announce(db, endpoints, news, now);
  if (!announcement) return;
  await db.orm.batch(announcement.statements);
  await wakeCouriers(env, db.tenantId, announcement.endpointIds);
}

async function newsFor(db: TenantDb, endpoints: EndpointRow[], messages: readonly EventsMessage[]): Promise<News[]> {
  const isWanted = (type: WebhookEventType) => endpoints.some((endpoint) => wants(endpoint, type));
  const changes = messages.flatMap(changesOf).filter(({ type }) => isWanted(type));
  const others = messages.flatMap(othersOf).filter(({ type }) => isWanted(type));
  if (changes.length + others.length === 0) return [];
  const ids = changes.map(({ event }) => event.appointmentId);
  const [rows, branches] = await Promise.all([findAppointmentsByIds(db, ids), listBranches(db)]);
  const known = new Map(rows.map((row) => [row.id, row]));
  const zones = new Map(branches.map(({ id, timeZone }) => [id, timeZone]));
  const zoneOf = (id: BranchId) => zones.get(id) ?? "UTC";
  const told = changes.flatMap((change) => {
    const row = known.get(change.event.appointmentId); // drained before the message was sent, so it is there unless erased since
    return row ? [newsOf(change, row, zoneOf(change.branchId))] : [];
  });
  const rest = others.map(({ entry, type, branchId }) =>
    newsOfTrail(entry, type, { branchId, timeZone: zoneOf(branchId) }),
  );
  return [...told, ...rest];
}

type Change = { branchId: BranchId; event: AppointmentEvent; entry: TrailEntry | undefined; type: WebhookEventType };

function changesOf({ branchId, events, trail }: EventsMessage): Change[] {
  const entries = new Map(trail.map((entry) => [entry.seq, entry]));
  return events.map((event) => ({ branchId, event, entry: entries.get(event.seq), type: types[event.type] }));
}

function othersOf({ branchId, trail }: EventsMessage) {
  return trail.flatMap((entry) => {
    const type = typeOfTrail(entry);
    return type ? [{ branchId, entry, type }] : [];
  });
}

function newsOf({ branchId, event, entry, type }: Change, row: AppointmentRow, timeZone: string): News {
  const appointment = toToldAppointment(row, timeZone);
  const isMove = type === "appointment.moved";
  const data = isMove ? { ...appointment, previousStartsAt: previousStartOf(entry, timeZone) } : appointment;
  const { seq, at, requestId = null } = event;
  return { source: `${branchId}/${seq}`, type, at, subjectId: row.id, data, requestId };
}

/** Without anything personal. */
function toToldAppointment(row: AppointmentRow, timeZone: string): ToldAppointment {
  const { id: appointmentId, branchId, serviceId, staffId, customerId, status, version, channel, callId } = row;
  const { groupId, partySize, priceMinor, currency, language } = row;
  return {
    appointmentId,
    branchId,
    serviceId,
    staffId,
    customerId,
    status,
    startsAt: toRfc3339(timeZone, row.startsAt),
    endsAt: toRfc3339(timeZone, row.endsAt),
    timeZone,
    version,
    channel,
    callId,
    groupId,
    partySize,
    priceMinor,
    currency,
    language,
  };
}
