import { and, asc, eq, gt, type InferSelectModel, inArray, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { EpochMs } from "../../domain/time.ts";
import { manageLinks } from "../schema/manage-links.ts";
import type { TenantDb } from "../tenant-db.ts";
import { listedRows } from "./listed-rows.ts";

export type ManageLinkRow = InferSelectModel<typeof manageLinks>;

export type NewManageLink = Omit<ManageLinkRow, "tenantId">;

/** A statement for `db.orm.batch`. */
export function insertManageLink(db: TenantDb, link: NewManageLink) {
  return db.orm.insert(manageLinks).values({ ...link, tenantId: db.tenantId });
}

/** The same for many, in one statement. */
export function insertManageLinks(db: TenantDb, links: readonly NewManageLink[]) {
  return db.orm.insert(manageLinks).select(listedRows(db, manageLinks, links));
}

/** Whoever has the token names no tenant: the link does. Null when there is none, or it is over. */
export async function findManageLink(d1: D1Database, tokenHash: string, now: EpochMs): Promise<ManageLinkRow | null> {
  const mine = and(eq(manageLinks.tokenHash, tokenHash), gt(manageLinks.expiresAt, now));
  return (await drizzle(d1).select().from(manageLinks).where(mine).get()) ?? null;
}

/** Tells how many went; `limit` means that there may be more. */
export async function deleteExpiredManageLinks(d1: D1Database, now: EpochMs, limit: number): Promise<number> {
  const orm = drizzle(d1);
  const expired = orm
    .select({ tokenHash: manageLinks.tokenHash })
    .from(manageLinks)
    .where(lte(manageLinks.expiresAt, now))
    .orderBy(asc(manageLinks.expiresAt))
    .limit(limit);
  const result = await orm.delete(manageLinks).where(inArray(manageLinks.tokenHash, expired));
  return result.meta.changes;
}
