import type { HoursBody } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { replaceHours, updateStaff } from "../../db/queries/catalogue-staff.ts";
import { listUpcoming } from "../../db/queries/upcoming.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { checkHours } from "../../domain/booking/check-hours.ts";
import { countOutside } from "../../domain/booking/outside-hours.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { BranchId, StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

/** Appointments that no longer fit stay; the answer tells how many. */
export async function replaceBranchHours(editor: Editor, branchId: BranchId, hours: HoursBody) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const booked = await listUpcoming(scoped, branchId, null, editor.now);
  return editRulebook(editor, branchId, (rules, db) => {
    const errors = checkHours({ ...hours });
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = replaceHours(db, branchId, hours, editor.now);
    const fields = ["weekly", "exceptions"];
    const told = auditedValues(rules.hours, hours, fields);
    const after = { ...rules, hours: { ...rules.hours, ...hours } };
    const value = { ...hours, appointmentsOutside: countOutside(rules, after, booked) };
    return ok({ value, statements, action: "branch.hours_replaced", subjectId: branchId, fields, told });
  });
}

/** Null: the member works when the branch is open. */
export async function replaceStaffHours(editor: Editor, staffId: StaffId, hours: HoursBody | null) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const branchId = await findBranchOfStaff(scoped, staffId);
  if (!branchId) return err({ reason: "not_found" as const, what: "staff member" as const });
  const booked = await listUpcoming(scoped, branchId, staffId, editor.now);
  return editRulebook(editor, branchId, (rules, db) => {
    const errors = hours ? checkHours(hours, "hours.") : [];
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = [
      updateStaff(db, staffId, { followsBranchHours: hours === null }),
      ...replaceHours(db, staffId, hours ?? { weekly: [], exceptions: [] }, editor.now),
    ];
    const fields = ["hours"];
    const told = auditedValues({ hours: findStaff(rules, staffId)?.hours }, { hours }, fields);
    const own = hours && { ...hours, holidayRegion: null };
    const staff = rules.staff.map((each) => (each.id === staffId ? { ...each, hours: own } : each));
    const value = { hours, appointmentsOutside: countOutside(rules, { ...rules, staff }, booked) };
    return ok({ value, statements, action: "staff.hours_replaced", subjectId: staffId, fields, told });
  });
}
