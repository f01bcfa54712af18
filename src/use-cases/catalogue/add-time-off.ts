import type { TimeOffBody } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { insertTimeOff } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";
import { MAX_TIME_OFF } from "./refusal.ts";

const notFound = { reason: "not_found", what: "staff member" } as const;

/** Appointments that are there already stay. */
export async function addTimeOff(editor: Editor, staffId: StaffId, body: TimeOffBody) {
  const branchId = await findBranchOfStaff(tenantDb(editor.env.DB, editor.actor.tenantId), staffId);
  if (!branchId) return err(notFound);
  const value = { ...body, id: newId("tof"), staffId };
  return editRulebook(editor, branchId, (rules, db) => {
    const member = findStaff(rules, staffId);
    if (!member) return err(notFound);
    if (member.timeOff.length >= MAX_TIME_OFF)
      return err({ reason: "too_many", what: "time off", limit: MAX_TIME_OFF });
    const statements = [insertTimeOff(db, { ...value, createdAt: editor.now })];
    const fields = Object.keys(body);
    const told = auditedValues(null, value, ["staffId", ...fields]);
    return ok({ value, statements, action: "time_off.added", subjectId: value.id, fields, told });
  });
}
