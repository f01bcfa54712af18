import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import type { ProposalState } from "../../contracts/calendar-sync.ts";
import type { CalendarMirrorId, CalendarProposalId, CalendarTargetId } from "../../domain/ids.ts";
import { calendarProposals } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ProposalRow = InferSelectModel<typeof calendarProposals>;

const keyset = { at: calendarProposals.raisedAt, id: calendarProposals.id };

/** Newest first. */
export async function listProposals(
  db: TenantDb,
  state: ProposalState | undefined,
  page: Page,
): Promise<Paged<ProposalRow>> {
  const rows = await db.orm
    .select()
    .from(calendarProposals)
    .where(and(ofTenant(db), state && eq(calendarProposals.state, state), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.raisedAt, id: row.id }));
}

export async function findProposal(db: TenantDb, id: CalendarProposalId): Promise<ProposalRow | null> {
  const where = and(ofTenant(db), eq(calendarProposals.id, id));
  return (await db.orm.select().from(calendarProposals).where(where).get()) ?? null;
}

/** What waits to be decided of one calendar. */
export function openProposalsAt(db: TenantDb, targetId: CalendarTargetId): Promise<ProposalRow[]> {
  const where = and(ofTenant(db), eq(calendarProposals.targetId, targetId), eq(calendarProposals.state, "open"));
  return db.orm.select().from(calendarProposals).where(where).all();
}

/** A statement. What somebody did last to a mirror takes the place of what they did before. */
export function insertProposal(db: TenantDb, row: Omit<ProposalRow, "tenantId">) {
  return db.orm.insert(calendarProposals).values({ ...row, tenantId: db.tenantId });
}

/** A statement. */
export function closeOpenProposal(db: TenantDb, mirrorId: CalendarMirrorId, resolvedAt: number) {
  return db.orm
    .update(calendarProposals)
    .set({ state: "dismissed", resolvedAt, resolvedBy: "system" })
    .where(and(ofTenant(db), eq(calendarProposals.mirrorId, mirrorId), eq(calendarProposals.state, "open")));
}

/** A statement. One that is closed stays as it is. */
export function changeProposal(db: TenantDb, id: CalendarProposalId, change: Partial<ProposalRow>) {
  return db.orm
    .update(calendarProposals)
    .set(change)
    .where(and(ofTenant(db), eq(calendarProposals.id, id), eq(calendarProposals.state, "open")));
}

function ofTenant(db: TenantDb) {
  return eq(calendarProposals.tenantId, db.tenantId);
}
