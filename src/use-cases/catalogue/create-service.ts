import type { ServiceBody } from "../../contracts/catalogue-bodies.ts";
import { insertService } from "../../db/queries/catalogue-services.ts";
import { checkService } from "../../domain/booking/check-service.ts";
import { err, ok } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";
import { MAX_OF_A_KIND } from "./refusal.ts";

export function createService(editor: Editor, { branchId, ...body }: ServiceBody) {
  const service = { ...body, id: newId("svc") };
  return editRulebook(editor, branchId, (rules, db) => {
    if (rules.services.length >= MAX_OF_A_KIND) {
      return err({ reason: "too_many", what: "service", limit: MAX_OF_A_KIND });
    }
    const errors = checkService(rules, service);
    if (errors.length > 0) return err({ reason: "invalid", errors });
    const statements = insertService(db, service, { branchId, createdAt: editor.now });
    const fields = Object.keys(body);
    const value = { ...service, branchId };
    const told = auditedValues(null, service, fields);
    return ok({ value, statements, action: "service.created", subjectId: service.id, fields, told });
  });
}
