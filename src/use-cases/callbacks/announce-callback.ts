import type { ToldCallback } from "../../contracts/webhook-events.ts";
import type { CallbackTaskRow } from "../../db/queries/callback-tasks.ts";
import { allEndpoints } from "../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import { type Announcement, announce } from "../outbound/announce.ts";

/** What a tenant's endpoints shall be told of a callback task, to be stored with the change itself. */
export async function announceCallback(
  db: TenantDb,
  type: "callback.left" | "callback.settled",
  task: CallbackTaskRow,
  requestId: string | null,
  now: EpochMs,
): Promise<Announcement | null> {
  const at = task.settledAt ?? task.createdAt;
  const news = { source: `${task.id}|${type}`, type, at, subjectId: task.id, data: toTold(task), requestId };
  return announce(db, await allEndpoints(db), [news], now);
}

/** Without anything personal. */
function toTold({ id: taskId, createdAt, settledAt, ...task }: CallbackTaskRow): ToldCallback {
  const { branchId, callId, status, urgency, topic, ownerId } = task;
  const time = (at: EpochMs) => new Date(at).toISOString();
  const times = { createdAt: time(createdAt), settledAt: settledAt === null ? null : time(settledAt) };
  return { taskId, branchId, callId, status, urgency, topic, ownerId, ...times };
}
