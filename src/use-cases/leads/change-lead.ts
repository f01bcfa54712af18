import { auditInsert } from "../../db/queries/audit.ts";
import { findUser } from "../../db/queries/identity.ts";
import { findLead, type LeadRow, changeLead as storeChange } from "../../db/queries/leads.ts";
import { replaceName } from "../../db/queries/names.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { LeadId, UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { awaitsContact, type LeadDetails, type LeadStatus } from "../../domain/leads/lead.ts";
import type { LeadPhone } from "../../domain/leads/lead-phone.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { ownTasksOnly } from "../callbacks/own-tasks.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { nameTokensOf } from "../customers/index-names.ts";
import { tenantVault } from "../tenant-vault.ts";
import { sealEvent } from "./lead-event.ts";
import { indexesOf, openLead, sealLead } from "./lead-place.ts";

/** What is left out stays. */
export type LeadPatch = {
  name?: string | undefined;
  phone?: LeadPhone | null | undefined;
  email?: string | null | undefined;
  request?: string | null | undefined;
  todo?: string | null | undefined;
  status?: LeadStatus | undefined;
  ownerId?: UserId | null | undefined;
  language?: Language | undefined;
  hasConsent?: boolean | undefined;
};
export type LeadRefusal =
  | { reason: "not_found"; what: "lead" | "user" }
  | { reason: "version_conflict"; version: number }
  | { reason: "phone_taken" };

export async function changeLead(editor: Editor, id: LeadId, patch: LeadPatch): Promise<Result<void, LeadRefusal>> {
  const { env, actor, requestId, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findLead(db, id, ownTasksOnly(actor));
  if (!row) return err({ reason: "not_found", what: "lead" });
  const { version } = row;
  if (editor.expectedVersion !== null && editor.expectedVersion !== version) {
    return err({ reason: "version_conflict", version });
  }
  if (patch.ownerId && !(await isActive(db, patch.ownerId))) return err({ reason: "not_found", what: "user" });
  const vault = await tenantVault(env, db);
  const details = withDetails(await openLead(vault, row), patch);
  const by = { actor: actorId(actor), at: now };
  const facts = factsOf(row, patch);
  const event = await sealEvent(vault, { ...by, leadId: id, type: "changed", facts });
  const contact = patch.phone !== undefined || patch.email !== undefined ? await indexesOf(vault, details) : {};
  const change = { ...columnsOf(row, patch, now), ...contact, sealed: await sealLead(vault, id, details) };
  const audit = auditInsert(db, { ...by, action: "lead.changed", subjectId: id, facts, requestId });
  const tokens = patch.name === undefined ? null : await nameTokensOf(vault, patch.name);
  const naming = tokens === null ? [] : replaceName(db, { id, tokens });
  const stored = await storeChange(db, row, change, [...naming, event(db), audit]);
  if (stored === "stored") return ok(undefined);
  return err(stored === "known" ? { reason: "phone_taken" } : { reason: stored, version });
}

function withDetails(known: LeadDetails, { name, phone, email, request, todo }: LeadPatch): LeadDetails {
  return {
    name: name ?? known.name,
    phone: phone === undefined ? known.phone : (phone?.e164 ?? null),
    email: email === undefined ? known.email : email,
    request: request === undefined ? known.request : request,
    todo: todo === undefined ? known.todo : todo,
  };
}

/** Who is moved on by hand was spoken to by somebody, and is not contacted by itself any more. */
function columnsOf(row: LeadRow, { name, phone, status, ownerId, language, hasConsent }: LeadPatch, now: number) {
  const isContacted = row.firstContactAt === null && row.status === "new" && isAnswered(status);
  const isOver = status !== undefined && status !== "new" && awaitsContact(row.contactState);
  const first = { firstContactAt: now, firstContactBy: "person" as const, contactState: "done" as const };
  return {
    updatedAt: now,
    ...(name === undefined ? {} : { isNameIndexed: true }),
    ...(phone === undefined ? {} : { phoneType: phone?.type ?? null }),
    ...(status === undefined ? {} : { status }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(language === undefined ? {} : { language }),
    ...(hasConsent === undefined ? {} : { hasConsent }),
    ...(isOver ? { contactState: null, contactReason: null, contactDueAt: null } : {}),
    ...(isContacted ? { ...first, contactReason: null, contactDueAt: null } : {}),
  };
}

function isAnswered(status: LeadStatus | undefined): boolean {
  return status === "contacted" || status === "qualified";
}

/** Which fields; of their values only what is nobody's secret. */
function factsOf({ status, ownerId, hasConsent }: LeadRow, patch: LeadPatch): Record<string, unknown> {
  const before = { status, ownerId, hasConsent };
  const told = Object.keys(before).filter((name) => patch[name as keyof typeof before] !== undefined);
  const pick = (of: object) => Object.fromEntries(Object.entries(of).filter(([name]) => told.includes(name)));
  const fields = Object.keys(patch).filter((name) => patch[name as keyof LeadPatch] !== undefined);
  return { fields, before: pick(before), after: pick(patch) };
}

async function isActive(db: TenantDb, id: UserId): Promise<boolean> {
  const user = await findUser(db, id);
  return user !== null && user.disabledAt === null;
}
