import type { OnCallPersonView, OnCallSettings } from "../../contracts/on-call.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import {
  countOnCall,
  deleteOnCall,
  findOnCall,
  findOnCallSettings,
  insertOnCall,
  listOnCall,
  type PersonRow,
  storeOnCallSettings,
  updateOnCall,
} from "../../db/queries/on-call.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { OnCallPersonId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { MAX_ON_CALL } from "../../domain/on-call/rota.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import type { TransferHours } from "../../domain/voice/voice-rules.ts";
import { type Clerk, dbOf, entryOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";

type Secrets = { name: string; phone: string };
type Given = {
  name: string;
  /** E.164. */
  phone: string;
  hours?: TransferHours | null | undefined;
  language?: Language | undefined;
  position?: number | undefined;
  isActive?: boolean | undefined;
};
type Change = { [Field in keyof Given]?: Given[Field] | undefined };
export type PeopleRefusal = { reason: "not_found"; what: "person" } | { reason: "too_many"; limit: number };
type Done = Promise<Result<OnCallPersonView, PeopleRefusal>>;

export async function viewOnCall(env: Env, tenantId: TenantId): Promise<OnCallPersonView[]> {
  const db = tenantDb(env.DB, tenantId);
  const [rows, vault] = await Promise.all([listOnCall(db), tenantVault(env, db)]);
  return Promise.all(rows.map((row) => toView(vault, row)));
}

export async function addOnCall(clerk: Clerk, given: Given): Done {
  const db = dbOf(clerk);
  const known = await countOnCall(db);
  if (known >= MAX_ON_CALL) return err({ reason: "too_many", limit: MAX_ON_CALL });
  const vault = await tenantVault(clerk.env, db);
  const id = newId("onc");
  const { hours = null, language = "de", position = known, isActive = true } = given;
  const secrets = await seal(vault, id, given);
  const row = { id, ...secrets, hours, language, position, isActive, createdAt: clerk.now, updatedAt: clerk.now };
  await db.orm.batch([
    insertOnCall(db, row),
    auditInsert(db, entryOf(clerk, "on_call_person.added", id, { position })),
  ]);
  return ok(await toView(vault, row));
}

export async function changeOnCall(clerk: Clerk, id: OnCallPersonId, change: Change): Done {
  const db = dbOf(clerk);
  const row = await findOnCall(db, id);
  if (!row) return err({ reason: "not_found", what: "person" });
  const vault = await tenantVault(clerk.env, db);
  const known = await openPerson(vault, row);
  const secrets = await seal(vault, id, { name: change.name ?? known.name, phone: change.phone ?? known.phone });
  const { hours = row.hours, language = row.language, position = row.position, isActive = row.isActive } = change;
  const next = { ...row, ...secrets, hours, language, position, isActive, updatedAt: clerk.now };
  const audit = entryOf(clerk, "on_call_person.changed", id, { fields: Object.keys(change) });
  await db.orm.batch([updateOnCall(db, id, next), auditInsert(db, audit)]);
  return ok(await toView(vault, next));
}

export async function dropOnCall(clerk: Clerk, id: OnCallPersonId): Promise<Result<OnCallPersonId, PeopleRefusal>> {
  const db = dbOf(clerk);
  if (!(await findOnCall(db, id))) return err({ reason: "not_found", what: "person" });
  await db.orm.batch([deleteOnCall(db, id), auditInsert(db, entryOf(clerk, "on_call_person.removed", id, {}))]);
  return ok(id);
}

export async function changeOnCallSettings(clerk: Clerk, after: OnCallSettings): Promise<OnCallSettings> {
  const db = dbOf(clerk);
  const facts = { before: await findOnCallSettings(db), after };
  const audit = entryOf(clerk, "on_call_settings.changed", clerk.actor.tenantId, facts);
  await db.orm.batch([storeOnCallSettings(db, after, clerk.now), auditInsert(db, audit)]);
  return after;
}

export async function openPerson(vault: Vault, { id, sealed }: Pick<PersonRow, "id" | "sealed">): Promise<Secrets> {
  return JSON.parse(await vault.open({ purpose: "on_call", row: id }, sealed)) as Secrets; // sealed below
}

async function seal(vault: Vault, id: OnCallPersonId, { name, phone }: Secrets) {
  const secrets: Secrets = { name, phone };
  const sealed = await vault.seal({ purpose: "on_call", row: id }, JSON.stringify(secrets));
  return { sealed, phoneIndex: await vault.phoneIndex(phone) };
}

async function toView(vault: Vault, row: PersonRow): Promise<OnCallPersonView> {
  const { id, hours, language, position, isActive, createdAt } = row;
  const person = await openPerson(vault, row);
  return { id, ...person, hours, language, position, isActive, createdAt: toUtc(createdAt) };
}
