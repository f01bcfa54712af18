import { liveAgentVersion } from "../../../db/queries/agent-versions.ts";
import type { AuditEntry } from "../../../db/queries/audit.ts";
import type { NumberRow } from "../../../db/queries/numbers.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../../domain/identity/actor.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { configOf } from "../../../env.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import type { NumberBinding, NumberVendor } from "../../../providers/voice/numbers/port.ts";
import { retellNumbers } from "../../../providers/voice/numbers/retell-numbers.ts";
import { vapiNumbers } from "../../../providers/voice/numbers/vapi-numbers.ts";
import { webhooksOf } from "../../connections/vendors.ts";
import { agreeServerAuth } from "../../vendors/agree-server-auth.ts";
import { type AccountRefusal, openVoiceAccount, type VoiceAccount } from "../../vendors/vendor-account.ts";

export type NumberKeeper = { env: Env; actor: TenantActor; requestId: string; now: EpochMs };

export type NumberRefusal =
  | AccountRefusal
  | { reason: "not_found"; what: "branch" | "number" | "carrier" }
  | { reason: "branch_closed" }
  | { reason: "number_taken" }
  /** No carrier could reach its agent. */
  | { reason: "number_not_connected" }
  | { reason: "vendor_failed"; failure: GatedFailure };

export type Done = Promise<Result<NumberRow, NumberRefusal>>;

export function dbOf({ env, actor }: NumberKeeper): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

export async function openNumberVendor(
  keeper: NumberKeeper,
  connectionId: ConnectionId,
): Promise<Result<{ vendor: NumberVendor; account: VoiceAccount }, NumberRefusal>> {
  const opened = await openVoiceAccount(keeper.env, dbOf(keeper), connectionId);
  if (!opened.ok) return opened;
  const account = opened.value;
  if (account.provider === "retell") return ok({ vendor: retellNumbers(account.ask), account });
  const auth = await agreeServerAuth(keeper, dbOf(keeper), account);
  if (!auth.ok) return err({ reason: "vendor_failed", failure: auth.error });
  return ok({ vendor: vapiNumbers(account.ask, auth.value), account });
}

/** Calls go to the branch's live agent, if there is one. */
export async function bindingOf(
  keeper: NumberKeeper,
  { id, provider }: VoiceAccount,
  branchId: BranchId,
): Promise<NumberBinding> {
  const live = await liveAgentVersion(dbOf(keeper), { branchId, connectionId: id });
  const urls = webhooksOf(configOf(keeper.env).PUBLIC_URL, provider, id);
  const inboundUrl = (urls.find(({ purpose }) => purpose === "inbound") ?? urls[0])?.url ?? "";
  return { agentId: live?.agentId ?? null, inboundUrl, name: live?.plan.name ?? "Frontdesk" };
}

export function entry(
  { actor, requestId, now: at }: NumberKeeper,
  action: string,
  subjectId: string,
  facts: Record<string, unknown>,
): AuditEntry {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}
