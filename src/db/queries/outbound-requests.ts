import { and, asc, desc, eq, inArray, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { OutboundSettings, OutboundStatus } from "../../contracts/outbound-requests.ts";
import type { CallId, CustomerId, LeadId, OutboundCallId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { callConsents, outboundCalls, outboundSettingsTable } from "../schema/outbound-calls.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

type Row<T extends { $inferSelect: object }> = Omit<T["$inferSelect"], "tenantId">;
export type OutboundRow = Row<typeof outboundCalls>;
export type CallConsentRow = Row<typeof callConsents>;
export type OutboundFilter = {
  leadId?: LeadId | undefined;
  customerId?: CustomerId | undefined;
  status?: OutboundStatus | undefined;
};
export type OutboundChange = Partial<
  Pick<OutboundRow, "status" | "reason" | "attempts" | "callId" | "nextAttemptAt" | "updatedAt">
>;

/** Null: as usual. */
export async function findOutboundSettings(db: TenantDb): Promise<OutboundSettings | null> {
  const { settings, tenantId } = outboundSettingsTable;
  const row = await db.orm.select({ settings }).from(outboundSettingsTable).where(eq(tenantId, db.tenantId)).get();
  return row?.settings ?? null;
}

/** A statement for `db.orm.batch`. */
export function storeOutboundSettings(db: TenantDb, settings: OutboundSettings, updatedAt: EpochMs) {
  const set = { settings, updatedAt };
  return db.orm
    .insert(outboundSettingsTable)
    .values({ ...set, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: outboundSettingsTable.tenantId, set });
}

/** Newest first. */
export async function listOutbound(db: TenantDb, filter: OutboundFilter, page: Page): Promise<Paged<OutboundRow>> {
  const { leadId, customerId, status } = filter;
  const keyset = { at: outboundCalls.createdAt, id: outboundCalls.id };
  const rows = await db.orm
    .select()
    .from(outboundCalls)
    .where(
      and(
        eq(outboundCalls.tenantId, db.tenantId),
        leadId && eq(outboundCalls.leadId, leadId),
        customerId && eq(outboundCalls.customerId, customerId),
        status && eq(outboundCalls.status, status),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findOutbound(db: TenantDb, id: OutboundCallId): Promise<OutboundRow | null> {
  return (await db.orm.select().from(outboundCalls).where(one(db, id)).get()) ?? null;
}

export async function findOutboundByCall(db: TenantDb, callId: CallId): Promise<OutboundRow | null> {
  const theirs = and(eq(outboundCalls.tenantId, db.tenantId), eq(outboundCalls.callId, callId));
  return (await db.orm.select().from(outboundCalls).where(theirs).get()) ?? null;
}

export function insertOutbound(db: TenantDb, row: Omit<OutboundRow, "version">) {
  return db.orm.insert(outboundCalls).values({ ...row, tenantId: db.tenantId });
}

/** False when somebody else was first. */
export async function changeOutbound(
  db: TenantDb,
  { id, version }: Pick<OutboundRow, "id" | "version">,
  change: OutboundChange,
): Promise<boolean> {
  const same = and(one(db, id), eq(outboundCalls.version, version));
  const set = { ...change, version: version + 1 };
  const changed = await db.orm.update(outboundCalls).set(set).where(same).returning({ id: outboundCalls.id });
  return changed.length > 0;
}

export function insertCallConsent(db: TenantDb, row: CallConsentRow) {
  return db.orm.insert(callConsents).values({ ...row, tenantId: db.tenantId });
}

/** The newest line of a number. Null: none. */
export async function findCallConsent(db: TenantDb, phoneIndex: string): Promise<CallConsentRow | null> {
  const theirs = and(eq(callConsents.tenantId, db.tenantId), eq(callConsents.phoneIndex, phoneIndex));
  const newest = db.orm.select().from(callConsents).where(theirs);
  return (await newest.orderBy(desc(callConsents.at), desc(callConsents.id)).limit(1).get()) ?? null;
}

/** Newest first. */
export async function listCallConsents(db: TenantDb, page: Page): Promise<Paged<CallConsentRow>> {
  const keyset = { at: callConsents.at, id: callConsents.id };
  const rows = await db.orm
    .select()
    .from(callConsents)
    .where(and(eq(callConsents.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}

/** Platform-wide, for the sweep. */
export function listDueOutbound(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; outboundId: OutboundCallId }[]> {
  const { tenantId, id: outboundId, nextAttemptAt, status } = outboundCalls;
  return drizzle(d1)
    .select({ tenantId, outboundId })
    .from(outboundCalls)
    .where(and(inArray(status, ["due", "calling"]), lte(nextAttemptAt, now)))
    .orderBy(asc(nextAttemptAt))
    .limit(limit)
    .all();
}

function one(db: TenantDb, id: OutboundCallId) {
  return and(eq(outboundCalls.tenantId, db.tenantId), eq(outboundCalls.id, id));
}
