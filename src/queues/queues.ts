import * as z from "zod";
import { eventsMessage, jobMessage, webhookMessage } from "../contracts/queue-messages.ts";
import { publishAppointmentEvents } from "../use-cases/booking/publish-events.ts";
import { runJob } from "../use-cases/operations/run-job.ts";
import { applyEvent } from "../use-cases/voice/apply-event.ts";
import { consume, consumeGroups } from "./consume.ts";

type Consumer = (batch: MessageBatch, env: Env, ctx: ExecutionContext) => Promise<void>;

const consumers: Record<string, Consumer> = {
  webhooks: (batch, env) => consume(env, batch, webhookMessage, (message) => applyEvent(env, message, Date.now())),
  events: (batch, env) =>
    consumeGroups(
      env,
      batch,
      eventsMessage,
      ({ tenantId }) => tenantId,
      (group) => publishAppointmentEvents(env, group),
    ),
  jobs: (batch, env, ctx) => consume(env, batch, jobMessage, (message) => runJob(env, ctx, message, Date.now())),
};

/** No message is valid, so each is stored: for dead-letter queues, and for `calendars` until sync defines its own. */
const keepForOperator: Consumer = (batch, env) => consume(env, batch, z.never(), async () => {});

/** One consumer per queue, by the name that its environments share. */
export function handleQueue(batch: MessageBatch, env: Env, ctx: ExecutionContext): Promise<void> {
  const name = batch.queue.replace(/-(staging|production)$/, "");
  return (consumers[name] ?? keepForOperator)(batch, env, ctx);
}
