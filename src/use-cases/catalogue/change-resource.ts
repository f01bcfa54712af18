import { findBranchOfResource, updateResource } from "../../db/queries/catalogue-edits.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findResource } from "../../domain/booking/rulebook.ts";
import type { ResourceId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { changedFields, type Editor, editRulebook } from "./edit-rulebook.ts";

const notFound = { reason: "not_found", what: "resource" } as const;
type ResourcePatch = { name?: string | undefined; kind?: string | undefined };

export async function changeResource(editor: Editor, id: ResourceId, patch: ResourcePatch) {
  const branchId = await findBranchOfResource(tenantDb(editor.env.DB, editor.actor.tenantId), id);
  if (!branchId) return err(notFound);
  return editRulebook(editor, branchId, (rules, db) => {
    const before = findResource(rules, id);
    if (!before) return err(notFound);
    const { name = before.name, kind = before.kind } = patch;
    const fields = changedFields(before, { name, kind });
    const statements = fields.length === 0 ? [] : [updateResource(db, id, { name, kind })];
    const [value, told] = [{ id, branchId, name, kind }, auditedValues(before, { name, kind }, fields)];
    return ok({ value, statements, action: "resource.changed", subjectId: id, fields, told });
  });
}
