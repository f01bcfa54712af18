import { type Background, findConnectionEntry } from "../../../db/directory.ts";
import { listKnownCallIds } from "../../../db/queries/calls.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import { auditOf, type Clerk } from "../../clerk.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { type AccountRefusal, openVoiceAccount } from "../../vendors/vendor-account.ts";
import { callIdOf } from "../call-id.ts";
import { receiveEvent } from "../receive-event.ts";
import { resolveCall } from "../resolve-call.ts";
import { callVendorOf } from "./call-vendor.ts";

export type ImportRefusal = AccountRefusal | { reason: "vendor_failed"; failure: GatedFailure };

/**
 * Fetches calls whose events were lost, as after an outage. Each becomes the last event of its call, under the key that
 * the event itself has: what was received already is not received again, and a repeated import changes nothing.
 */
export async function importCalls(
  clerk: Clerk,
  background: Background,
  id: ConnectionId,
  { dryRun, ...span }: { from: EpochMs; to: EpochMs; dryRun: boolean },
): Promise<Result<{ received: number; unknown: number; refused: number; isCut: boolean }, ImportRefusal>> {
  const { env, actor, now } = clerk;
  const db = tenantDb(env.DB, actor.tenantId);
  const account = await openVoiceAccount(env, db, id);
  if (!account.ok) return account;
  const connection = await findConnectionEntry(env, background, id);
  if (connection?.tenantId !== db.tenantId) return err({ reason: "not_found", what: "connection" });
  const listed = await callVendorOf(account.value).list(span.from, span.to);
  if (!listed.ok) return err({ reason: "vendor_failed", failure: listed.error });
  const { calls, refused, isCut } = listed.value;
  const ids = await Promise.all(calls.map(({ event }) => callIdOf(id, event.providerCallId)));
  const unknown = new Set(ids).size - (await listKnownCallIds(db, ids)).length;
  if (dryRun) return ok({ received: 0, unknown, refused, isCut });
  const vault = await tenantVault(env, db);
  for (const { event, dedupeKey } of calls) {
    const resolution = await resolveCall(env, background, connection, { ...event.facts, ...event.labels });
    const { tenantId, provider } = connection;
    const received = { tenantId, connectionId: id, provider, resolution, dedupeKey, event };
    await receiveEvent({ env, background, vault }, received, now);
  }
  const facts = { ...span, received: calls.length, refused };
  await auditOf(clerk, "calls.imported", id, facts);
  return ok({ received: calls.length, unknown, refused, isCut });
}
