import { and, eq, gt, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { OperatorId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { type OperatorRow, operators } from "../schema/operators.ts";

export async function findOperator(d1: D1Database, id: OperatorId): Promise<OperatorRow | null> {
  return (await drizzle(d1).select().from(operators).where(eq(operators.id, id)).get()) ?? null;
}

export async function findOperatorByEmailIndex(d1: D1Database, emailIndex: string): Promise<OperatorRow | null> {
  return (await drizzle(d1).select().from(operators).where(eq(operators.emailIndex, emailIndex)).get()) ?? null;
}

/** Whose set-up link this is. Null when it was used, has expired, or the operator is disabled. */
export async function findOperatorBySetup(
  d1: D1Database,
  setupHash: string,
  now: EpochMs,
): Promise<OperatorRow | null> {
  const row = await drizzle(d1).select().from(operators).where(openSetup(setupHash, now)).get();
  return row ?? null;
}

/** Uses the link up. False when another request was first. */
export async function completeSetup(
  d1: D1Database,
  { setupHash, passwordHash, now }: { setupHash: string; passwordHash: string; now: EpochMs },
): Promise<boolean> {
  const result = await drizzle(d1)
    .update(operators)
    .set({ passwordHash, setupHash: null, setupExpiresAt: null })
    .where(openSetup(setupHash, now));
  return result.meta.changes === 1;
}

function openSetup(setupHash: string, now: EpochMs) {
  return and(eq(operators.setupHash, setupHash), gt(operators.setupExpiresAt, now), isNull(operators.disabledAt));
}
