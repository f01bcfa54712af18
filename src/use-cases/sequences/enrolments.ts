import type { EnrolmentView } from "../../contracts/sequences.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import {
  changeEnrolment,
  type EnrolmentFilter,
  type EnrolmentRow,
  findEnrolment,
  listEnrolments,
} from "../../db/queries/enrolments.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { findSequence } from "../../db/queries/sequences.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { BranchId, CustomerId, EnrolmentId, LeadId, SequenceId, TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { derivedId } from "../derived-id.ts";
import { sealEvent } from "../leads/lead-event.ts";
import { tenantVault } from "../tenant-vault.ts";
import { enrolStatements } from "./enrol.ts";
import { findPerson } from "./find-person.ts";

export type EnrolmentRefusal =
  | { reason: "not_found"; what: "sequence" | "person" | "enrolment" }
  | { reason: "not_active" };
type Done = Promise<Result<EnrolmentId, EnrolmentRefusal>>;
type Wish = { sequenceId: SequenceId; branchId: BranchId; leadId: LeadId | null; customerId: CustomerId | null };

export async function listEnrolmentViews(
  env: Env,
  tenantId: TenantId,
  filter: EnrolmentFilter,
  page: Page,
): Promise<Paged<EnrolmentView>> {
  const { items, nextCursor } = await listEnrolments(tenantDb(env.DB, tenantId), filter, page);
  return { items: items.map(toView), nextCursor };
}

/** Null when this tenant has no such enrolment. */
export async function findEnrolmentView(env: Env, tenantId: TenantId, id: EnrolmentId): Promise<EnrolmentView | null> {
  const row = await findEnrolment(tenantDb(env.DB, tenantId), id);
  return row && toView(row);
}

/** Somebody is put into a sequence by hand, whatever its trigger: once on a day. */
export async function enrolByHand(editor: Editor, { sequenceId, ...wish }: Wish): Done {
  const { env, actor, requestId, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const sequence = await findSequence(db, sequenceId);
  if (!sequence) return err({ reason: "not_found", what: "sequence" });
  if (!sequence.isActive) return err({ reason: "not_active" });
  const vault = await tenantVault(env, db);
  const person = await findPerson(db, vault, wish);
  if (!person) return err({ reason: "not_found", what: "person" });
  const { phoneIndex, emailIndex } = person;
  const cause = `hand/${wish.leadId ?? wish.customerId}/${toUtc(now).slice(0, 10)}`;
  const by = { db, vault, now, actor: actorId(actor) };
  const statements = await enrolStatements(by, [sequence], { ...wish, phoneIndex, emailIndex }, cause);
  const id = await derivedId("enr", `${db.tenantId}|${sequence.id}/${cause}`);
  const entry = { actor: actorId(actor), action: "enrolment.begun", subjectId: id, requestId, at: now };
  await db.orm.batch([auditInsert(db, { ...entry, facts: { sequenceId, ...wish } }), ...statements]);
  return ok(id);
}

/** Ends it for one person. One that is over stays as it is. */
export async function stopByHand({ env, actor, requestId, now }: Editor, id: EnrolmentId): Done {
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findEnrolment(db, id);
  if (!row) return err({ reason: "not_found", what: "enrolment" });
  const by = { actor: actorId(actor), at: now };
  const { sequenceId, leadId, customerId } = row;
  const audit = auditInsert(db, {
    ...by,
    action: "enrolment.stopped",
    subjectId: id,
    facts: { sequenceId },
    requestId,
  });
  if (row.status !== "active") {
    await db.orm.batch([audit]);
    return ok(id);
  }
  const of = { ...by, id: await derivedId("lev", `${id}|ended`), leadId, customerId };
  const facts = { sequenceId, reason: "by_hand" };
  const event = await sealEvent(await tenantVault(env, db), { ...of, type: "enrolment_ended", facts });
  const change = { status: "stopped" as const, stopReason: "by_hand" as const, nextAt: null, endedAt: now };
  await changeEnrolment(db, row, change, [event(db), audit]);
  return ok(id);
}

function toView(row: EnrolmentRow): EnrolmentView {
  const { id, sequenceId, branchId, leadId, customerId, status, stopReason, position, nextAt, startedAt, endedAt } =
    row;
  const of = { id, sequenceId, branchId, leadId, customerId, status, stopReason, position };
  return {
    ...of,
    nextAt: nextAt === null ? null : toUtc(nextAt),
    startedAt: toUtc(startedAt),
    endedAt: endedAt === null ? null : toUtc(endedAt),
  };
}
