import { insertStaff } from "../../db/queries/catalogue-staff.ts";
import type { BranchId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";
import { MAX_OF_A_KIND } from "./refusal.ts";

/** Works when the branch is open, until hours of its own say otherwise. */
export function createStaff(editor: Editor, { branchId, name }: { branchId: BranchId; name: string }) {
  const id = newId("stf");
  return editRulebook(editor, branchId, (rules, db) => {
    if (rules.staff.length >= MAX_OF_A_KIND) {
      return err({ reason: "too_many", what: "staff member", limit: MAX_OF_A_KIND });
    }
    const statements = [insertStaff(db, { id, branchId, name, createdAt: editor.now })];
    const value = { id, branchId, name };
    return ok({ value, statements, action: "staff.created", subjectId: id, fields: ["name"] });
  });
}
