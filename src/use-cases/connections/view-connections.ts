import type { ConnectionView } from "../../contracts/connections.ts";
import { type ConnectionRow, findConnection, listConnections, listNumbers } from "../../db/queries/connections.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { ConnectionId, TenantId } from "../../domain/ids.ts";
import { configOf } from "../../env.ts";
import { circuitsOf } from "../vendors/view-circuits.ts";
import { webhooksOf } from "./vendors.ts";

type Numbers = Awaited<ReturnType<typeof listNumbers>>;
type CircuitOf = Awaited<ReturnType<typeof circuitsOf>>;

/** All of a tenant's, oldest first. Never with a credential. */
export async function listConnectionViews(env: Env, tenantId: TenantId): Promise<ConnectionView[]> {
  const db = tenantDb(env.DB, tenantId);
  const [rows, numbers] = await Promise.all([listConnections(db), listNumbers(db)]);
  const circuitOf = await circuitsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toView(env, row, numbers, circuitOf));
}

/** Null when this tenant has no such connection. */
export async function findConnectionView(
  env: Env,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<ConnectionView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findConnection(db, id);
  return row && toView(env, row, await listNumbers(db), await circuitsOf(db, [id]));
}

function toView(env: Env, row: ConnectionRow, numbers: Numbers, circuitOf: CircuitOf): ConnectionView {
  const { id, name, provider, defaultBranchId, createdAt, secretChangedAt, disabledAt, lastEventAt, hasApiKey } = row;
  const toInstant = (at: number) => new Date(at).toISOString();
  const mine = numbers.filter(({ connectionId }) => connectionId === id);
  return {
    id,
    name,
    provider,
    defaultBranchId,
    isDisabled: disabledAt !== null,
    secretChangedAt: toInstant(secretChangedAt ?? createdAt),
    createdAt: toInstant(createdAt),
    hasApiKey: hasApiKey || provider === "retell",
    lastEventAt: lastEventAt === null ? null : toInstant(lastEventAt),
    phoneNumbers: mine.map(({ e164, branchId }) => ({ e164, branchId })),
    circuit: circuitOf(id),
    webhooks: webhooksOf(configOf(env).PUBLIC_URL, provider, id),
  };
}
