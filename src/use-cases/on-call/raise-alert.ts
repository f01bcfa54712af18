import type { JobMessage } from "../../contracts/queue-messages.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findOnCallSettings, insertAlert } from "../../db/queries/on-call.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { BranchId, CallbackTaskId, CallId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { derivedId } from "../derived-id.ts";
import { tellOfAlert } from "./tell-of-alert.ts";

type Emergency = { id: CallbackTaskId; branchId: BranchId; callId: CallId };

/** An emergency was left: rings the rota, if the business has one. Once for each task, however often. */
export async function raiseAlert(env: Env, db: TenantDb, task: Emergency, requestId: string, now: EpochMs) {
  if (!(await findOnCallSettings(db)).isOn) return;
  const { branchId, callId, id: taskId } = task;
  const id = await derivedId("alr", taskId);
  const open = { status: "open" as const, rung: 0, nextStepAt: now, createdAt: now };
  const nobody = { acknowledgedBy: null, acknowledgedVia: null, acknowledgedAt: null };
  const facts = { branchId, taskId };
  const audit = { actor: callId, action: "on_call_alert.raised", subjectId: id, facts, requestId, at: now };
  const [stored] = await db.orm.batch([
    insertAlert(db, { id, branchId, callId, taskId, ...open, ...nobody }),
    auditInsert(db, audit),
  ]);
  if (stored.meta.changes === 0) return; // it rings already
  await wakeAlert(env, { tenantId: db.tenantId, alertId: id });
  await tellOfAlert(env, db, { id, branchId, rung: 0 }, now);
}

/** When the queue is away, the sweep goes on within minutes. */
export async function wakeAlert(
  env: Env,
  ref: Omit<Extract<JobMessage, { type: "run_alert" }>, "type">,
  delaySeconds = 0,
): Promise<void> {
  try {
    await env.JOBS.send({ type: "run_alert", ...ref } satisfies JobMessage, { delaySeconds });
  } catch (error) {
    log("warn", "alert_not_woken", { alertId: ref.alertId, ...faultFacts(error) });
  }
}
