import { auditChain } from "../../../durable-objects/stubs.ts";
import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import { deleteOldTokens } from "../../db/queries/account-tokens.ts";
import { deleteOldApiRequests } from "../../db/queries/api-requests.ts";
import { deleteOldConsents } from "../../db/queries/calendar-credentials.ts";
import { deleteOldReconciles } from "../../db/queries/calendar-reconciles.ts";
import { deleteOldSyncLog } from "../../db/queries/calendar-sync-log.ts";
import { deleteOldEmails } from "../../db/queries/emails.ts";
import { deleteExpiredManageLinks } from "../../db/queries/manage-links.ts";
import { forgetOldWords } from "../../db/queries/message-sweeps.ts";
import { deleteOldOperations } from "../../db/queries/operations-log.ts";
import { deleteOldVerifications } from "../../db/queries/phone-verifications.ts";
import { deleteExpiredIdempotencyKeys, deleteExpiredSessions } from "../../db/queries/platform.ts";
import { deleteExpiredPortalTokens } from "../../db/queries/portal.ts";
import { pruneSignIns } from "../../db/queries/prune-sign-ins.ts";
import { deleteOldWebhooks } from "../../db/queries/webhook-sweeps.ts";
import { TOKENS_KEPT_MS } from "../../domain/identity/account-tokens.ts";
import { DAY_MS } from "../../domain/time.ts";
import { anchorAudit } from "../audit/anchor-audit.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { keepCallback } from "../callbacks/keep-callback.ts";
import { indexCustomerNames } from "../customers/index-names.ts";
import { sendAccountEmail } from "../identity/accounts/send-account-email.ts";
import { contactLead } from "../leads/contact-lead.ts";
import { runImport } from "../leads/import/run-import.ts";
import { pruneLeadImports } from "../leads/import/view-imports.ts";
import { indexLeadNames } from "../leads/index-lead-names.ts";
import { applyMessageEvent } from "../messaging/apply-message-event.ts";
import { deliverEmail } from "../messaging/deliver-email.ts";
import { deliverMessage } from "../messaging/deliver-message.ts";
import { queueReminder } from "../messaging/queue-reminder.ts";
import { runAlert } from "../on-call/run-alert.ts";
import { tellCaller } from "../on-call/tell-caller.ts";
import { wakeCouriers } from "../outbound/wake-couriers.ts";
import { sendPortalCode } from "../portal/phone-code.ts";
import { sendPortalLink } from "../portal/send-portal-link.ts";
import { sendPush } from "../push/send-push.ts";
import { enrolMissedCall } from "../sequences/enrol-missed-call.ts";
import { enrolRecalls } from "../sequences/enrol-recalls.ts";
import { runStep } from "../sequences/run-step.ts";
import { pruneCallFiles, pruneCalls } from "../voice/care/prune-calls.ts";
import { scoreCalls } from "../voice/care/score-calls.ts";
import { settleCall } from "../voice/care/settle-call.ts";
import { checkNumberOrder } from "../voice/numbers/settle-order.ts";
import { runOutbound } from "../voice/outbound/run-outbound.ts";
import { keepFunctions } from "../voice/record-function.ts";
import { textBack } from "../voice/text-back.ts";
import { checkDrift } from "./check-drift.ts";
import { forgetKey } from "./keys/forget-key.ts";
import { pruneLedger } from "./prune-ledger.ts";

/** What was sent to customers' systems can be looked up and replayed for so long. */
const WEBHOOKS_KEPT_MS = 30 * DAY_MS;
/** Runs of crons, and errors that have not come again. */
const OPERATIONS_KEPT_MS = 30 * DAY_MS;
const SESSIONS_PER_RUN = 5_000;
/** How long the history of sign-ins goes back. */
const SIGN_INS_KEPT_MS = 180 * DAY_MS;
const KEYS_PER_ROUND = 5_000;
/** What is kept of an e-mail (never its words) helps to answer "did it go out?". */
const API_REQUESTS_KEPT_MS = 7 * DAY_MS;
const EMAILS_KEPT_MS = 90 * DAY_MS;
/** A night's work is bounded; what is left waits for the next one. */
const MAX_ROUNDS = 50;

