import type { CallProvider } from "../../contracts/calls.ts";
import type { WebhookMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import { dropFile, type Stored, storeSealed } from "../../db/overflow.ts";
import { insertWebhookEvents, type NewWebhookEvent } from "../../db/queries/webhook-events.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchId, ConnectionId, EventId, TenantId } from "../../domain/ids.ts";
import type { Resolution } from "../../domain/voice/resolve-branch.ts";
import { currentRequestId, faultFacts, log } from "../../log.ts";
import type { CallEvent } from "../../providers/voice/port.ts";
import { newId } from "../new-id.ts";
import { createSharedWrite } from "../share-write.ts";
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

export type Receiver = { env: Env; background: Background; vault: Vault };

/** What is sealed of an event. */
export type EventPayload = { event: CallEvent; branchId: BranchId | null; provider: CallProvider };

type Row = NewWebhookEvent & { tenantId: TenantId };

/** A statement of D1 may bring 2 MB, a batch of the queue a hundred messages. */
const TOGETHER = { items: 100, chars: 1_500_000 };

/** D1 takes one write at a time, so what arrives during one is stored together by the next. True: it is new. */
const store = createSharedWrite<{ env: Env; row: Row }, boolean>({
  most: TOGETHER,
  charsOf: ({ row }) => row.sealedPayload?.length ?? 0,
  write: async (all) => {
    const { env } = all[0]!; // it is never called for none
    const rows = all.map(({ row }) => row);
    const added = await insertWebhookEvents(env.DB, rows);
    await wake(
      env,
      rows.filter(({ id, status }) => added.has(id) && status === "received"),
    );
    return rows.map(({ id }) => added.has(id));
  },
});

/**
 * Makes a verified event durable and wakes its consumer; only then may it be acknowledged. Should D1 refuse, the queue
 * carries the event itself. Throws when neither takes it: the provider will send it again.
 */
export async function receiveEvent(receiver: Receiver, received: ReceivedEvent, now: number): Promise<void> {
  const { env, background, vault } = receiver;
  const id = newId("evt");
  const payload = JSON.stringify(payloadOf(received));
  const sealed = await vault.seal({ purpose: "webhook.payload", row: id }, payload);
  try {
    const stored = await storeSealed(env, `webhook-events/${id}`, sealed);
    const isNew = await store(background, { env, row: toRow(id, received, stored, now) });
    if (!isNew)
      await dropFile(env, stored.fileKey); // the first delivery has its own
    else if (!isPlaced(received))
      log("warn", "webhook_quarantined", { eventId: id, connectionId: received.connectionId });
  } catch (error) {
    log("warn", "webhook_not_stored", { connectionId: received.connectionId, ...faultFacts(error) });
    if (sealed.length > MAX_QUEUED_CHARS) throw error;
    const row = toRow(id, received, { sealed, fileKey: null }, now);
    await env.WEBHOOKS.send({ ...wakeUpOf(row), undelivered: row });
  }
}

// The rows are stored, so a lost wake-up only delays them: the sweep finds them.
async function wake(env: Env, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await env.WEBHOOKS.sendBatch(rows.map((row) => ({ body: wakeUpOf(row) })));
  } catch (error) {
    log("warn", "webhook_wake_up_failed", { eventIds: rows.map(({ id }) => id), ...faultFacts(error) });
  }
}

function wakeUpOf({ id: eventId, tenantId, requestId }: Row): WebhookMessage {
  return { type: "webhook_received", tenantId, eventId, ...(requestId ? { requestId } : {}) };
}

function isPlaced({ resolution }: ReceivedEvent): boolean {
  return resolution.branchId !== null;
}

function payloadOf({ event, resolution, provider }: ReceivedEvent): EventPayload {
  return { event, branchId: resolution.branchId, provider };
}

function toRow(id: EventId, received: ReceivedEvent, { sealed, fileKey }: Stored, now: number): Row {
  const { resolution, event } = received;
  const placed = { status: "received", confidence: null, evidence: null } as const;
  const unplaced = { status: "quarantined", confidence: resolution.confidence } as const;
  return {
    id,
    tenantId: received.tenantId,
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
