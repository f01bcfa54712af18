import { loadRulebook } from "../../../db/queries/catalogue.ts";
import { listConnections } from "../../../db/queries/connections.ts";
import { type TenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { buildPlan } from "../../../domain/voice/agent/build-plan.ts";
import { type AgentPlan, canonical } from "../../../domain/voice/agent/plan.ts";
import { agentTools } from "../../../domain/voice/agent/tools.ts";
import { configOf } from "../../../env.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import type { AgentVendor } from "../../../providers/voice/agents/port.ts";
import { retellAgents } from "../../../providers/voice/agents/retell-agents.ts";
import { vapiAgents } from "../../../providers/voice/agents/vapi-agents.ts";
import { sha256Hex } from "../../../sha256.ts";
import { type Clerk, dbOf } from "../../clerk.ts";
import { agreeServerAuth } from "../../vendors/agree-server-auth.ts";
import { type AccountRefusal, openVoiceAccount, type VoiceAccount } from "../../vendors/vendor-account.ts";
import { readAgentSettings } from "./agent-settings.ts";

/** Who publishes, for which branch. */
export type AgentMaker = Clerk & { branchId: BranchId };

export type AgentRefusal =
  | AccountRefusal
  | { reason: "not_found"; what: "branch" | "version" }
  | { reason: "branch_closed" }
  | { reason: "connection_needed" }
  | { reason: "already_publishing" }
  | { reason: "vendor_failed"; failure: GatedFailure };

/** What the agent would be if it were published now. */
export async function planOf(db: TenantDb, branchId: BranchId, now: EpochMs): Promise<Result<AgentPlan, AgentRefusal>> {
  const rules = await loadRulebook(db, branchId, now);
  if (!rules) return err({ reason: "not_found", what: "branch" });
  return ok(buildPlan(rules, await readAgentSettings(db, rules), agentTools(), now));
}

/** The one that was named, else the only one there is. */
export async function chooseConnection(
  db: TenantDb,
  named: ConnectionId | undefined,
): Promise<Result<ConnectionId, AgentRefusal>> {
  if (named) return ok(named);
  const usable = (await listConnections(db)).filter(({ disabledAt }) => disabledAt === null);
  const [only, another] = usable;
  return only && !another ? ok(only.id) : err({ reason: "connection_needed" });
}

export async function openAgentVendor(
  maker: AgentMaker,
  connectionId: ConnectionId,
): Promise<Result<{ account: VoiceAccount; vendor: AgentVendor }, AgentRefusal>> {
  const { env } = maker;
  const opened = await openVoiceAccount(env, dbOf(maker), connectionId);
  if (!opened.ok) return opened;
  const account = opened.value;
  if (account.provider === "retell") return ok({ account, vendor: retellAgents(account.ask) });
  const auth = () => agreeServerAuth(maker, dbOf(maker), account);
  const templateId = configOf(env).VAPI_TEMPLATE_ASSISTANT_ID ?? null;
  return ok({ account, vendor: vapiAgents(account.ask, { auth, templateId }) });
}

export function checksumOf(plan: AgentPlan, voiceId: string | null): Promise<string> {
  return sha256Hex(canonical({ plan, voiceId }));
}
