import { and, eq, inArray } from "drizzle-orm";
import type { RolloutChoice, RolloutName, RolloutView } from "../../contracts/rollouts.ts";
import type { EpochMs } from "../../domain/time.ts";
import { rolloutChoices, rollouts } from "../schema/rollouts.ts";
import type { TenantDb } from "../tenant-db.ts";

/** Of these, those that were ever set. */
export async function listRollouts({ orm }: Pick<TenantDb, "orm">, names: RolloutName[]): Promise<RolloutView[]> {
  const { name, percent } = rollouts;
  return orm.select({ name, percent }).from(rollouts).where(inArray(name, names));
}

/** A statement for a batch. */
export function saveRollout({ orm }: Pick<TenantDb, "orm">, { name, percent }: RolloutView, updatedAt: EpochMs) {
  const set = { percent, updatedAt };
  return orm
    .insert(rollouts)
    .values({ name, ...set })
    .onConflictDoUpdate({ target: rollouts.name, set });
}

/** Nothing was set: nobody has it. */
export async function findRollout(
  db: TenantDb,
  name: RolloutName,
): Promise<{ percent: number; choice: RolloutChoice }> {
  const [shares, choices] = await db.orm.batch([
    db.orm.select().from(rollouts).where(eq(rollouts.name, name)),
    db.orm.select().from(rolloutChoices).where(mine(db, name)),
  ]);
  return { percent: shares[0]?.percent ?? 0, choice: choices[0]?.choice ?? "auto" };
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
