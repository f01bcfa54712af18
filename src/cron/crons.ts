import type { JobMessage } from "../contracts/queue-messages.ts";
import { listWaitingChains } from "../db/queries/audit-chain.ts";
import { listOverdueAccounts } from "../db/queries/calendar-mirrors.ts";
import { listDueSubscriptions } from "../db/queries/calendar-subscriptions.ts";
import { listDueTargets } from "../db/queries/calendar-targets.ts";
import { listOverdueEmails } from "../db/queries/emails.ts";
import { listOverdueMessages } from "../db/queries/message-sweeps.ts";
import { listUnindexedTenants } from "../db/queries/names.ts";
import { listBranchRefs, listTenantIds } from "../db/queries/platform.ts";
import { listOverdueEvents, type OverdueEvent } from "../db/queries/webhook-events.ts";
import { listOverdueEndpoints } from "../db/queries/webhook-sweeps.ts";
import { PLATFORM } from "../db/tenant-db.ts";
import type { BranchId, TenantId } from "../domain/ids.ts";
import { NIGHTLY_CRON, QUALITY_CRON, SWEEP_CRON } from "../domain/operations/crons.ts";
import { recordCronRun } from "../use-cases/operations/record-cron-run.ts";
import { enqueueReconciles, wakeStuckReconciles } from "./calendars.ts";
import { enqueueCallPruning, enqueueScoring, wakeWantedRecordings } from "./calls.ts";
import { enqueueDueSteps, enqueueMissedCalls, enqueueRecalls, wakeDueContacts, wakeStuckImports } from "./leads.ts";
import { checkOpenOrders, wakeDueAlerts, wakeDueOutbound } from "./on-call.ts";
import { enqueueDueReminders } from "./reminders.ts";

/** What was due this long ago and is still open has lost its wake-up. */
const OVERDUE_MS = 2 * 60_000;
const CHAIN_OVERDUE_MS = 60_000;
/** Queues take at most 100 messages a call. */
const BATCH = 100;
/** Bounds one tick; the next one takes the rest. */
const MAX_BATCHES = 50;

const jobs: Record<string, (env: Env, now: number) => Promise<void>> = {
  [SWEEP_CRON]: wakeWhatIsOverdue,
  [NIGHTLY_CRON]: enqueueNightlyJobs,
  [QUALITY_CRON]: enqueueScoring,
};

/** Crons select and enqueue only. A missed tick heals with the next; a doubled one repeats what is safe to repeat. */
export async function handleCron(cron: string, env: Env, now: number): Promise<void> {
  const job = jobs[cron];
  if (!job) throw new Error(`wrangler.toml has a cron without a job: ${cron}`);
  await recordCronRun(env, cron, now, () => job(env, now));
}