/** One message each, so that one branch's trouble does not hold up the others. */
export async function runJob(env: Env, background: Background, job: JobMessage, now: number): Promise<void> {
  switch (job.type) {
    case "check_drift": {
      const access = await accessBranch(env, background, job);
      if (!access) return;
      const drift = await checkDrift(access, now);
      // A ledger that differs from its rows is the only place that knows the truth.
      if (drift.missing + drift.stale === 0) await pruneLedger(access);
      return;
    }
    case "send_email":
      await deliverEmail(env, job, now);
      return;
    case "prune_emails":
      await pruneInRounds((limit) => deleteOldEmails(env.DB, now - EMAILS_KEPT_MS, limit));
      await pruneInRounds((limit) => forgetOldWords(env.DB, now - EMAILS_KEPT_MS, limit));
      await pruneInRounds((limit) => deleteOldVerifications(env.DB, now - DAY_MS, limit));
      return;
    case "queue_reminder":
      await queueReminder(env, background, job, now);
      return;
    case "send_message":
      await deliverMessage(env, job, now);
      return;
    case "apply_message_event":
      await applyMessageEvent(env, job, now);
      return;
    case "prune_account_tokens":
      await pruneInRounds((limit) => deleteOldTokens(env.DB, now - TOKENS_KEPT_MS, limit));
      return;
    case "send_account_email":
      await sendAccountEmail(env, job, now);
      return;
    case "send_push":
      await sendPush(env, background, job);
      return;
    case "send_portal_code":
      await sendPortalCode(env, job, now);
      return;
    case "send_portal_link":
      await sendPortalLink(env, job, now);
      return;
    case "prune_sessions":
      await deleteExpiredSessions(env.DB, now, SESSIONS_PER_RUN);
      await deleteOldConsents(env.DB, now);
      await pruneInRounds((limit) => deleteOldSyncLog(env.DB, now - WEBHOOKS_KEPT_MS, limit));
      await pruneInRounds((limit) => deleteOldReconciles(env.DB, now - WEBHOOKS_KEPT_MS, limit));
      await pruneSignIns(env.DB, { now, historyBefore: now - SIGN_INS_KEPT_MS });
      await pruneInRounds((limit) => deleteExpiredManageLinks(env.DB, now, limit));
      await pruneInRounds((limit) => deleteExpiredPortalTokens(env.DB, now, limit));
      return;
    case "prune_idempotency_keys":
      await pruneInRounds((limit) => deleteExpiredIdempotencyKeys(env.DB, now, limit));
      return;
    case "prune_webhooks":
      await pruneInRounds((limit) => deleteOldWebhooks(env.DB, now - WEBHOOKS_KEPT_MS, limit));
      return;
    case "prune_operations":
      await pruneInRounds((limit) => deleteOldOperations(env.DB, now - OPERATIONS_KEPT_MS, limit));
      await pruneInRounds((limit) => deleteOldApiRequests(env.DB, now - API_REQUESTS_KEPT_MS, limit));
      await pruneLeadImports(env, now);
      return;
    case "wake_webhook_courier":
      await wakeCouriers(env, job.tenantId, [job.endpointId]);
      return;
    case "chain_audit":
      await auditChain(env, job.owner).append(job.owner);
      return;
    case "anchor_audit":
      await anchorAudit(env, job.owner, now);
      return;
    case "forget_key":
      await forgetKey(env, job.tenantId);
      return;
    case "index_customers": {
      const left = [await indexCustomerNames(env, job.tenantId), await indexLeadNames(env, job.tenantId)];
      if (left.includes("more")) await env.JOBS.send(job);
      return;
    }
    case "settle_call":
      await settleCall(env, job, now);
      return;
    case "score_calls":
      await scoreCalls(env, job.tenantId, now);
      return;
    case "prune_calls":
      await pruneCalls(env, job.tenantId, now);
      return;
    case "prune_call_files":
      await pruneCallFiles(env, now);
      return;
    case "contact_lead":
      await contactLead(env, background, job, now);
      return;
    case "run_step":
      await runStep(env, background, job, now);
      return;
    case "enrol_missed_call":
      await enrolMissedCall(env, background, job, now);
      return;
    case "enrol_recalls":
      await enrolRecalls(env, job, now);
      return;
    case "import_leads":
      await runImport(env, background, job, now);
      return;
    case "run_alert":
      await runAlert(env, job, now);
      return;
    case "tell_caller":
      await tellCaller(env, job, now);
      return;
    case "call_outbound":
      await runOutbound(env, job, now);
      return;
    case "check_number_order":
      await checkNumberOrder(env, job, now);
      return;
    case "text_back":
      await textBack(env, background, job, now);
      return;
    case "keep_function_calls":
      await keepFunctions(env, job);
      return;
    case "keep_callback":
      await keepCallback(env, job, now);
      return;
    default:
      job satisfies never;
  }
}

async function pruneInRounds(prune: (limit: number) => Promise<number>): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if ((await prune(KEYS_PER_ROUND)) < KEYS_PER_ROUND) return;
  }
}
