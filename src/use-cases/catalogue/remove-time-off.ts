import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { deleteTimeOff, findTimeOff } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { StaffId, TimeOffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

export async function removeTimeOff(
  editor: Editor,
  { staffId, timeOffId }: { staffId: StaffId; timeOffId: TimeOffId },
) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const [branchId, known] = await Promise.all([findBranchOfStaff(scoped, staffId), findTimeOff(scoped, timeOffId)]);
  if (!branchId || known?.staffId !== staffId) return err({ reason: "not_found" as const, what: "time off" as const });
  return editRulebook(editor, branchId, (_, db) => {
    const statements = [deleteTimeOff(db, timeOffId)];
    const told = auditedValues(known, null, ["staffId", "fromDate", "toDate", "span"]);
    return ok({ value: undefined, statements, action: "time_off.removed", subjectId: timeOffId, fields: [], told });
  });
}
