import { reloadConnectionEntry } from "../../../db/directory.ts";
import { findConnection } from "../../../db/queries/connections.ts";
import { listAssignments, replaceAssignments } from "../../../db/queries/voice-desk.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, ConnectionId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import type { DeskRefusal } from "./refusal.ts";

export type Assignments = { agents: { agent: string; branchId: BranchId }[] };

/** Null when this tenant has no such connection. */
export async function viewAssignments(env: Env, tenantId: TenantId, id: ConnectionId): Promise<Assignments | null> {
  const db = tenantDb(env.DB, tenantId);
  return (await findConnection(db, id)) ? { agents: await assignedTo(db, id) } : null;
}

/** Says which branch each agent of a connection stands for, where a call's number does not. */
export async function assignAgents(
  clerk: Clerk,
  id: ConnectionId,
  { agents }: Assignments,
): Promise<Result<Assignments, DeskRefusal>> {
  const db = dbOf(clerk);
  if (!(await findConnection(db, id))) return err({ reason: "not_found", what: "connection" });
  for (const branchId of new Set(agents.map((each) => each.branchId))) {
    const refused = await refuseBranch(db, branchId);
    if (refused) return refused;
  }
  const facts = { before: await assignedTo(db, id), after: agents };
  const rows = agents.map(({ agent: agentId, branchId }) => ({ agentId, branchId }));
  await replaceAssignments(db, id, rows, entryOf(clerk, "connection.agents_assigned", id, facts));
  await reloadConnectionEntry(clerk.env, id);
  return ok({ agents });
}

async function assignedTo(db: TenantDb, id: ConnectionId): Promise<Assignments["agents"]> {
  return (await listAssignments(db, id)).map(({ agentId: agent, branchId }) => ({ agent, branchId }));
}
