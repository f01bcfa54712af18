import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { openCall } from "../../../db/call-rows.ts";
import { listBookedInCall, listUnscored, storeScore } from "../../../db/queries/call-quality.ts";
import { type CallRow, findCall } from "../../../db/queries/calls.ts";
import { listBranches } from "../../../db/queries/catalogue.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CallId, TenantId } from "../../../domain/ids.ts";
import type { CallStory } from "../../../domain/voice/quality/call-story.ts";
import { scoreCall } from "../../../domain/voice/quality/score-call.ts";
import { faultFacts, log } from "../../../log.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { listFunctionViews } from "../record-function.ts";
import { settleCall } from "./settle-call.ts";

const CALLS_A_RUN = 50;
const FUNCTIONS_A_CALL = 100;
const NOTHING_TO_JUDGE = { score: null, findings: [] };

/** Scores the calls of a business that wait for it, and settles them where a wake-up was lost. Safe to repeat. */
export async function scoreCalls(env: Env, tenantId: TenantId, now: number): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const waiting = await listUnscored(db, now, CALLS_A_RUN);
  if (waiting.length === 0) return;
  const zones = new Map((await listBranches(db)).map(({ id, timeZone }) => [id as string, timeZone]));
  for (const callId of waiting) await scoreOne(env, db, { callId, zones, now });
  if (waiting.length === CALLS_A_RUN) await env.JOBS.send({ type: "score_calls", tenantId } satisfies JobMessage);
}

type Work = { callId: CallId; zones: ReadonlyMap<string, string>; now: number };

/** A call that cannot be read must not keep those behind it waiting. */
async function scoreOne(env: Env, db: TenantDb, { callId, zones, now }: Work): Promise<void> {
  let scored: ReturnType<typeof scoreCall> = null;
  try {
    const row = await findCall(db, callId);
    await settleCall(env, { type: "settle_call", tenantId: db.tenantId, callId }, now);
    if (row) scored = scoreCall(await storyOf(env, db, row, zones.get(row.branchId ?? "") ?? "UTC"));
  } catch (error) {
    log("error", "call_not_scored", { callId, ...faultFacts(error) });
  }
  await storeScore(db, callId, { ...(scored ?? NOTHING_TO_JUDGE), scoredAt: now });
}

async function storyOf(env: Env, db: TenantDb, row: CallRow, timeZone: string): Promise<CallStory> {
  const vault = await tenantVault(env, db);
  const [{ facts }, functions, booked] = await Promise.all([
    openCall(env, vault, row),
    listFunctionViews(env, db.tenantId, row.id, { cursor: null, limit: FUNCTIONS_A_CALL }),
    listBookedInCall(db, row.id),
  ]);
  const { status, successful, sentiment, disconnectionReason } = row;
  const judged = { status, successful, sentiment, disconnectionReason };
  const startedAt = row.startedAt ?? row.createdAt;
  return { ...judged, lines: facts.transcript ?? [], functions: functions.items, booked, timeZone, startedAt };
}
