import { and, desc, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { RolloutChoice, RolloutName } from "../../contracts/rollouts.ts";
import { FLAG_DEFAULTS } from "../../domain/operations/flags.ts";
import type { EpochMs } from "../../domain/time.ts";
import { rolloutChoices, rollouts } from "../schema/rollouts.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

export type RolloutShare = { name: RolloutName; percent: number };

/** Of these, those that were ever set. */
export function listRollouts({ orm }: Pick<TenantDb, "orm">, names: RolloutName[]) {
  return orm.select().from(rollouts).where(inArray(rollouts.name, names)).all();
}

/** Latest first: those for whom the percentage does not decide. For operators. */
export async function listChoices(d1: D1Database, name: RolloutName, page: Page) {
  const keyset = { at: rolloutChoices.updatedAt, id: rolloutChoices.tenantId };
  const rows = await drizzle(d1)
    .select({ choice: rolloutChoices, tenantName: tenants.name })
    .from(rolloutChoices)
    .innerJoin(tenants, eq(tenants.id, rolloutChoices.tenantId))
    .where(and(eq(rolloutChoices.name, name), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ choice }) => ({ at: choice.updatedAt, id: choice.tenantId }));
}

/** A statement for a batch. */
export function saveRollout({ orm }: Pick<TenantDb, "orm">, { name, percent }: RolloutShare, updatedAt: EpochMs) {
  const set = { percent, updatedAt };
  return orm
    .insert(rollouts)
    .values({ name, ...set })
    .onConflictDoUpdate({ target: rollouts.name, set });
}

/** Where nothing was set, the default holds. */
export async function findRollout(
  db: TenantDb,
  name: RolloutName,
): Promise<{ percent: number; choice: RolloutChoice }> {
  const [shares, choices] = await db.orm.batch([
    db.orm.select().from(rollouts).where(eq(rollouts.name, name)),
    db.orm.select().from(rolloutChoices).where(mine(db, name)),
  ]);
  return { percent: shares[0]?.percent ?? FLAG_DEFAULTS[name], choice: choices[0]?.choice ?? "auto" };
}

/** A statement for a batch. */
export function saveChoice(
  db: TenantDb,
  name: RolloutName,
  choice: Exclude<RolloutChoice, "auto">,
  updatedAt: EpochMs,
) {
  const set = { choice, updatedAt };
  return db.orm
    .insert(rolloutChoices)
    .values({ tenantId: db.tenantId, name, ...set })
    .onConflictDoUpdate({ target: [rolloutChoices.tenantId, rolloutChoices.name], set });
}

/** A statement for a batch. */
export function deleteChoice(db: TenantDb, name: RolloutName) {
  return db.orm.delete(rolloutChoices).where(mine(db, name));
}

function mine(db: TenantDb, name: RolloutName) {
  return and(eq(rolloutChoices.tenantId, db.tenantId), eq(rolloutChoices.name, name));
}
