import { and, desc, eq, gt, type InferSelectModel, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ImpersonationId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { impersonations, type OperatorRow, operators } from "../schema/operators.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { TenantRow } from "./identity.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ImpersonationRow = InferSelectModel<typeof impersonations>;

/** Platform-wide: a token names no tenant. Null once it has ended, for an operator who was disabled too. */
export async function findOpenImpersonation(
  d1: D1Database,
  tokenHash: string,
  now: EpochMs,
): Promise<{ impersonation: ImpersonationRow; operator: OperatorRow; tenant: TenantRow } | null> {
  const open = and(gt(impersonations.expiresAt, now), isNull(impersonations.endedAt), isNull(operators.disabledAt));
  const row = await drizzle(d1)
    .select({ impersonation: impersonations, operator: operators, tenant: tenants })
    .from(impersonations)
    .innerJoin(operators, eq(operators.id, impersonations.operatorId))
    .innerJoin(tenants, eq(tenants.id, impersonations.tenantId))
    .where(and(eq(impersonations.tokenHash, tokenHash), open))
    .get();
  return row ?? null;
}

export async function findImpersonation(db: TenantDb, id: ImpersonationId): Promise<ImpersonationRow | null> {
  return (await db.orm.select().from(impersonations).where(mine(db, id)).get()) ?? null;
}

export function insertImpersonation(db: TenantDb, row: Omit<ImpersonationRow, "tenantId">) {
  return db.orm.insert(impersonations).values({ ...row, tenantId: db.tenantId });
}

export function endImpersonation(db: TenantDb, id: ImpersonationId, endedAt: EpochMs) {
  return db.orm
    .update(impersonations)
    .set({ endedAt })
    .where(and(mine(db, id), isNull(impersonations.endedAt)));
}

/** What the tenant sees of operators' visits, newest first. */
export async function listImpersonations(db: TenantDb, page: Page): Promise<Paged<ImpersonationRow>> {
  const keyset = { at: impersonations.startedAt, id: impersonations.id };
  const rows = await db.orm
    .select()
    .from(impersonations)
    .where(and(eq(impersonations.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(impersonations.startedAt), desc(impersonations.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ startedAt, id }) => ({ at: startedAt, id }));
}

function mine(db: TenantDb, id: ImpersonationId) {
  return and(eq(impersonations.tenantId, db.tenantId), eq(impersonations.id, id));
}
