import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { JobMessage } from "../../contracts/queue-messages.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import {
  type CallbackTaskRow,
  findCallbackTask,
  insertCallbackTask,
  updateOpenCallback,
} from "../../db/queries/callback-tasks.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import { raiseAlert } from "../on-call/raise-alert.ts";
import { wakeCouriers } from "../outbound/wake-couriers.ts";
import { announceCallback } from "./announce-callback.ts";

type Job = Extract<JobMessage, { type: "keep_callback" }>;

/** Stores what a caller left, tells the live viewers and the tenant's systems. Safe to repeat. */
export async function keepCallback(env: Env, job: Job, now: EpochMs): Promise<void> {
  const db = tenantDb(env.DB, job.tenantId);
  const known = await findCallbackTask(db, job.task.id);
  if (!known) await store(env, db, job, now);
  else if (known.status === "open" && known.updatedAt < job.task.at) await correct(db, job);
  const { id: taskId, branchId, at, topic } = job.task;
  const isOpen = known === null || known.status === "open";
  if (topic === "emergency" && isOpen) await raiseAlert(env, db, job.task, job.requestId ?? "", now);
  const event = { type: "callback_left", taskId, branchId } as const;
  await tenantFeed(env, db.tenantId).publish([{ key: `${taskId}/${at}`, at, event, requestId: job.requestId ?? null }]);
}

async function store(env: Env, db: TenantDb, job: Job, now: EpochMs): Promise<void> {
  const { at, ...task } = job.task;
  const open = { status: "open", ownerId: null, settledAt: null } as const;
  const row: CallbackTaskRow = { ...task, ...open, createdAt: at, updatedAt: at };
  const announcement = await announceCallback(db, "callback.left", row, job.requestId ?? null, now);
  const statements = announcement?.statements ?? [];
  await db.orm.batch([insertCallbackTask(db, row), auditInsert(db, auditOf(job, "callback.left")), ...statements]);
  await wakeCouriers(env, db.tenantId, announcement?.endpointIds ?? []);
}

async function correct(db: TenantDb, job: Job): Promise<void> {
  const { id, sealed, urgency, at } = job.task;
  const update = updateOpenCallback(db, id, { sealed, urgency, updatedAt: at });
  await db.orm.batch([update, auditInsert(db, auditOf(job, "callback.changed"))]);
}

function auditOf({ task, requestId }: Job, action: string) {
  const { id: subjectId, callId, branchId, urgency, topic, at } = task;
  return { actor: callId, action, subjectId, facts: { branchId, urgency, topic }, requestId: requestId ?? "", at };
}
