import * as z from "zod";
import {
  calendarMessage,
  type EventsMessage,
  eventsMessage,
  jobMessage,
  webhookMessage,
} from "../contracts/queue-messages.ts";
import { wakeAuditChains } from "../use-cases/audit/wake-audit-chains.ts";
import { auditCalendar } from "../use-cases/booking/audit-calendar.ts";
import { runCalendarJob } from "../use-cases/calendars/run-calendar-job.ts";
import { mirrorAppointments } from "../use-cases/calendars/sync/mark-mirrors.ts";
import { wakeNameIndex } from "../use-cases/customers/wake-name-index.ts";
import { bookLeads } from "../use-cases/leads/book-leads.ts";
import { confirmAppointments } from "../use-cases/messaging/confirm-appointments.ts";
import { tellWaiting } from "../use-cases/messaging/tell-waiting.ts";
import { keepErrors } from "../use-cases/operations/keep-errors.ts";
import { runJob } from "../use-cases/operations/run-job.ts";
import { announceAppointments } from "../use-cases/outbound/announce-appointments.ts";
import { notifyDevices } from "../use-cases/push/notify-devices.ts";
import { enrolFromEvents } from "../use-cases/sequences/enrol-from-events.ts";
import { applyEvents } from "../use-cases/voice/apply-events.ts";
import { consume, consumeGroups, consumeTogether } from "./consume.ts";

type Consumer = (batch: MessageBatch, env: Env, ctx: ExecutionContext) => Promise<void>;

const consumers: Record<string, Consumer> = {
  webhooks: (batch, env) =>
    consumeTogether(env, batch, webhookMessage, tenantOf, (group) => applyEvents(env, group, Date.now())),
  events: (batch, env, ctx) =>
    consumeGroups(env, batch, eventsMessage, tenantOf, (group) => followEvents(env, ctx, group)),
  calendars: (batch, env, ctx) =>
    consume(env, batch, calendarMessage, tenantOf, (message) => runCalendarJob(env, ctx, message, Date.now())),
  jobs: (batch, env, ctx) =>
    consume(
      env,
      batch,
      jobMessage,
      (_, { id }) => id,
      (message) => runJob(env, ctx, message, Date.now()),
    ),
};

function tenantOf({ tenantId }: { tenantId: string }): string {
  return tenantId;
}

/** All are safe to repeat, so none waits for the others, and each is tried again when one of them fails. */
async function followEvents(env: Env, ctx: ExecutionContext, group: EventsMessage[]): Promise<void> {
  const told = await Promise.allSettled([
    announceAppointments(env, group, Date.now()),
    auditCalendar(env, group),
    confirmAppointments(env, ctx, group, Date.now()),
    tellWaiting(env, ctx, group, Date.now()),
    indexNewCustomers(env, group),
    bookLeads(env, group, Date.now()),
    enrolFromEvents(env, group, Date.now()),
    mirrorAppointments(env, group, Date.now()),
    notifyDevices(env, group),
  ]);
  for (const each of told) if (each.status === "rejected") throw each.reason;
}

/** Who books may be new, and is looked for by name from then on. */
async function indexNewCustomers(env: Env, group: EventsMessage[]): Promise<void> {
  const [booked] = group.filter(({ events }) => events.some(({ type }) => type === "appointment_booked"));
  if (booked) await wakeNameIndex(env, booked.tenantId, Date.now());
}

/** No message is valid, so each is stored: for dead-letter queues. */
const keepForOperator: Consumer = (batch, env) => consume(env, batch, z.never(), String, async () => {});

/** One consumer per queue, by the name that its environments share. */
export async function handleQueue(batch: MessageBatch, env: Env, ctx: ExecutionContext): Promise<void> {
  const name = batch.queue.replace(/-(staging|production)$/, "");
  await (consumers[name] ?? keepForOperator)(batch, env, ctx);
  await wakeAuditChains(env, Date.now());
  await keepErrors(env);
}
