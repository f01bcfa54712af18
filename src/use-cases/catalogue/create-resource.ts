import { insertResource } from "../../db/queries/catalogue-edits.ts";
import type { BranchId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";
import { MAX_OF_A_KIND } from "./refusal.ts";

export function createResource(editor: Editor, body: { branchId: BranchId; name: string; kind: string }) {
  const id = newId("res");
  return editRulebook(editor, body.branchId, (rules, db) => {
    if (rules.resources.length >= MAX_OF_A_KIND) {
      return err({ reason: "too_many", what: "resource", limit: MAX_OF_A_KIND });
    }
    const statements = [insertResource(db, { ...body, id, createdAt: editor.now })];
    const value = { ...body, id };
    const fields = ["name", "kind"];
    const told = auditedValues(null, value, fields);
    return ok({ value, statements, action: "resource.created", subjectId: id, fields, told });
  });
}
