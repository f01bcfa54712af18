import type { CallConsentAction, CallConsentView } from "../../../contracts/outbound-requests.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { listOptOuts } from "../../../db/queries/opt-outs.ts";
import {
  type CallConsentRow,
  findCallConsent,
  insertCallConsent,
  listCallConsents,
} from "../../../db/queries/outbound-requests.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import type { CallBasis } from "../../../db/schema/outbound-calls.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { type EpochMs, toUtc } from "../../../domain/time.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";

type Secrets = { phone: string; note: string };
type Line = { phone: string; action: CallConsentAction; basis: CallBasis | null; note: string; actor: string };

/** A line for `insertCallConsent`, sealed. */
export async function consentRow(vault: Vault, { phone, note, ...line }: Line, at: EpochMs): Promise<CallConsentRow> {
  const id = newId("cns");
  const secrets: Secrets = { phone, note };
  const sealed = await vault.seal({ purpose: "call_consent", row: id }, JSON.stringify(secrets));
  return { id, ...line, phoneIndex: await vault.phoneIndex(phone), sealed, at };
}

/** Has whoever has the number asked not to be called? */
export async function isNotToBeCalled(db: TenantDb, phoneIndex: string): Promise<boolean> {
  return (await findCallConsent(db, phoneIndex))?.action === "withdrawn";
}

/** Nobody who wants no messages is called either, but for who has asked for the call. */
export async function hasOptedOut(db: TenantDb, phoneIndex: string, basis: CallBasis): Promise<boolean> {
  return basis !== "asked_to_be_called" && (await listOptOuts(db, [phoneIndex])).length > 0;
}

export async function noteCallConsent(
  clerk: Clerk,
  { phone, action, note = "" }: { phone: string; action: CallConsentAction; note?: string | undefined },
): Promise<CallConsentView> {
  const db = dbOf(clerk);
  const vault = await tenantVault(clerk.env, db);
  const line = { phone, action, basis: null, note, actor: actorId(clerk.actor) };
  const row = await consentRow(vault, line, clerk.now);
  const audit = entryOf(clerk, `call_consent.${action}`, row.id, {});
  await db.orm.batch([insertCallConsent(db, row), auditInsert(db, audit)]);
  return toView(vault, row);
}

export async function listCallConsentViews(env: Env, tenantId: TenantId, page: Page): Promise<Paged<CallConsentView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, vault] = [await listCallConsents(db, page), await tenantVault(env, db)];
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

/** Of a customer who was erased, only the wish is left. */
async function openLine(vault: Vault, id: string, sealed: string): Promise<Secrets> {
  if (sealed === "") return { phone: "", note: "" };
  return JSON.parse(await vault.open({ purpose: "call_consent", row: id }, sealed)) as Secrets; // sealed above
}

async function toView(vault: Vault, { id, action, basis, actor: by, at, sealed }: CallConsentRow) {
  const { phone, note } = await openLine(vault, id, sealed);
  return { id, action, basis, note, phone, by, at: toUtc(at) };
}
