import { and, desc, eq, getTableColumns, type InferSelectModel } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { FeedbackStatus } from "../../contracts/feedback.ts";
import type { FeedbackId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { feedback } from "../schema/feedback.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

type FeedbackRow = InferSelectModel<typeof feedback>;
export type ListedFeedback = FeedbackRow & { tenantName: string };

const listed = () => ({ ...getTableColumns(feedback), tenantName: tenants.name });

/** Of all tenants, for the operators: newest first. */
export async function listFeedback(
  d1: D1Database,
  status: FeedbackStatus | null,
  page: Page,
): Promise<Paged<ListedFeedback>> {
  const keyset = { at: feedback.createdAt, id: feedback.id };
  const rows = await drizzle(d1)
    .select(listed())
    .from(feedback)
    .innerJoin(tenants, eq(tenants.id, feedback.tenantId))
    .where(and(status === null ? undefined : eq(feedback.status, status), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** Of whichever tenant: for the operators. */
export async function findFeedback(d1: D1Database, id: FeedbackId): Promise<ListedFeedback | null> {
  const ofAny = drizzle(d1).select(listed()).from(feedback).innerJoin(tenants, eq(tenants.id, feedback.tenantId));
  return (await ofAny.where(eq(feedback.id, id)).get()) ?? null;
}

// Statements for a batch.

export function insertFeedback(db: TenantDb, row: Omit<FeedbackRow, "tenantId">) {
  return db.orm.insert(feedback).values({ ...row, tenantId: db.tenantId });
}

export function settleFeedback(
  db: TenantDb,
  id: FeedbackId,
  change: { status: FeedbackStatus; settledAt: EpochMs | null },
) {
  return db.orm
    .update(feedback)
    .set(change)
    .where(and(eq(feedback.tenantId, db.tenantId), eq(feedback.id, id)));
}
