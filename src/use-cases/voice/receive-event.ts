import type { CallProvider } from "../../contracts/calls.ts";
import type { WebhookMessage } from "../../contracts/queue-messages.ts";
import { dropFile, type Stored, storeSealed } from "../../db/overflow.ts";
import { insertWebhookEvent, type NewWebhookEvent } from "../../db/queries/webhook-events.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchId, ConnectionId, EventId, TenantId } from "../../domain/ids.ts";
import type { Resolution } from "../../domain/voice/resolve-branch.ts";
import { currentRequestId, faultFacts, log } from "../../log.ts";
import type { CallEvent } from "../../providers/voice/port.ts";
import { newId } from "../new-id.ts";
import { evidenceOf } from "./resolve-call.ts";

/** A queue message takes 128 KB; the envelope needs some of it. */
const MAX_QUEUED_CHARS = 100_000;

export type ReceivedEvent = {
  tenantId: TenantId;
  connectionId: ConnectionId;
  provider: CallProvider;
  /** Without a branch the event is quarantined: stored, acknowledged, and applied to nothing. */
  resolution: Resolution;
  dedupeKey: string;
  event: CallEvent;
};

/** What is sealed of an event. */
export type EventPayload = { event: CallEvent; branchId: BranchId | null; provider: CallProvider };

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
    if (!isNew)
      await dropFile(env, stored.fileKey); // the first delivery has its own
    else if (isPlaced(received)) await wake(env, wakeUp);
    else log("warn", "webhook_quarantined", { eventId: id, connectionId: received.connectionId });
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

function isPlaced({ resolution }: ReceivedEvent): boolean {
  return resolution.branchId !== null;
}

function payloadOf({ event, resolution, provider }: ReceivedEvent): EventPayload {
  return { event, branchId: resolution.branchId, provider };
}

function toRow(id: EventId, received: ReceivedEvent, { sealed, fileKey }: Stored, now: number): NewWebhookEvent {
  const { resolution, event } = received;
  const placed = { status: "received", confidence: null, evidence: null } as const;
  const unplaced = { status: "quarantined", confidence: resolution.confidence } as const;
  return {
    id,
    ...(isPlaced(received) ? placed : { ...unplaced, evidence: evidenceOf(resolution, event.facts) }),
    connectionId: received.connectionId,
    type: received.event.type,
    dedupeKey: received.dedupeKey,
    sealedPayload: sealed,
    fileKey,
    receivedAt: now,
    requestId: currentRequestId(),
  };
}
