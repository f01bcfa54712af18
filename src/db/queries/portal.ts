import { and, asc, desc, eq, gt, gte, type InferSelectModel, inArray, lt, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { AppointmentId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { customers } from "../schema/customers.ts";
import { portalTokens } from "../schema/portal.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AppointmentRow } from "./appointments.ts";

export type PortalTokenRow = InferSelectModel<typeof portalTokens>;
/** Who proved an address or a number, by its keyed hash. */
export type PortalOwner = { proof: PortalTokenRow["proof"]; index: string };
export type BookedWhen = { when: "upcoming" | "past"; now: EpochMs; limit: number };
type Given = Pick<PortalTokenRow, "tokenHash" | "purpose">;

/** A statement for a batch. */
export function insertPortalToken(db: TenantDb, token: Omit<PortalTokenRow, "tenantId">) {
  return db.orm.insert(portalTokens).values({ ...token, tenantId: db.tenantId });
}

/** A statement for a batch: a newer link makes older ones worthless. */
export function deletePortalLinks(db: TenantDb, emailIndex: string) {
  return db.orm.delete(portalTokens).where(theirs(db, emailIndex, "link"));
}

/** A statement for a batch: one address a customer, so that a new one ends the old. */
export function deleteOwnFeeds(db: TenantDb, emailIndex: string) {
  return db.orm.delete(portalTokens).where(theirs(db, emailIndex, "feed"));
}

/** A statement for a batch: links, sessions and feeds of these addresses. */
export function deletePortalTokensOf(db: TenantDb, emailIndexes: readonly string[]) {
  const { tenantId, emailIndex } = portalTokens;
  return db.orm.delete(portalTokens).where(and(eq(tenantId, db.tenantId), inArray(emailIndex, [...emailIndexes])));
}

export async function hasStandingFeed(db: TenantDb, emailIndex: string, now: EpochMs): Promise<boolean> {
  const standing = and(theirs(db, emailIndex, "feed"), gt(portalTokens.expiresAt, now));
  return (await db.orm.$count(portalTokens, standing)) > 0;
}

/** Whoever has the address names no tenant: the row does. */
export async function findOwnFeed(d1: D1Database, tokenHash: string, now: EpochMs): Promise<PortalTokenRow | null> {
  const named = and(eq(portalTokens.tokenHash, tokenHash), eq(portalTokens.purpose, "feed"));
  const row = await drizzle(d1).select().from(portalTokens).where(named).get();
  return row && row.expiresAt > now ? row : null;
}

export async function prolongOwnFeed(db: TenantDb, tokenHash: string, expiresAt: EpochMs): Promise<void> {
  await db.orm
    .update(portalTokens)
    .set({ expiresAt })
    .where(one(db, { tokenHash, purpose: "feed" }));
}

export async function findPortalToken(db: TenantDb, given: Given, now: EpochMs): Promise<PortalTokenRow | null> {
  const row = await db.orm.select().from(portalTokens).where(one(db, given)).get();
  return row && row.expiresAt > now ? row : null;
}

/** Uses it up. One statement decides, so of two requests at the same time one gets null. */
export async function takePortalToken(db: TenantDb, given: Given, now: EpochMs): Promise<PortalTokenRow | null> {
  const [row] = await db.orm.delete(portalTokens).where(one(db, given)).returning();
  return row && row.expiresAt > now ? row : null;
}

/** Platform-wide. Tells how many went; `limit` means that there may be more. */
export async function deleteExpiredPortalTokens(d1: D1Database, now: EpochMs, limit: number): Promise<number> {
  const orm = drizzle(d1);
  const expired = orm
    .select({ tokenHash: portalTokens.tokenHash })
    .from(portalTokens)
    .where(lte(portalTokens.expiresAt, now))
    .orderBy(asc(portalTokens.expiresAt))
    .limit(limit);
  const result = await orm.delete(portalTokens).where(inArray(portalTokens.tokenHash, expired));
  return result.meta.changes;
}

/**
 * Booked with this address, or under this number, over all branches: those that begin from `now` on, earliest first, or
 * the latest before.
 */
export async function listBookedWith(
  db: TenantDb,
  owner: PortalOwner,
  { when, now, limit }: BookedWhen,
): Promise<AppointmentRow[]> {
  const { startsAt, id } = appointments;
  const isUpcoming = when === "upcoming";
  return db.orm
    .select()
    .from(appointments)
    .where(and(bookedWith(db, owner), isUpcoming ? gte(startsAt, now) : lt(startsAt, now)))
    .orderBy(...(isUpcoming ? [asc(startsAt), asc(id)] : [desc(startsAt), desc(id)]))
    .limit(limit);
}

export async function findBookedWith(db: TenantDb, owner: PortalOwner, id: AppointmentId) {
  const one = and(bookedWith(db, owner), eq(appointments.id, id));
  return (await db.orm.select().from(appointments).where(one).get()) ?? null;
}

/** Of a number: what stands on its record, or on the one that this became. */
function bookedWith(db: TenantDb, { proof, index }: PortalOwner) {
  const mine = eq(appointments.tenantId, db.tenantId);
  if (proof === "email") return and(mine, eq(appointments.emailIndex, index));
  const record = db.orm
    .select({ id: sql`coalesce(${customers.mergedInto}, ${customers.id})` })
    .from(customers)
    .where(and(eq(customers.tenantId, db.tenantId), eq(customers.phoneIndex, index)));
  return and(mine, inArray(appointments.customerId, record));
}

function theirs(db: TenantDb, emailIndex: string, purpose: PortalTokenRow["purpose"]) {
  const own = and(eq(portalTokens.tenantId, db.tenantId), eq(portalTokens.emailIndex, emailIndex));
  return and(own, eq(portalTokens.purpose, purpose));
}

function one(db: TenantDb, { tokenHash, purpose }: Given) {
  const named = and(eq(portalTokens.tokenHash, tokenHash), eq(portalTokens.purpose, purpose));
  return and(named, eq(portalTokens.tenantId, db.tenantId));
}
