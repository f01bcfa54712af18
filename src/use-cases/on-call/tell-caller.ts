import type { JobMessage } from "../../contracts/queue-messages.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findCall } from "../../db/queries/calls.ts";
import { findAlert } from "../../db/queries/on-call.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { OnCallAlertId, TenantId } from "../../domain/ids.ts";
import { onCallWords } from "../../domain/on-call/words.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { openVoiceAccount } from "../vendors/vendor-account.ts";
import { callVendorOf } from "../voice/outbound/call-vendor.ts";

/** By the queue: whoever takes an emergency does not wait for the vendor. */
export async function wakeTeller(env: Env, { tenantId }: TenantDb, alertId: OnCallAlertId): Promise<void> {
  try {
    await env.JOBS.send({ type: "tell_caller", tenantId, alertId } satisfies JobMessage);
  } catch (error) {
    log("warn", "caller_not_told", { alertId, ...faultFacts(error) });
  }
}

/** A caller who is still on the line hears that somebody has taken it. Once the call is over there is nobody to tell. */
export async function tellCaller(
  env: Env,
  { tenantId, alertId }: { tenantId: TenantId; alertId: OnCallAlertId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const alert = await findAlert(db, alertId);
  const call = alert?.status === "acknowledged" ? await findCall(db, alert.callId) : null;
  if (!alert || call?.status !== "ongoing") return;
  const account = await openVoiceAccount(env, db, call.connectionId);
  if (!account.ok) return;
  const { taken } = onCallWords[call.language ?? "en"];
  const told = await callVendorOf(account.value).tell(call.providerCallId, taken);
  if (!told.ok) return log("warn", "caller_not_told", { alertId, reason: told.error.reason });
  const facts = { callId: call.id };
  const action = "on_call_alert.caller_told";
  await auditInsert(db, { actor: "system", action, subjectId: alertId, facts, requestId: "", at: now });
}
