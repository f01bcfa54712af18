import { type Background, findConnectionEntry, reloadConnectionEntry } from "../../../db/directory.ts";
import { releaseEvent } from "../../../db/queries/webhook-events.ts";
import type { BranchId, EventId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { resolveCall } from "../../voice/resolve-call.ts";
import { type Operator, operatorAudit } from "../operator.ts";
import { type FoundEvent, findEventIn, openPayload } from "./open-event.ts";
import type { EventRefusal } from "./refusal.ts";
import { wakeEvent } from "./wake-event.ts";

/**
 * Once more: a failed event is applied again; a quarantined one is placed again by what is known today, for instance
 * after its number was registered, and stays where it is if that is still not enough.
 */
export async function replayEvent(
  operator: Operator,
  background: Background,
  id: EventId,
): Promise<Result<void, EventRefusal>> {
  const { env } = operator;
  const found = await findEventIn(env, id, ["quarantined", "failed", "received"]);
  if (!found.ok) return found;
  const { row, db } = found.value;
  const branchId = row.status === "quarantined" ? await placeAgain(env, background, found.value) : ok(row.branchId);
  if (!branchId.ok) return branchId;
  const facts = { status: row.status, branchId: branchId.value };
  await db.orm.batch([
    releaseEvent(db, id, branchId.value),
    operatorAudit(db, operator, { action: "webhook_event.replayed", subjectId: id, facts }),
  ]);
  await wakeEvent(env, row);
  return ok(undefined);
}

async function placeAgain(
  env: Env,
  background: Background,
  found: FoundEvent,
): Promise<Result<BranchId | null, EventRefusal>> {
  const { connectionId } = found.row;
  await reloadConnectionEntry(env, connectionId); // what was put right a moment ago counts
  const connection = await findConnectionEntry(env, background, connectionId);
  if (!connection) return err({ reason: "still_unplaced", confidence: 0 });
  const { event } = await openPayload(env, found);
  const { branchId, confidence } = await resolveCall(env, background, connection, { ...event.facts, ...event.labels });
  return branchId === null ? err({ reason: "still_unplaced", confidence }) : ok(branchId);
}
