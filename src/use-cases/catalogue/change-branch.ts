import type { BranchView } from "../../contracts/catalogue.ts";
import { updateBranch } from "../../db/queries/catalogue-edits.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId } from "../../domain/ids.ts";
import { ok } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import { auditedValues } from "./audited-values.ts";
import { changedFields, type Editor, editRulebook } from "./edit-rulebook.ts";

type BranchPatch = { [Name in keyof Omit<BranchView, "id" | "closedAt">]?: BranchView[Name] | undefined };

export function changeBranch(editor: Editor, branchId: BranchId, patch: BranchPatch) {
  return editRulebook(editor, branchId, (rules, db) => {
    const before = toBranchView(rules);
    const value = { ...before, ...patch } as BranchView; // JSON has no undefined
    const fields = changedFields(before, value);
    const { id, closedAt: _, ...columns } = value;
    const statements = fields.length === 0 ? [] : [updateBranch(db, id, columns)];
    const told = auditedValues(before, value, fields);
    return ok({ value, statements, action: "branch.changed", subjectId: branchId, fields, told });
  });
}

export function toBranchView(rules: Rulebook): BranchView {
  const { branchId: id, branchName: name, timeZone, language, address, phone, hours } = rules;
  const closedAt = rules.closedAt === null ? null : toUtc(rules.closedAt);
  return { id, name, timeZone, language, address, phone, holidayRegion: hours.holidayRegion, closedAt };
}
