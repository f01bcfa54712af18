import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { updateStaff } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { changedFields, type Editor, editRulebook } from "./edit-rulebook.ts";

const notFound = { reason: "not_found", what: "staff member" } as const;

export async function changeStaff(editor: Editor, id: StaffId, patch: { name?: string | undefined }) {
  const branchId = await findBranchOfStaff(tenantDb(editor.env.DB, editor.actor.tenantId), id);
  if (!branchId) return err(notFound);
  return editRulebook(editor, branchId, (rules, db) => {
    const before = findStaff(rules, id);
    if (!before) return err(notFound);
    const { name = before.name } = patch;
    const fields = changedFields(before, { name });
    const statements = fields.length === 0 ? [] : [updateStaff(db, id, { name })];
    return ok({ value: { id, branchId, name }, statements, action: "staff.changed", subjectId: id, fields });
  });
}
