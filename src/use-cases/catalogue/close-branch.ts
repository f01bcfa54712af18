import type { BranchView, ClosingObstacles } from "../../contracts/catalogue.ts";
import { loadRulebook } from "../../db/queries/catalogue.ts";
import { closeBranch as close, countTies, reopenBranch as reopen } from "../../db/queries/close-branch.ts";
import { isBranchRefused } from "../../db/queries/new-branch.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { isClosed, type Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { askCalendar } from "../booking/branch-access.ts";
import { announceBranches } from "./announce-branches.ts";
import { auditedValues } from "./audited-values.ts";
import { toBranchView } from "./change-branch.ts";
import { type Edited, type Editor, editRulebook } from "./edit-rulebook.ts";
import type { CatalogueRefusal } from "./refusal.ts";

type Done = Promise<Result<Edited<BranchView>, CatalogueRefusal>>;

/** Takes a branch out of use. Refused while an appointment or a caller would be lost by it. Safe to repeat. */
export async function closeBranch(editor: Editor, branchId: BranchId): Done {
  const rules = await loadRulebook(tenantDb(editor.env.DB, editor.actor.tenantId), branchId, editor.now);
  if (!rules) return err({ reason: "not_found", what: "branch" });
  if (isClosed(rules)) return ok({ value: toBranchView(rules), version: rules.version });
  const refused = await refuseInUse(editor, rules);
  if (refused) return refused;

  const closed = await storeClosed(editor, branchId);
  if (!closed) return (await refuseInUse(editor, rules)) ?? err({ reason: "version_conflict", version: rules.version });
  if (!closed.ok) return closed;
  // Until its calendar knew, somebody could still be booked there: then it was not to be closed.
  const { count } = await upcomingOf(editor, { ...rules, version: closed.value.version });
  if (count > 0) {
    await reopenBranch({ ...editor, expectedVersion: null }, branchId);
    return (await refuseInUse(editor, rules)) ?? err({ reason: "version_conflict", version: rules.version });
  }
  await announceBranches(editor.env, editor.actor.tenantId, branchId);
  return closed;
}

/** Takes bookings again, by the hours, services and staff that it had. Safe to repeat. */
export async function reopenBranch(editor: Editor, branchId: BranchId): Done {
  const opened = await editRulebook(editor, branchId, (rules, db) => {
    const before = toBranchView(rules);
    return ok(editOf("branch.reopened", before, null, isClosed(rules) ? [reopen(db, branchId)] : []));
  });
  if (opened.ok) await announceBranches(editor.env, editor.actor.tenantId, branchId);
  return opened;
}

/** Null where something stands in the way by now. */
async function storeClosed(editor: Editor, branchId: BranchId): Promise<Awaited<Done> | null> {
  try {
    return await editRulebook(editor, branchId, (rules, db) => {
      const closedAt = new Date(editor.now).toISOString();
      const statements = isClosed(rules) ? [] : [close(db, branchId, editor.now)];
      return ok(editOf("branch.closed", toBranchView(rules), closedAt, statements));
    });
  } catch (error) {
    if (isBranchRefused(error)) return null;
    throw error;
  }
}

function editOf<T>(action: string, before: BranchView, closedAt: string | null, statements: T[]) {
  const value = statements.length === 0 ? before : { ...before, closedAt };
  const fields = ["closedAt"];
  return { value, statements, action, subjectId: before.id, fields, told: auditedValues(before, value, fields) };
}

/** Null when nothing stands in the way. */
async function refuseInUse(editor: Editor, rules: Rulebook) {
  const db = tenantDb(editor.env.DB, rules.tenantId);
  const [ties, upcoming] = await Promise.all([countTies(db, rules.branchId), upcomingOf(editor, rules)]);
  const { firstStartsAt } = upcoming;
  const obstacles: ClosingObstacles = {
    appointments: upcoming.count,
    firstAppointmentAt: firstStartsAt === null ? null : toRfc3339(rules.timeZone, firstStartsAt),
    phoneNumbers: ties.numbers,
    voiceAgents: ties.agents,
    isLastOpen: ties.otherBranches === 0,
  };
  const isInUse = obstacles.appointments + obstacles.phoneNumbers + obstacles.voiceAgents > 0 || obstacles.isLastOpen;
  return isInUse ? err({ reason: "branch_in_use" as const, obstacles }) : null;
}

function upcomingOf({ env }: Editor, { tenantId, branchId, version }: Rulebook) {
  const ref = { tenantId, branchId, rulebookVersion: version };
  return askCalendar({ env, ref }, (calendar, branch) => calendar.upcoming(branch));
}
