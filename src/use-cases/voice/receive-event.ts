import type { VoiceProvider } from "../../contracts/calls.ts";
import type { WebhookMessage } from "../../contracts/queue-messages.ts";
import { dropFile, type Stored, storeSealed } from "../../db/overflow.ts";
import { insertWebhookEvent, type NewWebhookEvent } from "../../db/queries/webhook-events.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchId, ConnectionId, EventId, TenantId } from "../../domain/ids.ts";
import { currentRequestId, faultFacts, log } from "../../log.ts";
import type { CallEvent } from "../../providers/voice/port.ts";
import { newId } from "../new-id.ts";

/** A queue message takes 128 KB; the envelope needs some of it. */
const MAX_QUEUED_CHARS = 100_000;

export type ReceivedEvent = {
  tenantId: TenantId;
  connectionId: ConnectionId;
  provider: VoiceProvider;
  branchId: BranchId;
  dedupeKey: string;
  event: CallEvent;
};

/**
 * Makes a verified event durable and wakes its consumer; only then may it be acknowledged. Should D1 refuse, the queue
 * carries the event itself. Throws when neither takes it: the provider will send it again.
 */
export async function receiveEvent(env: Env, vault: Vault, received: ReceivedEvent, now: number): Promise<void> {
  const id = newId("evt");
  const payload = JSON.stringify(payloadOf(received));
  const sealed = await vault.seal({ purpose: "webhook.payload", row: id }, payload);
  const requestId = currentRequestId();
  const about = { tenantId: received.tenantId, eventId: id, ...(requestId ? { requestId } : {}) };
  const wakeUp = { type: "webhook_received", ...about } as const;
  try {
    const stored = await storeSealed(env, `webhook-events/${id}`, sealed);
    const isNew = await insertWebhookEvent(tenantDb(env.DB, received.tenantId), toRow(id, received, stored, now));
    if (isNew) await wake(env, wakeUp);
    else await dropFile(env, stored.fileKey); // the first delivery has its own
  } catch (error) {
    log("warn", "webhook_not_stored", { connectionId: received.connectionId, ...faultFacts(error) });
    if (sealed.length > MAX_QUEUED_CHARS) throw error;
    await env.WEBHOOKS.send({ ...wakeUp, undelivered: toRow(id, received, { sealed, fileKey: null }, now) });
  }
}

// The row is stored, so a lost wake-up only delays it: the sweep finds it.
async function wake(env: Env, message: WebhookMessage): Promise<void> {
  try {
    await env.WEBHOOKS.send(message);
  } catch (error) {
    log("warn", "webhook_wake_up_failed", { eventId: message.eventId, ...faultFacts(error) });
  }
}

function payloadOf({ event, branchId, provider }: ReceivedEvent) {
  return { event, branchId, provider };
}

function toRow(id: EventId, received: ReceivedEvent, { sealed, fileKey }: Stored, now: number): NewWebhookEvent {
  return {
    id,
    connectionId: received.connectionId,
    type: received.event.type,
    dedupeKey: received.dedupeKey,
    sealedPayload: sealed,
    fileKey,
    receivedAt: now,
    requestId: currentRequestId(),
  };
}
