import type { ListedCallerView } from "../../../contracts/voice-desk.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import {
  countCallers,
  deleteCaller,
  findCaller,
  findCallerByPhone,
  type ListedCallerRow,
  listCallers,
  storeCaller,
  updateCaller,
} from "../../../db/queries/voice-desk.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { ListedCallerId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type ListKind, MAX_LISTED_CALLERS } from "../../../domain/voice/voice-rules.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import type { DeskRefusal } from "./refusal.ts";
import { renewVoice } from "./renew-voice.ts";

type Secrets = { phone: string; note: string };

export async function listCallerViews(
  env: Env,
  tenantId: TenantId,
  kind: ListKind | undefined,
  page: Page,
): Promise<Paged<ListedCallerView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, vault] = await Promise.all([listCallers(db, kind, page), tenantVault(env, db)]);
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

/** A number is on one list at most: the later one counts. `phone` is E.164. */
export async function listCaller(
  clerk: Clerk,
  { kind, phone, note = "" }: { kind: ListKind; phone: string; note?: string | undefined },
): Promise<Result<ListedCallerView, DeskRefusal>> {
  const db = dbOf(clerk);
  const vault = await tenantVault(clerk.env, db);
  const phoneIndex = await vault.phoneIndex(phone);
  const isNew = (await findCallerByPhone(db, phoneIndex)) === null;
  if (isNew && (await countCallers(db)) >= MAX_LISTED_CALLERS) {
    return err({ reason: "too_many", limit: MAX_LISTED_CALLERS });
  }
  const id = newId("clr");
  const secrets: Secrets = { phone, note };
  const sealed = await vault.seal({ purpose: "listed_caller", row: id }, JSON.stringify(secrets));
  const row = { id, kind, phoneIndex, sealed, createdAt: clerk.now };
  await storeCaller(db, row, entryOf(clerk, "listed_caller.added", id, { kind }));
  await renewVoice(clerk);
  return ok(await toView(vault, row));
}

export async function changeListedCaller(
  clerk: Clerk,
  id: ListedCallerId,
  change: { kind?: ListKind | undefined; note?: string | undefined },
): Promise<Result<ListedCallerView, DeskRefusal>> {
  const db = dbOf(clerk);
  const row = await findCaller(db, id);
  if (!row) return err({ reason: "not_found", what: "caller" });
  const vault = await tenantVault(clerk.env, db);
  const { phone, note } = await openSecrets(vault, row);
  const { kind = row.kind } = change;
  const secrets: Secrets = { phone, note: change.note ?? note };
  const sealed = await vault.seal({ purpose: "listed_caller", row: id }, JSON.stringify(secrets));
  const facts = { before: row.kind, after: kind };
  await updateCaller(db, id, { kind, sealed }, entryOf(clerk, "listed_caller.changed", id, facts));
  await renewVoice(clerk);
  return ok(await toView(vault, { ...row, kind, sealed }));
}

export async function unlistCaller(clerk: Clerk, id: ListedCallerId): Promise<Result<ListedCallerId, DeskRefusal>> {
  const db = dbOf(clerk);
  const row = await findCaller(db, id);
  if (!row) return err({ reason: "not_found", what: "caller" });
  await deleteCaller(db, id, entryOf(clerk, "listed_caller.removed", id, { kind: row.kind }));
  await renewVoice(clerk);
  return ok(id);
}

async function openSecrets(vault: Vault, { id, sealed }: ListedCallerRow): Promise<Secrets> {
  return JSON.parse(await vault.open({ purpose: "listed_caller", row: id }, sealed)) as Secrets; // sealed above
}

async function toView(vault: Vault, row: ListedCallerRow): Promise<ListedCallerView> {
  const { id, kind, createdAt } = row;
  const { phone, note } = await openSecrets(vault, row);
  return { id, kind, phone, note, createdAt: new Date(createdAt).toISOString() };
}
