import type { HoursBody } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { replaceHours, updateStaff } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { checkHours } from "../../domain/booking/check-hours.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { BranchId, StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

export function replaceBranchHours(editor: Editor, branchId: BranchId, hours: HoursBody) {
  return editRulebook(editor, branchId, (rules, db) => {
    const errors = checkHours({ ...hours });
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = replaceHours(db, branchId, hours, editor.now);
    const fields = ["weekly", "exceptions"];
    const told = auditedValues(rules.hours, hours, fields);
    return ok({ value: hours, statements, action: "branch.hours_replaced", subjectId: branchId, fields, told });
  });
}

/** Null: the member works when the branch is open. */
export async function replaceStaffHours(editor: Editor, staffId: StaffId, hours: HoursBody | null) {
  const branchId = await findBranchOfStaff(tenantDb(editor.env.DB, editor.actor.tenantId), staffId);
  if (!branchId) return err({ reason: "not_found" as const, what: "staff member" as const });
  return editRulebook(editor, branchId, (rules, db) => {
    const errors = hours ? checkHours(hours, "hours.") : [];
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = [
      updateStaff(db, staffId, { followsBranchHours: hours === null }),
      ...replaceHours(db, staffId, hours ?? { weekly: [], exceptions: [] }, editor.now),
    ];
    const [value, fields] = [{ hours }, ["hours"]];
    const told = auditedValues({ hours: findStaff(rules, staffId)?.hours }, value, fields);
    return ok({ value, statements, action: "staff.hours_replaced", subjectId: staffId, fields, told });
  });
}
