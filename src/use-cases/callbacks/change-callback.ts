import { tenantFeed } from "../../../durable-objects/stubs.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { type CallbackTaskRow, findCallbackTask, updateOpenCallback } from "../../db/queries/callback-tasks.ts";
import { findUser } from "../../db/queries/identity.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { CallbackTaskId, UserId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import {
  type CallbackOutcome,
  type CallbackRefusal,
  decideAssigning,
  decideSettling,
} from "../../domain/voice/callback-task.ts";
import { type Clerk, entryOf } from "../clerk.ts";
import { wakeCouriers } from "../outbound/wake-couriers.ts";
import { announceCallback } from "./announce-callback.ts";
import { ownTasksOnly } from "./own-tasks.ts";

export type CallbackProblem = CallbackRefusal | { reason: "not_found"; what: "callback task" | "user" };
type Done = Promise<Result<CallbackTaskId, CallbackProblem>>;

/** Gives a task to a user of the business, or back to everybody. */
export async function assignCallback(clerk: Clerk, id: CallbackTaskId, ownerId: UserId | null): Done {
  const db = tenantDb(clerk.env.DB, clerk.actor.tenantId);
  const task = await findCallbackTask(db, id, ownTasksOnly(clerk.actor));
  if (!task) return err({ reason: "not_found", what: "callback task" });
  const decided = decideAssigning(task.status);
  if (!decided.ok) return decided;
  if (ownerId !== null && !(await isActive(db, ownerId))) return err({ reason: "not_found", what: "user" });
  const facts = { before: { ownerId: task.ownerId }, after: { ownerId } };
  const update = updateOpenCallback(db, id, { ownerId, updatedAt: clerk.now });
  await db.orm.batch([update, auditInsert(db, entryOf(clerk, "callback.assigned", id, facts))]);
  await tell(clerk, task);
  return ok(id);
}

export async function settleCallback(clerk: Clerk, id: CallbackTaskId, to: CallbackOutcome): Done {
  const { env, actor, requestId, now } = clerk;
  const db = tenantDb(env.DB, actor.tenantId);
  const task = await findCallbackTask(db, id, ownTasksOnly(actor));
  if (!task) return err({ reason: "not_found", what: "callback task" });
  const decided = decideSettling(task.status, to);
  if (!decided.ok) return decided;
  if (decided.value === "nothing") return ok(id);
  const change = { status: to, settledAt: now, updatedAt: now };
  const announcement = await announceCallback(db, "callback.settled", { ...task, ...change }, requestId, now);
  const audit = auditInsert(db, entryOf(clerk, to === "done" ? "callback.completed" : "callback.dismissed", id, {}));
  await db.orm.batch([updateOpenCallback(db, id, change), audit, ...(announcement?.statements ?? [])]);
  await wakeCouriers(env, actor.tenantId, announcement?.endpointIds ?? []);
  await tell(clerk, task);
  return ok(id);
}

async function isActive(db: TenantDb, id: UserId): Promise<boolean> {
  const user = await findUser(db, id);
  return user !== null && user.disabledAt === null;
}

async function tell({ env, actor, requestId, now: at }: Clerk, { id: taskId, branchId }: CallbackTaskRow) {
  const event = { type: "callback_changed", taskId, branchId } as const;
  await tenantFeed(env, actor.tenantId).publish([{ key: `${taskId}/${requestId}/${at}`, at, event, requestId }]);
}
