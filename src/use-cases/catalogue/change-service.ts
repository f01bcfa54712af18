import type { ServicePatch } from "../../contracts/catalogue-bodies.ts";
import { findBranchOfService } from "../../db/queries/catalogue-edits.ts";
import { updateService } from "../../db/queries/catalogue-services.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { checkService } from "../../domain/booking/check-service.ts";
import { findService, type ServiceRules } from "../../domain/booking/rulebook.ts";
import type { ServiceId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { changedFields, type Editor, editRulebook } from "./edit-rulebook.ts";

const notFound = { reason: "not_found", what: "service" } as const;

export async function changeService(editor: Editor, id: ServiceId, patch: ServicePatch) {
  const branchId = await findBranchOfService(tenantDb(editor.env.DB, editor.actor.tenantId), id);
  if (!branchId) return err(notFound);
  return editRulebook(editor, branchId, (rules, db) => {
    const before = findService(rules, id);
    if (!before) return err(notFound);
    const after = { ...before, ...patch } as ServiceRules; // JSON has no undefined
    const errors = checkService(rules, after);
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const fields = changedFields<ServiceRules>(before, after);
    const statements = fields.length === 0 ? [] : updateService(db, after);
    const value = { ...after, branchId };
    const told = auditedValues(before, after, fields);
    return ok({ value, statements, action: "service.changed", subjectId: id, fields, told });
  });
}
