import type { HoursBody } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { replaceHours, updateStaff } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { checkHours } from "../../domain/booking/check-hours.ts";
import type { BranchId, StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

export function replaceBranchHours(editor: Editor, branchId: BranchId, hours: HoursBody) {
  return editRulebook(editor, branchId, (_, db) => {
    const errors = checkHours({ ...hours });
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = replaceHours(db, branchId, hours, editor.now);
    const fields = ["weekly", "exceptions"];
    return ok({ value: hours, statements, action: "branch.hours_replaced", subjectId: branchId, fields });
  });
}

/** Null: the member works when the branch is open. */
export async function replaceStaffHours(editor: Editor, staffId: StaffId, hours: HoursBody | null) {
  const branchId = await findBranchOfStaff(tenantDb(editor.env.DB, editor.actor.tenantId), staffId);
  if (!branchId) return err({ reason: "not_found" as const, what: "staff member" as const });
  return editRulebook(editor, branchId, (_, db) => {
    const errors = hours ? checkHours(hours, "hours.") : [];
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = [
      updateStaff(db, staffId, { followsBranchHours: hours === null }),
      ...replaceHours(db, staffId, hours ?? { weekly: [], exceptions: [] }, editor.now),
    ];
    const value = { hours };
    return ok({ value, statements, action: "staff.hours_replaced", subjectId: staffId, fields: ["hours"] });
  });
}
