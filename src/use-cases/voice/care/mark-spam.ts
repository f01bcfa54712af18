import { auditInsert } from "../../../db/queries/audit.ts";
import { findCall, markSpamStatement } from "../../../db/queries/calls.ts";
import { sightOf } from "../../../domain/identity/sight.ts";
import type { CallId } from "../../../domain/ids.ts";
import { deskAudit, deskDb, type Keeper } from "../desk/keeper.ts";

/** Staff say that a call was spam, or that it was not. False when the actor has no such call. */
export async function markSpam(keeper: Keeper, callId: CallId, isSpam: boolean): Promise<boolean> {
  const db = deskDb(keeper);
  const call = await findCall(db, callId, sightOf(keeper.actor));
  if (!call) return false;
  if (call.markedSpam === isSpam) return true;
  const audit = deskAudit(keeper, "call.spam_marked", callId, { before: call.markedSpam, isSpam });
  await db.orm.batch([markSpamStatement(db, callId, isSpam, keeper.now), auditInsert(db, audit)]);
  return true;
}
