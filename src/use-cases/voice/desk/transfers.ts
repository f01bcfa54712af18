import type { TransferView } from "../../../contracts/voice-desk.ts";
import { hasBranch } from "../../../db/queries/connections.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import {
  countTransfers,
  deleteTransfer,
  findTransfer,
  insertTransfer,
  listTransfers,
  type TransferRow,
  updateTransfer,
} from "../../../db/queries/voice-desk.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { BranchId, TenantId, TransferRuleId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { MAX_TRANSFER_RULES, type TransferHours } from "../../../domain/voice/voice-rules.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import type { DeskRefusal } from "./refusal.ts";
import { renewVoice } from "./renew-voice.ts";

type NewRule = {
  branchId: BranchId;
  topic: string;
  aliases?: string[] | undefined;
  hours?: TransferHours | null | undefined;
  language?: Language | null | undefined;
  /** E.164. */
  destination: string;
};

type TransferChange = { [Field in keyof Omit<NewRule, "branchId">]?: NewRule[Field] | undefined };

export async function listTransferViews(
  env: Env,
  tenantId: TenantId,
  branchId: BranchId,
  page: Page,
): Promise<Paged<TransferView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, vault] = await Promise.all([listTransfers(db, branchId, page), tenantVault(env, db)]);
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

export async function addTransfer(clerk: Clerk, input: NewRule): Promise<Result<TransferView, DeskRefusal>> {
  const db = dbOf(clerk);
  const { destination, branchId, topic, aliases = [], hours = null, language = null } = input;
  if (!(await hasBranch(db, branchId))) return err({ reason: "not_found", what: "branch" });
  if ((await countTransfers(db, branchId)) >= MAX_TRANSFER_RULES) {
    return err({ reason: "too_many", limit: MAX_TRANSFER_RULES });
  }
  const id = newId("trf");
  const vault = await tenantVault(clerk.env, db);
  const sealedDestination = await vault.seal({ purpose: "transfer.destination", row: id }, destination);
  const times = { createdAt: clerk.now, updatedAt: clerk.now };
  const row = { id, branchId, topic, aliases, hours, language, sealedDestination, isActive: true, ...times };
  await insertTransfer(db, row, entryOf(clerk, "transfer_rule.created", id, { branchId, topic, hours, language }));
  await renewVoice(clerk);
  return ok(await toView(vault, row));
}

/** `change.destination` is E.164. What is left out stays. */
export async function changeTransfer(
  clerk: Clerk,
  id: TransferRuleId,
  change: TransferChange,
): Promise<Result<TransferView, DeskRefusal>> {
  const db = dbOf(clerk);
  const row = await findTransfer(db, id);
  if (!row) return err({ reason: "not_found", what: "rule" });
  const vault = await tenantVault(clerk.env, db);
  const { topic = row.topic, aliases = row.aliases, destination } = change;
  const { hours = row.hours, language = row.language } = change;
  const sealedDestination =
    destination === undefined
      ? row.sealedDestination
      : await vault.seal({ purpose: "transfer.destination", row: id }, destination);
  const next = { topic, aliases, hours, language, sealedDestination, updatedAt: clerk.now };
  const facts = { fields: Object.keys(change), branchId: row.branchId, topic };
  await updateTransfer(db, id, next, entryOf(clerk, "transfer_rule.changed", id, facts));
  await renewVoice(clerk);
  return ok(await toView(vault, { ...row, ...next }));
}

export async function dropTransfer(clerk: Clerk, id: TransferRuleId): Promise<Result<TransferRuleId, DeskRefusal>> {
  const db = dbOf(clerk);
  const row = await findTransfer(db, id);
  if (!row) return err({ reason: "not_found", what: "rule" });
  const { branchId, topic } = row;
  await deleteTransfer(db, id, entryOf(clerk, "transfer_rule.deleted", id, { branchId, topic }));
  await renewVoice(clerk);
  return ok(id);
}

async function toView(vault: Vault, row: TransferRow): Promise<TransferView> {
  const { id, branchId, topic, aliases, hours, language, createdAt } = row;
  const destination = await vault.open({ purpose: "transfer.destination", row: id }, row.sealedDestination);
  const rule = { id, branchId, topic, aliases, hours, language, destination };
  return { ...rule, createdAt: new Date(createdAt).toISOString() };
}
