import { and, desc, eq, type InferSelectModel, inArray, lte, ne } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { formatId, type TenantId } from "../../domain/ids.ts";
import type { Circuit } from "../../domain/vendors/gate.ts";
import type { GateRef } from "../../domain/vendors/gate-ref.ts";
import { providerCircuits } from "../schema/circuits.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

export type CircuitRow = InferSelectModel<typeof providerCircuits>;

/** The copy never goes back: what was written later, of an earlier change, is dropped. */
export async function saveCircuit(db: TenantDb, { connection, provider }: GateRef, circuit: Circuit): Promise<void> {
  const { state, openings, retryAt, changedAt, lastError } = circuit;
  const facts = { state, openings, retryAt, changedAt, lastError };
  const id = formatId("cir", crypto.getRandomValues(new Uint8Array(16)));
  await db.orm
    .insert(providerCircuits)
    .values({ tenantId: db.tenantId, connection, id, provider, ...facts })
    .onConflictDoUpdate({
      target: [providerCircuits.tenantId, providerCircuits.connection],
      set: facts,
      setWhere: lte(providerCircuits.changedAt, changedAt),
    });
}

/** Of these connections, those whose circuit ever opened. */
export function listCircuits(db: TenantDb, connections: readonly string[]): Promise<CircuitRow[]> {
  return db.orm
    .select()
    .from(providerCircuits)
    .where(and(eq(providerCircuits.tenantId, db.tenantId), inArray(providerCircuits.connection, [...connections])))
    .all();
}

/** In the batch that deletes the connection. */
export function deleteCircuit(db: TenantDb, connection: string) {
  return db.orm
    .delete(providerCircuits)
    .where(and(eq(providerCircuits.tenantId, db.tenantId), eq(providerCircuits.connection, connection)));
}

type Filter = { tenantId?: TenantId | undefined; isOpen?: boolean | undefined };

/** For operators: over all tenants, the latest change first. The platform's own accounts have no tenant's name. */
export async function listAllCircuits(d1: D1Database, { tenantId, isOpen }: Filter, page: Page) {
  const keyset = { at: providerCircuits.changedAt, id: providerCircuits.id };
  const wanted = and(
    tenantId ? eq(providerCircuits.tenantId, tenantId) : undefined,
    isOpen === undefined ? undefined : (isOpen ? ne : eq)(providerCircuits.state, "closed"),
    beforeCursor(page, keyset),
  );
  const rows = await drizzle(d1)
    .select({ circuit: providerCircuits, tenantName: tenants.name })
    .from(providerCircuits)
    .leftJoin(tenants, eq(tenants.id, providerCircuits.tenantId))
    .where(wanted)
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ circuit }) => ({ at: circuit.changedAt, id: circuit.id }));
}

export type ListedCircuit = Awaited<ReturnType<typeof listAllCircuits>>["items"][number];
