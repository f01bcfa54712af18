import { and, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { EpochMs } from "../../domain/time.ts";
import { idempotencyKeys } from "../schema/idempotency.ts";
import type { TenantDb } from "../tenant-db.ts";

export type IdempotencyRow = InferSelectModel<typeof idempotencyKeys>;
/** Whose key it is, and for what. */
export type IdempotencyScope = Pick<IdempotencyRow, "actor" | "route" | "key">;
export type IdempotencyClaim = IdempotencyScope &
  Pick<IdempotencyRow, "bodyHash" | "lease" | "leaseUntil" | "expiresAt">;

/**
 * Claims the key for one execution. False when it is taken: by an answer, or by an execution. When that has died,
 * `mayRunAgain` gives its claim to the next who asks the same.
 */
export async function claimIdempotencyKey(
  db: TenantDb,
  { mayRunAgain, ...claim }: IdempotencyClaim & { mayRunAgain: boolean },
  now: EpochMs,
): Promise<boolean> {
  const { tenantId, actor, route, key, state, leaseUntil, expiresAt, bodyHash } = idempotencyKeys;
  const isDead = sql`${state} = 'running' and ${leaseUntil} <= ${now} and ${bodyHash} = ${claim.bodyHash}`;
  const isOver = sql`${expiresAt} <= ${now}`;
  const isFree = mayRunAgain ? sql`${isOver} or (${isDead})` : isOver;
  const fresh = { ...claim, state: "running" as const, status: null, sealedAnswer: null };
  const claimed = await db.orm
    .insert(idempotencyKeys)
    .values({ ...fresh, tenantId: db.tenantId })
    .onConflictDoUpdate({
      target: [tenantId, actor, route, key],
      set: fresh,
      setWhere: isFree,
    })
    .returning({ lease: idempotencyKeys.lease });
  return claimed.length > 0;
}

export async function findIdempotencyKey(db: TenantDb, scope: IdempotencyScope): Promise<IdempotencyRow | null> {
  return (await db.orm.select().from(idempotencyKeys).where(one(db, scope)).get()) ?? null;
}

/**
 * A statement for the batch of the effect, so that effect and answer are stored together or not at all. When another
 * execution has taken over meanwhile, the state becomes null, which the column refuses: that rolls the batch back.
 */
export function completeIdempotency(
  db: TenantDb,
  { lease, ...scope }: IdempotencyScope & Pick<IdempotencyRow, "lease">,
  answer: { status: number; sealedAnswer: string | null },
) {
  const state = sql<"done">`case when ${idempotencyKeys.lease} = ${lease} then 'done' end`;
  const open = eq(idempotencyKeys.state, "running");
  return db.orm
    .update(idempotencyKeys)
    .set({ ...answer, state })
    .where(and(one(db, scope), open));
}

/** The key is free again: nothing was carried out. */
export async function releaseIdempotencyKey(
  db: TenantDb,
  { lease, ...scope }: IdempotencyScope & Pick<IdempotencyRow, "lease">,
): Promise<void> {
  const mine = and(eq(idempotencyKeys.lease, lease), eq(idempotencyKeys.state, "running"));
  await db.orm.delete(idempotencyKeys).where(and(one(db, scope), mine));
}

function one(db: TenantDb, { actor, route, key }: IdempotencyScope) {
  const { tenantId, ...columns } = idempotencyKeys;
  return and(eq(tenantId, db.tenantId), eq(columns.actor, actor), eq(columns.route, route), eq(columns.key, key));
}
