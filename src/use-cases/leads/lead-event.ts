import { insertLeadEvent } from "../../db/queries/lead-events.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import type { LeadEventType } from "../../domain/leads/lead.ts";
import type { EpochMs } from "../../domain/time.ts";
import { newId } from "../new-id.ts";

export type HistoryEntry = {
  /** Left out: it is an event of its own. Given: the same id is the same event. */
  id?: string;
  leadId: LeadId | null;
  customerId?: CustomerId | null;
  type: LeadEventType;
  at: EpochMs;
  actor: string;
  facts?: Record<string, unknown>;
  words?: string | null;
};

/**
 * Seals an event for a batch. A function that makes the statement, for a statement that an async function returns would
 * be carried out at once.
 */
export async function sealEvent(vault: Vault, entry: HistoryEntry) {
  const { id = newId("lev"), leadId, customerId = null, type, at, actor, facts = {}, words = null } = entry;
  const sealedWords = words === null ? null : await vault.seal({ purpose: "lead.event", row: id }, words);
  const row = { id, leadId, customerId, type, at, actor, facts, sealedWords };
  return (db: TenantDb) => insertLeadEvent(db, row);
}
