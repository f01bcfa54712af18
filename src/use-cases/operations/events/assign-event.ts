import { reloadConnectionEntry } from "../../../db/directory.ts";
import { listBranches } from "../../../db/queries/catalogue.ts";
import { insertVoiceAgent, releaseEvent } from "../../../db/queries/webhook-events.ts";
import type { BranchId, EventId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type Operator, operatorAudit } from "../operator.ts";
import { findEventIn, openPayload } from "./open-event.ts";
import type { EventRefusal } from "./refusal.ts";
import { wakeEvent } from "./wake-event.ts";

/**
 * Applies a quarantined event at a branch of its own connection's tenant; no other can be named. With `remembersAgent`
 * the agent on the line stands for that branch from now on.
 */
export async function assignEvent(
  operator: Operator,
  id: EventId,
  { branchId, remembersAgent }: { branchId: BranchId; remembersAgent: boolean },
): Promise<Result<void, EventRefusal>> {
  const { env, now } = operator;
  const found = await findEventIn(env, id, ["quarantined"]);
  if (!found.ok) return found;
  const { row, db } = found.value;
  const branches = await listBranches(db);
  if (!branches.some((branch) => branch.id === branchId)) return err({ reason: "not_found", what: "branch" });
  const agentId = remembersAgent ? (await openPayload(env, found.value)).event.labels.agentId : null;
  const { connectionId } = row;
  const facts = { branchId, connectionId, agentId };
  await db.orm.batch([
    releaseEvent(db, id, branchId),
    operatorAudit(db, operator, { action: "webhook_event.assigned", subjectId: id, facts }),
    ...(agentId === null ? [] : [insertVoiceAgent(db, { connectionId, agentId, branchId, createdAt: now })]),
  ]);
  if (agentId !== null) await reloadConnectionEntry(env, connectionId);
  await wakeEvent(env, row);
  return ok(undefined);
}
