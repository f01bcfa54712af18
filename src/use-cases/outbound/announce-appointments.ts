import type { EventsMessage } from "../../contracts/queue-messages.ts";
import type { ToldAppointment, WebhookEventType } from "../../contracts/webhook-events.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { allEndpoints, type EndpointRow } from "../../db/queries/webhook-endpoints.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { announce, type News, wants } from "./announce.ts";
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
  const wanted = messages.flatMap(({ branchId, events }) =>
    events.map((event) => ({ branchId, event, type: types[event.type] })),
  );
  const told = wanted.filter(({ type }) => endpoints.some((endpoint) => wants(endpoint, type)));
  if (told.length === 0) return [];
  const ids = told.map(({ event }) => event.appointmentId);
  const [rows, branches] = await Promise.all([findAppointmentsByIds(db, ids), listBranches(db)]);
  const known = new Map(rows.map((row) => [row.id, row]));
  const zones = new Map(branches.map(({ id, timeZone }) => [id, timeZone]));
  return told.flatMap(({ branchId, event, type }) => {
    const row = known.get(event.appointmentId); // drained before the message was sent, so it is there unless erased since
    if (!row) return [];
    const data = toToldAppointment(row, zones.get(branchId) ?? "UTC");
    return [{ source: `${branchId}/${event.seq}`, type, at: event.at, subjectId: row.id, data }];
  });
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
