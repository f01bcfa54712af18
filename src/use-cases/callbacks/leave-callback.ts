import type { CallbackTopic, CallbackUrgency } from "../../contracts/callback-tasks.ts";
import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { CallbackTaskId, CallId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallbackWords } from "../../domain/voice/callback-task.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";
import type { BranchAccess } from "../booking/branch-access.ts";
import { derivedId } from "../derived-id.ts";
import { keepCallback } from "./keep-callback.ts";

type Left = { callId: CallId; urgency: CallbackUrgency; topic: CallbackTopic; words: CallbackWords };

/**
 * Makes what a caller left durable, by the queue: the caller must not wait for D1, nor lose the message to its outage.
 * The same message in the same call is the same task, so that another number corrects it. Throws when nothing takes it.
 */
export async function leaveCallback(
  { env, ref, vault }: BranchAccess,
  { callId, words, ...left }: Left,
  now: EpochMs,
): Promise<CallbackTaskId> {
  const { tenantId, branchId } = ref;
  const id = await derivedId("tsk", `${callId}|${words.message}`);
  const sealed = await vault.seal({ purpose: "callback", row: id }, JSON.stringify(words));
  const task = { id, branchId, callId, ...left, sealed, at: now };
  const job: Extract<JobMessage, { type: "keep_callback" }> = {
    type: "keep_callback",
    tenantId,
    task,
    ...carriedRequest(),
  };
  try {
    await env.JOBS.send(job);
  } catch (error) {
    log("warn", "callback_not_queued", { callId, ...faultFacts(error) });
    await keepCallback(env, job, now);
  }
  return id;
}
