import type * as z from "zod";
import type { callBasis } from "../../../contracts/outbound-calls.ts";
import { type AuditEntry, auditInsert } from "../../../db/queries/audit.ts";
import { loadRulebook } from "../../../db/queries/catalogue.ts";
import { countOngoingOutbound, isBlockedNumber } from "../../../db/queries/outbound-calls.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { isClosed, type Rulebook } from "../../../domain/booking/rulebook.ts";
import type { BranchId, CallId, ConnectionId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, HOUR_MS } from "../../../domain/time.ts";
import { quietUntil } from "../../../domain/voice/calling-hours.ts";
import { speakTime } from "../../../domain/voice/spoken-time.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import type { BranchRefusal } from "../../catalogue/refuse-branch.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { callIdOf } from "../call-id.ts";
import { hasOptedOut, isNotToBeCalled } from "./call-consents.ts";
import { type LineRefusal, openLine } from "./open-line.ts";
import { readOutboundSettings } from "./outbound-settings.ts";

/** A call without an end after so long has lost its events. */
const LOST_AFTER_MS = 2 * HOUR_MS;

export type CallRefusal =
  | LineRefusal
  | BranchRefusal
  | { reason: "quiet_hours"; retryAt: EpochMs }
  | { reason: "number_blocked" }
  | { reason: "opted_out" }
  | { reason: "do_not_call" }
  | { reason: "too_many"; limit: number }
  | { reason: "vendor_failed"; failure: GatedFailure };

export type OutboundWish = { phone: string; basis: z.infer<typeof callBasis>; purpose: string };
export type PlacedCall = { callId: CallId; connectionId: ConnectionId; providerCallId: string };

/** Who has somebody called: a person, a key, or the product itself, for a lead. */
export type Caller = {
  env: Env;
  tenantId: TenantId;
  by: AuditEntry["actor"];
  requestId: string;
  now: EpochMs;
  branchId: BranchId;
};

/** Has the branch's agent call somebody, if that may be done and now is a time for it. */
export async function placeCall(maker: Caller, wish: OutboundWish): Promise<Result<PlacedCall, CallRefusal>> {
  const db = tenantDb(maker.env.DB, maker.tenantId);
  const rules = await loadRulebook(db, maker.branchId, maker.now);
  if (!rules) return err({ reason: "not_found", what: "branch" });
  if (isClosed(rules)) return err({ reason: "branch_closed" });
  const vault = await tenantVault(maker.env, db);
  const phoneIndex = await vault.phoneIndex(wish.phone);
  if (await isBlockedNumber(db, phoneIndex)) return err({ reason: "number_blocked" });
  if (await isNotToBeCalled(db, phoneIndex)) return err({ reason: "do_not_call" });
  if (await hasOptedOut(db, phoneIndex, wish.basis)) return err({ reason: "opted_out" });
  const settings = await readOutboundSettings(db);
  const ongoing = await countOngoingOutbound(db, maker.now - LOST_AFTER_MS);
  if (ongoing >= settings.maxAtOnce) return err({ reason: "too_many", limit: settings.maxAtOnce });
  const line = await openLine(maker.env, db, maker.branchId);
  if (!line.ok) return line;
  const retryAt = quietUntil(rules.timeZone, maker.now, settings);
  if (retryAt !== null) return err({ reason: "quiet_hours", retryAt });
  const { connectionId, vendor, ...from } = line.value;
  const placed = await vendor.place({
    ...from,
    to: wish.phone,
    opening: null,
    voicemail: settings.voicemail === "hang_up" ? null : settings.voicemailWords[rules.language],
    variables: variablesOf(rules, wish, maker.now),
    metadata: { tenant_id: db.tenantId, branch_id: maker.branchId },
  });
  if (!placed.ok) return err({ reason: "vendor_failed", failure: placed.error });
  const { providerCallId } = placed.value;
  const callId = await callIdOf(connectionId, providerCallId);
  await record(maker, maker.branchId, callId, wish.basis);
  return ok({ callId, connectionId, providerCallId });
}

function variablesOf(rules: Rulebook, { purpose }: OutboundWish, now: EpochMs): Record<string, string> {
  const { tenantName: business_name, branchName: branch_name, language, timeZone } = rules;
  const current_time = speakTime(now, { language, timeZone, now });
  return { business_name, branch_name, language, current_time, call_purpose: purpose, call_route: "agent" };
}

async function record(maker: Caller, branchId: BranchId, callId: CallId, basis: OutboundWish["basis"]) {
  const { env, tenantId, by: actor, requestId, now: at } = maker;
  const entry = {
    actor,
    action: "call.placed",
    subjectId: callId,
    facts: { branchId, basis },
    requestId,
    at,
  };
  await auditInsert(tenantDb(env.DB, tenantId), entry);
}
