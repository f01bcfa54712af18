import {
  changeOutbound,
  findOutbound,
  findOutboundByCall,
  type OutboundRow,
} from "../../../db/queries/outbound-requests.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CallId, OutboundCallId, TenantId } from "../../../domain/ids.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../../domain/time.ts";
import type { CallOutcome } from "../../../domain/voice/call-outcome.ts";
import { decideNextCall } from "../../../domain/voice/outbound-policy.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { isStillWanted, tellLead } from "./first-call.ts";
import { readOutboundSettings } from "./outbound-settings.ts";
import { type CallRefusal, placeCall } from "./place-call.ts";
import { openOutbound } from "./request-call.ts";

/** Whoever begins a call has this long to place it. */
const CLAIM_MS = 5 * MINUTE_MS;
/** A call without an end after so long has lost its events. */
const LOST_AFTER_MS = 2 * HOUR_MS;
const FULL_LINE_MS = 2 * MINUTE_MS;
const MAX_TRIES = 3;

type Call = typeof placeCall;

/** Calls somebody who is due. A lead hears of what came of it. */
export async function runOutbound(
  env: Env,
  { tenantId, outboundId }: { tenantId: TenantId; outboundId: OutboundCallId },
  now: EpochMs,
  call: Call = placeCall,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findOutbound(db, outboundId);
  if (!row) return;
  await callIfDue(env, db, row, now, call);
  await tellLead(env, db, row);
}

/**
 * Claimed first, so that nobody's phone rings twice: one whose caller broke off, or whose end was never told, counts as
 * an attempt that failed.
 */
export async function callIfDue(env: Env, db: TenantDb, row: OutboundRow, now: EpochMs, call: Call): Promise<void> {
  if (row.nextAttemptAt > now) return;
  if (row.status === "calling") return settle(db, row, "failed", now);
  if (row.status !== "due") return;
  if (!(await isStillWanted(env, db, row))) {
    await changeOutbound(db, row, { status: "cancelled", reason: "not_needed", updatedAt: now });
    return;
  }
  const claim = { status: "calling" as const, callId: null, nextAttemptAt: now + CLAIM_MS, updatedAt: now };
  if (!(await changeOutbound(db, row, claim))) return;
  const claimed = { ...row, ...claim, version: row.version + 1 };
  const { phone, purpose } = await openOutbound(await tenantVault(env, db), row);
  const by = { env, tenantId: db.tenantId, by: "system" as const, requestId: "", now, branchId: row.branchId };
  const placed = await call(by, { phone, purpose, basis: row.basis });
  if (!placed.ok) return refused(db, claimed, placed.error, now);
  const { callId } = placed.value;
  const attempts = [...row.attempts, { at: now, callId, outcome: null }];
  await changeOutbound(db, claimed, { attempts, callId, reason: null, nextAttemptAt: now + LOST_AFTER_MS });
}

/** A call that we placed has ended, if it is one. Safe to repeat. */
export async function settleOutbound(
  env: Env,
  db: TenantDb,
  { callId, outcome }: { callId: CallId; outcome: CallOutcome },
  now: EpochMs,
): Promise<void> {
  const row = await findOutboundByCall(db, callId);
  if (row?.status !== "calling") return;
  await settle(db, row, outcome, now);
  await tellLead(env, db, row);
}

async function refused(db: TenantDb, row: OutboundRow, error: CallRefusal, now: EpochMs): Promise<void> {
  switch (error.reason) {
    case "quiet_hours":
      return wait(db, row, error.reason, error.retryAt, now);
    case "too_many":
      return wait(db, row, error.reason, now + FULL_LINE_MS, now);
    case "vendor_failed":
      return settle(
        db,
        { ...row, attempts: [...row.attempts, { at: now, callId: null, outcome: null }] },
        "failed",
        now,
      );
    default:
      await changeOutbound(db, row, { status: "given_up", reason: error.reason, updatedAt: now });
  }
}

async function wait(db: TenantDb, row: OutboundRow, reason: string, nextAttemptAt: EpochMs, now: EpochMs) {
  await changeOutbound(db, row, { status: "due", reason, nextAttemptAt, updatedAt: now });
}

async function settle(db: TenantDb, given: OutboundRow, outcome: CallOutcome, now: EpochMs): Promise<void> {
  const settings = await readOutboundSettings(db);
  let row: OutboundRow | null = given;
  for (let tries = 0; row?.status === "calling" && tries < MAX_TRIES; tries++) {
    const attempts = withOutcome(row, outcome, now);
    const next = decideNextCall(settings, { outcome, attempts: attempts.length, now });
    const state =
      "at" in next
        ? { status: "due" as const, nextAttemptAt: next.at, reason: outcome }
        : { status: next.over, reason: outcome };
    if (await changeOutbound(db, row, { ...state, attempts, updatedAt: now })) return;
    row = await findOutbound(db, row.id);
  }
}

/** The attempt that went on; one of which nothing was heard is added. */
function withOutcome({ attempts }: OutboundRow, outcome: CallOutcome, at: EpochMs) {
  const last = attempts.at(-1);
  if (!last || last.outcome !== null) return [...attempts, { at, callId: null, outcome }];
  return [...attempts.slice(0, -1), { ...last, outcome }];
}
