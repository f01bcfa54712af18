import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { JobMessage, WebhookMessage } from "../../contracts/queue-messages.ts";
import { newCallKey, openCall, toCallValues } from "../../db/call-rows.ts";
import { dropFile, readSealed } from "../../db/overflow.ts";
import { wantScore } from "../../db/queries/call-quality.ts";
import { type CallValues, findCallByProviderId, insertCall, replaceCall } from "../../db/queries/calls.ts";
import { findWrappedKey } from "../../db/queries/tenants.ts";
import {
  findWebhookEvent,
  insertWebhookEvent,
  markFailed,
  markProcessed,
  markUnreadable,
  type WebhookEventRow,
} from "../../db/queries/webhook-events.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { isKeyErased, openVault, type Vault } from "../../db/vault.ts";
import type { CallId } from "../../domain/ids.ts";
import { emptyCall, mergeCall, noWords } from "../../domain/voice/call-record.ts";
import { masterKeysOf } from "../../env.ts";
import { faultFacts, log } from "../../log.ts";
import { announceCall } from "../outbound/announce-call.ts";
import { wakeCouriers } from "../outbound/wake-couriers.ts";
import { callIdOf } from "./call-id.ts";
import { followCall } from "./follow-call.ts";
import type { EventPayload } from "./receive-event.ts";

/** Events of one call arrive together; each loser of a round reads again. */
const MAX_ROUNDS = 8;

type Work = { env: Env; db: TenantDb; vault: Vault; row: WebhookEventRow; payload: EventPayload; now: number };

/** Merges one stored event into its call and tells the live viewers. Safe to repeat. Throws to be tried again. */
export async function applyEvent(env: Env, message: WebhookMessage, now: number): Promise<void> {
  const db = tenantDb(env.DB, message.tenantId);
  if (message.undelivered) {
    const { undelivered, eventId: id } = message;
    await insertWebhookEvent(db, { ...undelivered, id });
  }
  const row = await findWebhookEvent(db, message.eventId);
  if (!row || isSettled(row)) return; // a repeated delivery, a duplicate that D1 had already, or nobody's event
  try {
    await apply(env, db, row, now);
  } catch (error) {
    const { error: text } = faultFacts(error);
    await (isKeyErased(error) ? markUnreadable(db, row.id, text) : markFailed(db, row.id, text));
    throw error;
  }
}

/** A quarantined event waits for an operator, whatever wakes it. */
function isSettled({ status }: WebhookEventRow): boolean {
  return status === "processed" || status === "quarantined" || status === "discarded";
}

async function apply(env: Env, db: TenantDb, row: WebhookEventRow, now: number): Promise<void> {
  const wrappedKey = await findWrappedKey(db);
  if (wrappedKey === null) throw new Error("the tenant of the event is gone");
  const vault = await openVault(masterKeysOf(env), db.tenantId, wrappedKey);
  const sealed = await readSealed(env, { sealed: row.sealedPayload ?? "", fileKey: row.fileKey });
  const text = await vault.open({ purpose: "webhook.payload", row: row.id }, sealed);
  const received = JSON.parse(text) as EventPayload; // `receiveEvent` wrote and sealed it
  const payload = { ...received, branchId: row.branchId ?? received.branchId }; // where an operator put it comes first
  const call = await mergeIntoCall({ env, db, vault, row, payload, now });
  const { event, branchId } = payload;
  const told = { key: row.id, at: row.receivedAt, event: { type: event.type, callId: call.id, branchId } };
  await tenantFeed(env, db.tenantId).publish([{ ...told, requestId: row.requestId }]);
  const { id, receivedAt, requestId } = row;
  const announcement = await announceCall(db, { id, type: event.type, receivedAt, requestId }, call, now);
  const isOver = call.status === "ended" || call.status === "error";
  const scoring = isOver && call.wordsErasedAt === null ? [wantScore(db, call)] : [];
  await db.orm.batch([markProcessed(db, row.id, now), ...scoring, ...(announcement?.statements ?? [])]);
  await wakeCouriers(env, db.tenantId, announcement?.endpointIds ?? []);
  if (call.status !== "ongoing")
    await wakeSettling(env, { type: "settle_call", tenantId: db.tenantId, callId: call.id });
  await followCall(env, db, call, now);
  log("info", "webhook_applied", { eventId: row.id, callId: call.id, type: event.type });
}

/** A lost wake-up only delays it: whoever scores the call settles it as well. */
async function wakeSettling(env: Env, job: JobMessage): Promise<void> {
  await env.JOBS.send(job).catch((error) => log("warn", "call_settling_wake_up_failed", faultFacts(error)));
}

async function mergeIntoCall(work: Work): Promise<CallValues> {
  const id = await callIdOf(work.row.connectionId, work.payload.event.providerCallId);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const merged = await tryMerge(work, id);
    if (merged) return merged;
  }
  throw new Error("the call was changed by others in every round");
}

/** The call as it is stored now. Null: somebody else was first. */
async function tryMerge({ env, db, vault, row, payload, now }: Work, id: CallId): Promise<CallValues | null> {
  const { event, branchId, provider } = payload;
  const known = await findCallByProviderId(db, row.connectionId, event.providerCallId);
  const before = known ? await openCall(env, vault, known) : emptyCall;
  const isErased = known !== null && known.wordsErasedAt !== null;
  const record = mergeCall(before, event.type, isErased ? { ...event.facts, ...noWords } : event.facts);
  const { providerCallId } = event;
  const key = known ?? newCallKey(id, row.connectionId, { provider, providerCallId, branchId }, row.receivedAt);
  const createdAt = Math.min(key.createdAt, row.receivedAt);
  const values = await toCallValues(env, vault, { ...key, createdAt }, record, now);
  const done = known ? await replaceCall(db, values, known.version) : await insertCall(db, values);
  await dropFile(env, done ? (known?.fileKey ?? null) : values.fileKey);
  return done ? values : null;
}
