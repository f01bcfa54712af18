import type * as z from "zod";
import type { callBasis } from "../../../contracts/outbound-calls.ts";
import { liveAgentVersion } from "../../../db/queries/agent-versions.ts";
import { type AuditEntry, auditInsert } from "../../../db/queries/audit.ts";
import { loadRulebook } from "../../../db/queries/catalogue.ts";
import { listOptOuts } from "../../../db/queries/opt-outs.ts";
import { countOngoingOutbound, findCallingNumber, isBlockedNumber } from "../../../db/queries/outbound-calls.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, CallId, ConnectionId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, HOUR_MS } from "../../../domain/time.ts";
import { quietUntil } from "../../../domain/voice/calling-hours.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { type AccountRefusal, openVoiceAccount } from "../../vendors/vendor-account.ts";
import { callIdOf } from "../call-id.ts";
import { callVendorOf } from "./call-vendor.ts";

/** So many of a business at once; a vendor's own limit is higher. */
const MAX_AT_ONCE = 5;
/** A call without an end after so long has lost its events. */
const LOST_AFTER_MS = 2 * HOUR_MS;

export type CallRefusal =
  | AccountRefusal
  | { reason: "not_found"; what: "branch" }
  | { reason: "quiet_hours"; retryAt: EpochMs }
  | { reason: "number_blocked" }
  | { reason: "opted_out" }
  | { reason: "too_many"; limit: number }
  | { reason: "agent_needed" }
  | { reason: "number_needed" }
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
  const vault = await tenantVault(maker.env, db);
  if (await isBlockedNumber(db, await vault.phoneIndex(wish.phone))) return err({ reason: "number_blocked" });
  if (await isUnwanted(db, await vault.phoneIndex(wish.phone), wish)) return err({ reason: "opted_out" });
  const ongoing = await countOngoingOutbound(db, maker.now - LOST_AFTER_MS);
  if (ongoing >= MAX_AT_ONCE) return err({ reason: "too_many", limit: MAX_AT_ONCE });
  const number = await findCallingNumber(db, maker.branchId);
  if (!number?.voiceNumberId) return err({ reason: "number_needed" });
  const { connectionId, e164: from, voiceNumberId } = number;
  const live = await liveAgentVersion(db, { branchId: maker.branchId, connectionId });
  if (!live?.agentId) return err({ reason: "agent_needed" });
  const retryAt = quietUntil(rules.timeZone, maker.now);
  if (retryAt !== null) return err({ reason: "quiet_hours", retryAt });
  const account = await openVoiceAccount(maker.env, db, connectionId);
  if (!account.ok) return account;
  const placed = await callVendorOf(account.value).place({
    to: wish.phone,
    from,
    voiceNumberId,
    agentId: live.agentId,
    variables: { business_name: rules.tenantName, branch_name: rules.branchName, call_purpose: wish.purpose },
    metadata: { tenant_id: db.tenantId, branch_id: maker.branchId },
  });
  if (!placed.ok) return err({ reason: "vendor_failed", failure: placed.error });
  const { providerCallId } = placed.value;
  const callId = await callIdOf(connectionId, providerCallId);
  await record(maker, maker.branchId, callId, wish.basis);
  return ok({ callId, connectionId, providerCallId });
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

/** Who has sent STOP is not called either, unless they have asked for this call themselves. */
async function isUnwanted(db: TenantDb, phoneIndex: string, { basis }: OutboundWish): Promise<boolean> {
  return basis !== "asked_to_be_called" && (await listOptOuts(db, [phoneIndex])).length > 0;
}
