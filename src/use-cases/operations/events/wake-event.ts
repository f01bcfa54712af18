import type { WebhookMessage } from "../../../contracts/queue-messages.ts";
import type { WebhookEventRow } from "../../../db/queries/webhook-events.ts";
import { faultFacts, log } from "../../../log.ts";

/** The row says that it is open, so a lost wake-up only delays it: the sweep finds it. */
export async function wakeEvent(env: Env, { tenantId, id: eventId, requestId }: WebhookEventRow): Promise<void> {
  const about = { tenantId, eventId, ...(requestId ? { requestId } : {}) };
  const message: WebhookMessage = { type: "webhook_received", ...about };
  try {
    await env.WEBHOOKS.send(message);
  } catch (error) {
    log("warn", "webhook_wake_up_failed", { eventId, ...faultFacts(error) });
  }
}