/** Each by itself: what one cannot do must not keep the others asleep. */
async function wakeWhatIsOverdue(env: Env, now: number): Promise<void> {
  const wake = [
    wakeOverdueEvents,
    wakeOverdueCouriers,
    wakeOverdueEmails,
    wakeOverdueMessages,
    enqueueDueReminders,
    wakeWaitingChains,
    wakeUnindexed,
    wakeDueSubscriptions,
    wakeStuckImports,
    wakeDueContacts,
    enqueueDueSteps,
    enqueueMissedCalls,
    wakeDueAlerts,
    wakeDueOutbound,
    checkOpenOrders,
    wakeDueTargets,
    wakeOverdueCalendarCouriers,
    wakeStuckReconciles,
    wakeWantedRecordings,
  ];
  const sweeps = wake.map((sweep) => sweep(env, now));
  const failed = (await Promise.allSettled(sweeps)).find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

async function wakeWaitingChains(env: Env, now: number): Promise<void> {
  const owners = await listWaitingChains(env.DB, now - CHAIN_OVERDUE_MS, BATCH);
  if (owners.length === 0) return;
  await env.JOBS.sendBatch(owners.map((owner) => ({ body: { type: "chain_audit", owner } satisfies JobMessage })));
}

/** Whose customers were stored by something that told nobody, or whose wake-up was lost. */
async function wakeUnindexed(env: Env): Promise<void> {
  const tenantIds = await listUnindexedTenants(env.DB, BATCH);
  if (tenantIds.length === 0) return;
  const messages = tenantIds.map((tenantId) => ({ body: { type: "index_customers", tenantId } satisfies JobMessage }));
  await env.JOBS.sendBatch(messages);
}

async function wakeOverdueEvents(env: Env, now: number): Promise<void> {
  const overdue = await listOverdueEvents(env.DB, now - OVERDUE_MS, BATCH);
  if (overdue.length === 0) return;
  await env.WEBHOOKS.sendBatch(overdue.map(toWakeUp));
}

function toWakeUp({ requestId, ...event }: OverdueEvent) {
  return { body: { type: "webhook_received", ...event, ...(requestId ? { requestId } : {}) } };
}

async function wakeOverdueCouriers(env: Env, now: number): Promise<void> {
  const overdue = await listOverdueEndpoints(env.DB, now - OVERDUE_MS, BATCH);
  if (overdue.length === 0) return;
  await env.JOBS.sendBatch(overdue.map((ref) => ({ body: { type: "wake_webhook_courier", ...ref } })));
}

async function wakeOverdueEmails(env: Env, now: number): Promise<void> {
  const overdue = await listOverdueEmails(env.DB, now - OVERDUE_MS, BATCH);
  if (overdue.length === 0) return;
  await env.JOBS.sendBatch(overdue.map((email) => ({ body: { type: "send_email", ...email } })));
}

/** Calendars kept elsewhere: ten minutes after they were last read, and whatever was asked for and got lost. */
async function wakeDueSubscriptions(env: Env, now: number): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const due = await listDueSubscriptions(env.DB, now, BATCH, batch * BATCH);
    if (due.length === 0) return;
    await env.CALENDARS.sendBatch(due.map((each) => ({ body: { type: "sync_subscription", ...each } })));
    if (due.length < BATCH) return;
  }
}

/** Calendars that are connected: what changed there, in case nobody told us. */
async function wakeDueTargets(env: Env, now: number): Promise<void> {
  const due = await listDueTargets(env.DB, now, BATCH * MAX_BATCHES);
  for (let from = 0; from < due.length; from += BATCH) {
    const messages = due.slice(from, from + BATCH).map((each) => ({ body: { type: "sync_target", ...each } }));
    await env.CALENDARS.sendBatch(messages);
  }
}

async function wakeOverdueCalendarCouriers(env: Env, now: number): Promise<void> {
  const overdue = await listOverdueAccounts(env.DB, now - OVERDUE_MS, BATCH);
  if (overdue.length === 0) return;
  await env.CALENDARS.sendBatch(overdue.map((ref) => ({ body: { type: "wake_calendar_courier", ...ref } })));
}

async function wakeOverdueMessages(env: Env, now: number): Promise<void> {
  const overdue = await listOverdueMessages(env.DB, now - OVERDUE_MS, BATCH);
  if (overdue.length === 0) return;
  await env.JOBS.sendBatch(overdue.map((message) => ({ body: { type: "send_message", ...message } })));
}

async function enqueueNightlyJobs(env: Env): Promise<void> {
  const pruning: JobMessage[] = [
    { type: "prune_sessions" },
    { type: "prune_idempotency_keys" },
    { type: "prune_webhooks" },
    { type: "prune_emails" },
    { type: "prune_operations" },
    { type: "prune_account_tokens" },
    { type: "prune_call_files" },
  ];
  for (const job of pruning) await env.JOBS.send(job);
  await enqueueCallPruning(env);
  await enqueueAnchors(env);
  await enqueueRecalls(env);
  await enqueueReconciles(env);
  await enqueueBranchJobs(env);
}

/** One for each tenant, and one for the platform. */
async function enqueueAnchors(env: Env): Promise<void> {
  let owners: TenantId[] = [PLATFORM];
  for (let batch = 0; batch < MAX_BATCHES && owners.length > 0; batch++) {
    await env.JOBS.sendBatch(owners.map((owner) => ({ body: { type: "anchor_audit", owner } satisfies JobMessage })));
    owners = await listTenantIds(env.DB, batch === 0 ? null : (owners.at(-1) ?? null), BATCH);
  }
}

async function enqueueBranchJobs(env: Env): Promise<void> {
  let after: BranchId | null = null;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const branches = await listBranchRefs(env.DB, after, BATCH);
    const last = branches.at(-1);
    if (!last) return;
    await env.JOBS.sendBatch(branches.map((branch) => ({ body: { type: "check_drift", ...branch } })));
    after = last.branchId;
  }
}
