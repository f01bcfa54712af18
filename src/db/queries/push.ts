import { and, asc, eq, type InferSelectModel, inArray, isNull } from "drizzle-orm";
import type { AccountId, PushId, UserId } from "../../domain/ids.ts";
import { users } from "../schema/identity.ts";
import { pushSubscriptions } from "../schema/push.ts";
import type { TenantDb } from "../tenant-db.ts";
import { among } from "./page.ts";

export type PushRow = InferSelectModel<typeof pushSubscriptions>;

export function listPushOfUser(db: TenantDb, userId: UserId, limit: number): Promise<PushRow[]> {
  const own = and(eq(pushSubscriptions.tenantId, db.tenantId), eq(pushSubscriptions.userId, userId));
  return db.orm
    .select()
    .from(pushSubscriptions)
    .where(own)
    .orderBy(asc(pushSubscriptions.createdAt), asc(pushSubscriptions.id))
    .limit(limit)
    .all();
}

/** Of users who may still sign in, with what decides what they see. */
export function listPushTargets(db: TenantDb, limit: number) {
  const { role, staffId, seesAllCalendars, language } = users;
  return db.orm
    .select({ row: pushSubscriptions, user: { role, staffId, seesAllCalendars, language } })
    .from(pushSubscriptions)
    .innerJoin(users, and(eq(users.tenantId, db.tenantId), eq(users.id, pushSubscriptions.userId)))
    .where(and(eq(pushSubscriptions.tenantId, db.tenantId), isNull(users.disabledAt)))
    .orderBy(asc(pushSubscriptions.id))
    .limit(limit)
    .all();
}

/** A statement for a batch. A device that another user of the business signs in on becomes theirs. */
export function putPushSubscription(db: TenantDb, row: Omit<PushRow, "tenantId">) {
  const { userId, sealedTarget, device, createdAt, id } = row;
  return db.orm
    .insert(pushSubscriptions)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoUpdate({
      target: [pushSubscriptions.tenantId, pushSubscriptions.endpointHash],
      set: { id, userId, sealedTarget, device, createdAt },
    });
}

/** A statement for a batch. Operators have none. */
export function deletePushOf(db: TenantDb, accountId: AccountId) {
  const own = and(eq(pushSubscriptions.tenantId, db.tenantId), eq(pushSubscriptions.userId, accountId as UserId));
  return db.orm.delete(pushSubscriptions).where(own);
}

/** A statement for a batch. */
export function deletePushSubscriptions(db: TenantDb, ids: readonly PushId[]) {
  const these = and(eq(pushSubscriptions.tenantId, db.tenantId), inArray(pushSubscriptions.id, among(ids)));
  return db.orm.delete(pushSubscriptions).where(these);
}
