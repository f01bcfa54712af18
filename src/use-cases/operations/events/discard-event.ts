import { dropFile } from "../../../db/overflow.ts";
import { discardEvent as discardStatement } from "../../../db/queries/webhook-events.ts";
import type { EventId } from "../../../domain/ids.ts";
import { ok, type Result } from "../../../domain/result.ts";
import { type Operator, operatorAudit } from "../operator.ts";
import { findEventIn } from "./open-event.ts";
import type { EventRefusal } from "./refusal.ts";

/** It belongs to nobody here. That it came is still known; what it said is forgotten. */
export async function discardEvent(operator: Operator, id: EventId): Promise<Result<void, EventRefusal>> {
  const found = await findEventIn(operator.env, id, ["quarantined", "failed"]);
  if (!found.ok) return found;
  const { row, db } = found.value;
  const facts = { connectionId: row.connectionId, type: row.type, status: row.status };
  await db.orm.batch([
    discardStatement(db, id),
    operatorAudit(db, operator, { action: "webhook_event.discarded", subjectId: id, facts }),
  ]);
  await dropFile(operator.env, row.fileKey);
  return ok(undefined);
}
