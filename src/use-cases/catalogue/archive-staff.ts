import { findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import { updatePolicy } from "../../db/queries/catalogue-services.ts";
import { updateStaff } from "../../db/queries/catalogue-staff.ts";
import { countUpcoming } from "../../db/queries/upcoming.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { type Rulebook, type ServiceRules, termsOf } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

/** Leaves every service with the member. Their appointments stay; the answer tells how many are still to come. */
export async function archiveStaff(editor: Editor, staffId: StaffId) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const branchId = await findBranchOfStaff(scoped, staffId);
  if (!branchId) return err({ reason: "not_found" as const, what: "staff member" as const });
  const upcoming = await countUpcoming(scoped, branchId, { staffId }, editor.now);
  return editRulebook(editor, branchId, (rules, db) => {
    const left = withoutTermsOf(rules, staffId).map((service) => updatePolicy(db, service));
    const statements = [updateStaff(db, staffId, { archivedAt: editor.now }), ...left];
    const fields = ["archivedAt"];
    const told = auditedValues({}, { archivedAt: new Date(editor.now).toISOString() }, fields);
    return ok({ value: { upcoming }, statements, action: "staff.archived", subjectId: staffId, fields, told });
  });
}

function withoutTermsOf({ services }: Rulebook, staffId: StaffId): ServiceRules[] {
  return services
    .filter((service) => termsOf(service, staffId))
    .map((service) => ({ ...service, staffTerms: service.staffTerms.filter((terms) => terms.staffId !== staffId) }));
}
