import type { SequenceInput, SequencePatch, SequenceView } from "../../contracts/sequences.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { stopEnrolments } from "../../db/queries/enrolments.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import {
  deleteSequence as dropSequence,
  findSequence,
  insertSequence,
  listSequences,
  MAX_SEQUENCES,
  type SequenceRow,
  changeSequence as storeChange,
} from "../../db/queries/sequences.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { SequenceId, TenantId } from "../../domain/ids.ts";
import type { SequenceStep } from "../../domain/leads/sequence.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { entryOf } from "../clerk.ts";
import { newId } from "../new-id.ts";

export type SequenceRefusal =
  | { reason: "not_found"; what: "sequence" }
  | { reason: "version_conflict"; version: number }
  | { reason: "too_many"; limit: number };
type Done = Promise<Result<SequenceId, SequenceRefusal>>;

export async function listSequenceViews(env: Env, tenantId: TenantId, page: Page): Promise<Paged<SequenceView>> {
  const { items, nextCursor } = await listSequences(tenantDb(env.DB, tenantId), page);
  return { items: items.map(toView), nextCursor };
}

/** Null when this tenant has no such sequence. */
export async function findSequenceView(env: Env, tenantId: TenantId, id: SequenceId): Promise<SequenceView | null> {
  const row = await findSequence(tenantDb(env.DB, tenantId), id);
  return row && toView(row);
}

export async function createSequence(editor: Editor, input: SequenceInput): Done {
  const db = tenantDb(editor.env.DB, editor.actor.tenantId);
  const { items } = await listSequences(db, { cursor: null, limit: MAX_SEQUENCES });
  if (items.length >= MAX_SEQUENCES) return err({ reason: "too_many", limit: MAX_SEQUENCES });
  const id = newId("sqn");
  const row = { id, ...input, createdAt: editor.now, updatedAt: editor.now, version: 1 };
  const audit = auditInsert(db, entryOf(editor, "sequence.created", id, { after: { ...input } }));
  await db.orm.batch([insertSequence(db, row), audit]);
  return ok(id);
}

/** What is left out stays. Who is in it goes on with the new steps; switched off, nobody does. */
export async function changeSequence(editor: Editor, id: SequenceId, patch: SequencePatch): Done {
  const { env, actor, expectedVersion, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findSequence(db, id);
  if (!row) return err({ reason: "not_found", what: "sequence" });
  const { version } = row;
  if (expectedVersion !== null && expectedVersion !== version) return err({ reason: "version_conflict", version });
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, row[name as keyof SequenceRow]]));
  const audit = auditInsert(db, entryOf(editor, "sequence.changed", id, { before, after: given }));
  const ending = patch.isActive === false ? [stopEnrolments(db, { sequenceId: id }, "switched_off", now)] : [];
  const isStored = await storeChange(db, row, { ...given, updatedAt: now }, [...ending, audit]);
  return isStored ? ok(id) : err({ reason: "version_conflict", version });
}

/** Who is in it is stopped; what was sent stays in their history. */
export async function deleteSequence(editor: Editor, id: SequenceId): Done {
  const db = tenantDb(editor.env.DB, editor.actor.tenantId);
  if (!(await findSequence(db, id))) return err({ reason: "not_found", what: "sequence" });
  const audit = auditInsert(db, entryOf(editor, "sequence.deleted", id, {}));
  const stop = stopEnrolments(db, { sequenceId: id }, "switched_off", editor.now);
  await db.orm.batch([stop, dropSequence(db, id), audit]);
  return ok(id);
}

function toView(row: SequenceRow): SequenceView {
  const { id, name, trigger, isActive, recallMonths, version } = row;
  const steps = row.steps.map(withTemplates);
  const times = { createdAt: toUtc(row.createdAt), updatedAt: toUtc(row.updatedAt) };
  return { id, name, trigger, isActive, recallMonths, steps, version, ...times };
}

/** Steps that were stored before there were templates have no field for them. */
function withTemplates(step: SequenceStep): SequenceStep {
  const of = (words: SequenceStep["de"]) => ({ ...words, template: words.template ?? null });
  return { ...step, de: of(step.de), en: of(step.en) };
}
