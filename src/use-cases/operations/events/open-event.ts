import { readSealed } from "../../../db/overflow.ts";
import { findEventAnywhere } from "../../../db/queries/operations.ts";
import type { WebhookEventRow } from "../../../db/queries/webhook-events.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { EventId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { tenantVault } from "../../tenant-vault.ts";
import type { EventPayload } from "../../voice/receive-event.ts";
import type { EventRefusal } from "./refusal.ts";

export type FoundEvent = { row: WebhookEventRow; db: TenantDb };

/** An event in one of these states, with the database as its tenant sees it. */
export async function findEventIn(
  env: Env,
  id: EventId,
  states: readonly WebhookEventRow["status"][],
): Promise<Result<FoundEvent, EventRefusal>> {
  const row = await findEventAnywhere(env.DB, id);
  if (!row) return err({ reason: "not_found", what: "event" });
  if (!states.includes(row.status)) return err({ reason: "wrong_status", status: row.status });
  return ok({ row, db: tenantDb(env.DB, row.tenantId) });
}

/** What it said. For the machine to decide by, never for an operator to read. */
export async function openPayload(env: Env, { row, db }: FoundEvent): Promise<EventPayload> {
  const vault = await tenantVault(env, db);
  const sealed = await readSealed(env, { sealed: row.sealedPayload ?? "", fileKey: row.fileKey });
  const text = await vault.open({ purpose: "webhook.payload", row: row.id }, sealed);
  return JSON.parse(text) as EventPayload; // `receiveEvent` wrote and sealed it
}
