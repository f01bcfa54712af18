import { findBranchOfService } from "../../db/queries/catalogue-edits.ts";
import { archiveService as archive } from "../../db/queries/catalogue-services.ts";
import { countUpcoming } from "../../db/queries/upcoming.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { ServiceId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

/** Its appointments stay as they are; the answer tells how many are still to come. */
export async function archiveService(editor: Editor, serviceId: ServiceId) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const branchId = await findBranchOfService(scoped, serviceId);
  if (!branchId) return err({ reason: "not_found" as const, what: "service" as const });
  const upcoming = await countUpcoming(scoped, branchId, { serviceId }, editor.now);
  return editRulebook(editor, branchId, (_, db) => {
    const statements = [archive(db, serviceId, editor.now)];
    const fields = ["archivedAt"];
    const told = auditedValues({}, { archivedAt: new Date(editor.now).toISOString() }, fields);
    return ok({ value: { upcoming }, statements, action: "service.archived", subjectId: serviceId, fields, told });
  });
}
