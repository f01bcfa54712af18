import { auditInsert } from "../../../db/queries/audit.ts";
import { findCall, markSpamStatement } from "../../../db/queries/calls.ts";
import { sightOf } from "../../../domain/identity/sight.ts";
import type { CallId } from "../../../domain/ids.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";

/** Staff say that a call was spam, or that it was not. False when the actor has no such call. */
export async function markSpam(clerk: Clerk, callId: CallId, isSpam: boolean): Promise<boolean> {
  const db = dbOf(clerk);
  const call = await findCall(db, callId, sightOf(clerk.actor));
  if (!call) return false;
  if (call.markedSpam === isSpam) return true;
  const audit = entryOf(clerk, "call.spam_marked", callId, { before: call.markedSpam, isSpam });
  await db.orm.batch([markSpamStatement(db, callId, isSpam, clerk.now), auditInsert(db, audit)]);
  return true;
}
