import type * as z from "zod";
import type { testCallAgentView, testCallView } from "../../../contracts/outbound-calls.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { hasBranch } from "../../../db/queries/connections.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { openVoiceAccount } from "../../vendors/vendor-account.ts";
import { callIdOf } from "../call-id.ts";
import { agentOfBranch } from "./agent-of-branch.ts";
import { callVendorOf } from "./call-vendor.ts";
import type { Caller, CallRefusal } from "./place-call.ts";

type Wanted = { branchId: BranchId; connectionId?: ConnectionId | undefined };

/** Whom a test call would speak with. Null: there is no such branch. */
export async function viewTestCallAgent(
  db: TenantDb,
  { branchId, connectionId: named }: Wanted,
): Promise<z.infer<typeof testCallAgentView> | null> {
  if (!(await hasBranch(db, branchId))) return null;
  const { agent } = await agentOfBranch(db, branchId, named);
  if (!agent) return { agent: null };
  const { id: versionId, number: version, connectionId, provider } = agent;
  return { agent: { versionId, version, connectionId, provider } };
}

/** Opens a web call to the agent that the branch's callers speak with. Its events come as those of any call. */
export async function openTestCall(
  maker: Caller,
  named?: ConnectionId,
): Promise<Result<z.infer<typeof testCallView>, CallRefusal>> {
  const { env, tenantId, branchId, by: actor, requestId, now: at } = maker;
  const db = tenantDb(env.DB, tenantId);
  const refused = await refuseBranch(db, branchId);
  if (refused) return refused;
  const { agent } = await agentOfBranch(db, branchId, named);
  if (!agent) return err({ reason: "agent_needed" });
  const account = await openVoiceAccount(env, db, agent.connectionId);
  if (!account.ok) return account;
  const metadata = { tenant_id: tenantId, branch_id: branchId };
  const opened = await callVendorOf(account.value).openWebCall({ agentId: agent.agentId, metadata });
  if (!opened.ok) return err({ reason: "vendor_failed", failure: opened.error });
  const callId = await callIdOf(agent.connectionId, opened.value.providerCallId);
  await auditInsert(db, { actor, action: "call.tested", subjectId: callId, facts: { branchId }, requestId, at });
  return ok({ callId, provider: account.value.provider, ...opened.value });
}
