import { auditInsert } from "../../db/queries/audit.ts";
import { deleteLeadEvents } from "../../db/queries/lead-events.ts";
import { deleteLead, findLead } from "../../db/queries/leads.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { LeadId } from "../../domain/ids.ts";
import { ownTasksOnly } from "../callbacks/own-tasks.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { tenantVault } from "../tenant-vault.ts";
import { sealEvent } from "./lead-event.ts";

/** False when there is no such lead. */
export async function noteLead(
  { env, actor, requestId, now: at }: Editor,
  id: LeadId,
  words: string,
): Promise<boolean> {
  const db = tenantDb(env.DB, actor.tenantId);
  if (!(await findLead(db, id, ownTasksOnly(actor)))) return false;
  const vault = await tenantVault(env, db);
  const by = { actor: actorId(actor), at };
  const event = await sealEvent(vault, { ...by, leadId: id, type: "note_added", words });
  const entry = { ...by, action: "lead.noted", subjectId: id, facts: {}, requestId };
  await db.orm.batch([event(db), auditInsert(db, entry)]);
  return true;
}

/** A lead and its history, gone for good. False when there is no such lead. */
export async function eraseLead({ env, actor, requestId, now: at }: Editor, id: LeadId): Promise<boolean> {
  const db = tenantDb(env.DB, actor.tenantId);
  if (!(await findLead(db, id))) return false;
  const entry = { actor: actorId(actor), action: "lead.erased", subjectId: id, facts: {}, requestId, at };
  await db.orm.batch([deleteLeadEvents(db, id), ...deleteLead(db, id), auditInsert(db, entry)]);
  return true;
}
