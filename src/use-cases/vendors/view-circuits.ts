import type { CircuitView, PlatformCircuitView } from "../../contracts/circuits.ts";
import { type CircuitRow, type ListedCircuit, listAllCircuits, listCircuits } from "../../db/queries/circuits.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { toUtc } from "../../domain/time.ts";

const NEVER_OPENED: CircuitView = { state: "closed", retryAt: null, changedAt: null, lastError: null };

/** The circuit of each of these connections. */
export async function circuitsOf(db: TenantDb, connections: readonly string[]): Promise<(id: string) => CircuitView> {
  const rows = connections.length === 0 ? [] : await listCircuits(db, connections);
  const known = new Map(rows.map((row) => [row.connection, toView(row)]));
  return (id) => known.get(id) ?? NEVER_OPENED;
}

/** For operators. */
export async function viewCircuits(
  env: Env,
  filter: { tenantId?: TenantId | undefined; isOpen?: boolean | undefined },
  page: Page,
): Promise<Paged<PlatformCircuitView>> {
  const { items, nextCursor } = await listAllCircuits(env.DB, filter, page);
  return { items: items.map(toPlatformView), nextCursor };
}

function toPlatformView({ circuit, tenantName }: ListedCircuit): PlatformCircuitView {
  const { id, tenantId, connection, provider, openings, changedAt } = circuit;
  const about = { id, tenantId, tenantName, connection, provider, openings };
  return { ...toView(circuit), ...about, changedAt: toUtc(changedAt) };
}

function toView({ state, retryAt, changedAt, lastError }: CircuitRow): CircuitView {
  return { state, retryAt: retryAt === null ? null : toUtc(retryAt), changedAt: toUtc(changedAt), lastError };
}
