import { type AuditEntry } from "../../db/queries/audit.ts";
import { loadRulebook } from "../../db/queries/catalogue.ts";
import { commitEdit, type Statement } from "../../db/queries/catalogue-edits.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { BranchId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Clerk } from "../clerk.ts";
import type { Execution } from "../identity/idempotency.ts";
import type { AuditedValues } from "./audited-values.ts";
import { publishRules } from "./publish-rules.ts";
import type { CatalogueRefusal } from "./refusal.ts";

export type Editor = Clerk & {
  /** The version that the client has seen. Null: it takes whatever is there. */
  expectedVersion: number | null;
  /** Of a POST with an Idempotency-Key: what it creates is stored with its answer. */
  execution: Execution | null;
};

/** What to store. Without statements nothing has changed, and nothing is stored. */
export type Edit<T> = {
  value: T;
  statements: Statement[];
  action: string;
  subjectId: string;
  fields: string[];
  /** What the audit log tells of the fields. Without it: their names only. */
  told?: AuditedValues;
};
export type Edited<T> = { value: T; version: number };
type Decide<T> = (rules: Rulebook, db: TenantDb) => Result<Edit<T>, CatalogueRefusal>;

/** Two people seldom save in the same moment; a third attempt means something else is wrong. */
const MAX_ATTEMPTS = 3;

/**
 * Decides by the branch's present rules and stores the outcome only if they still hold, so that no edit is lost and no
 * check is overtaken. Without an expected version, an edit that was overtaken is decided again.
 */
export async function editRulebook<T>(
  editor: Editor,
  branchId: BranchId,
  decide: Decide<T>,
): Promise<Result<Edited<T>, CatalogueRefusal>> {
  const db = tenantDb(editor.env.DB, editor.actor.tenantId);
  let version = 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const rules = await loadRulebook(db, branchId, editor.now);
    if (!rules) return err({ reason: "not_found", what: "branch" });
    version = rules.version;
    if (editor.expectedVersion !== null && editor.expectedVersion !== version) break;
    const edit = decide(rules, db);
    if (!edit.ok) return edit;
    const { value, statements } = edit.value;
    if (statements.length === 0) return ok({ value, version });
    const batch = [...statements, ...(await completion(editor, value, rules.version + 1))];
    const isStored = await commitEdit(db, rules, batch, auditEntry(editor, rules, edit.value));
    if (isStored) return published(editor, rules, value);
  }
  return err({ reason: "version_conflict", version });
}

/** What keeps the answer to a POST with an Idempotency-Key, for the batch of its effect. */
export async function completion(
  { execution }: Pick<Editor, "execution">,
  value: unknown,
  version: number,
): Promise<Statement[]> {
  if (!execution) return [];
  const headers = { "content-type": "application/json", etag: `"${version}"` };
  return execution.completion({ status: 201, headers, body: JSON.stringify(value) });
}

function auditEntry(editor: Editor, rules: Rulebook, edit: Edit<unknown>): AuditEntry {
  const { action, subjectId, fields, told = {} } = edit;
  const facts = { branchId: rules.branchId, version: rules.version + 1, fields, ...told };
  const { requestId, now: at } = editor;
  return { actor: actorId(editor.actor), action, subjectId, facts, requestId, at };
}

async function published<T>({ env }: Editor, rules: Rulebook, value: T): Promise<{ ok: true; value: Edited<T> }> {
  const { tenantId, branchId } = rules;
  const version = rules.version + 1;
  await publishRules(env, { tenantId, branchId, version });
  return ok({ value, version });
}

/** The names of the fields that a patch really changes. */
export function changedFields<T extends object>(before: T, patch: Partial<T>): string[] {
  const names = Object.keys(patch) as (keyof T & string)[]; // a patch has no other keys
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(patch[name]));
}
