import type { TimeOffBody } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { insertTimeOff } from "../../db/queries/catalogue-staff.ts";
import { listUpcoming } from "../../db/queries/upcoming.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { countOutside } from "../../domain/booking/outside-hours.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";
import { MAX_TIME_OFF } from "./refusal.ts";

const notFound = { reason: "not_found", what: "staff member" } as const;

/** Appointments that are there already stay; the answer tells how many. */
export async function addTimeOff(editor: Editor, staffId: StaffId, body: TimeOffBody) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const branchId = await findBranchOfStaff(scoped, staffId);
  if (!branchId) return err(notFound);
  const booked = await listUpcoming(scoped, branchId, staffId, editor.now);
  const added = { ...body, id: newId("tof"), staffId };
  return editRulebook(editor, branchId, (rules, db) => {
    const member = findStaff(rules, staffId);
    if (!member) return err(notFound);
    if (member.timeOff.length >= MAX_TIME_OFF)
      return err({ reason: "too_many", what: "time off", limit: MAX_TIME_OFF });
    const statements = [insertTimeOff(db, { ...added, createdAt: editor.now })];
    const fields = Object.keys(body);
    const told = auditedValues(null, added, ["staffId", ...fields]);
    const staff = rules.staff.map((each) => (each === member ? { ...each, timeOff: [...each.timeOff, added] } : each));
    const value = { ...added, appointmentsOutside: countOutside(rules, { ...rules, staff }, booked) };
    return ok({ value, statements, action: "time_off.added", subjectId: added.id, fields, told });
  });
}
