import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { JobMessage, WebhookMessage } from "../../contracts/queue-messages.ts";
import { readSealed } from "../../db/overflow.ts";
import { wantScores } from "../../db/queries/call-quality.ts";
import { findWrappedKey } from "../../db/queries/tenants.ts";
import {
  findWebhookEvents,
  insertWebhookEvents,
  markFailed,
  markProcessed,
  markUnreadable,
  type WebhookEventRow,
} from "../../db/queries/webhook-events.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { isKeyErased, openVault, type Vault } from "../../db/vault.ts";
import type { EpochMs } from "../../domain/time.ts";
import { masterKeysOf } from "../../env.ts";
import { faultFacts, inRequest, log } from "../../log.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { announceCalls } from "../outbound/announce-call.ts";
import { wakeCouriers } from "../outbound/wake-couriers.ts";
import { followCall } from "./follow-call.ts";
import { type AppliedEvent, mergeEvents, type OpenEvent } from "./merge-events.ts";
import type { EventPayload } from "./receive-event.ts";

/**
 * Merges a tenant's stored events into their calls and tells the live viewers; however many there are, D1 is asked the
 * same few times. Safe to repeat. Throws to be tried again: all of them, so whoever has several tries each alone then.
 */
export async function applyEvents(env: Env, messages: readonly WebhookMessage[], now: EpochMs): Promise<void> {
  const db = tenantDb(env.DB, messages[0]!.tenantId); // a group has a first
  const brought = messages.flatMap(({ undelivered, eventId: id }) =>
    undelivered ? [{ ...undelivered, id, tenantId: db.tenantId }] : [],
  );
  if (brought.length > 0) await insertWebhookEvents(env.DB, brought);
  const ids = messages.map(({ eventId }) => eventId);
  // The others are repeated deliveries, duplicates that D1 had already, or nobody's events.
  const rows = (await findWebhookEvents(db, ids)).filter((row) => !isSettled(row));
  if (rows.length === 0) return;
  try {
    await applyAll(env, db, rows, now);
  } catch (error) {
    if (rows.length === 1) await noteFailure(db, rows[0]!, error);
    throw error;
  }
}

async function noteFailure(db: TenantDb, { id }: WebhookEventRow, error: unknown): Promise<void> {
  const { error: text } = faultFacts(error);
  await (isKeyErased(error) ? markUnreadable(db, id, text) : markFailed(db, id, text));
}

/** A quarantined event waits for an operator, whatever wakes it. */
function isSettled({ status }: WebhookEventRow): boolean {
  return status === "processed" || status === "quarantined" || status === "discarded";
}

async function applyAll(env: Env, db: TenantDb, rows: readonly WebhookEventRow[], now: EpochMs): Promise<void> {
  const wrappedKey = await findWrappedKey(db);
  if (wrappedKey === null) throw new Error("the tenant of the event is gone");
  const vault = await openVault(masterKeysOf(env), db.tenantId, wrappedKey);
  const events = await mapInSlices(rows, (row) => openEvent(env, vault, row));
  const { applied, calls } = await mergeEvents({ env, db, vault, now }, events);
  await tenantFeed(env, db.tenantId).publish(applied.map(toNews));
  const announcement = await announceCalls(db, applied, now);
  const over = calls.filter(({ status, wordsErasedAt }) => isOver(status) && wordsErasedAt === null);
  await db.orm.batch([
    markProcessed(
      db,
      rows.map(({ id }) => id),
      now,
    ),
    ...(over.length > 0 ? [wantScores(db, over)] : []),
    ...(announcement?.statements ?? []),
  ]);
  await wakeCouriers(env, db.tenantId, announcement?.endpointIds ?? []);
  const settling = calls.filter(({ status }) => status !== "ongoing");
  await wakeSettling(
    env,
    settling.map(({ id: callId }) => ({ type: "settle_call", tenantId: db.tenantId, callId })),
  );
  for (const call of calls) await followCall(env, db, call, now);
  for (const { row, call } of applied) {
    const { id: eventId, requestId } = row;
    inRequest(requestId, () => log("info", "webhook_applied", { eventId, callId: call.callId, type: row.type }));
  }
}

const isOver = (status: string) => status === "ended" || status === "error";

async function openEvent(env: Env, vault: Vault, row: WebhookEventRow): Promise<OpenEvent> {
  const sealed = await readSealed(env, { sealed: row.sealedPayload ?? "", fileKey: row.fileKey });
  const text = await vault.open({ purpose: "webhook.payload", row: row.id }, sealed);
  const payload = JSON.parse(text) as EventPayload; // `receiveEvent` wrote and sealed it
  return { row, payload: { ...payload, branchId: row.branchId ?? payload.branchId } }; // where an operator put it comes first
}

function toNews({ row, payload, call }: AppliedEvent) {
  const event = { type: payload.event.type, callId: call.callId, branchId: payload.branchId };
  return { key: row.id, at: row.receivedAt, event, requestId: row.requestId };
}

/** A lost wake-up only delays it: whoever scores the call settles it as well. */
async function wakeSettling(env: Env, jobs: readonly JobMessage[]): Promise<void> {
  if (jobs.length === 0) return;
  const messages = jobs.map((body) => ({ body }));
  await env.JOBS.sendBatch(messages).catch((error) => log("warn", "call_settling_wake_up_failed", faultFacts(error)));
}
