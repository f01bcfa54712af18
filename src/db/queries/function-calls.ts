import { and, asc, eq, type InferSelectModel } from "drizzle-orm";
import type { CallId } from "../../domain/ids.ts";
import { functionCalls } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type FunctionCallRow = Omit<InferSelectModel<typeof functionCalls>, "tenantId">;

/** In the order in which they were called. */
export async function listFunctionCalls(db: TenantDb, callId: CallId, page: Page): Promise<Paged<FunctionCallRow>> {
  const rows = await db.orm
    .select()
    .from(functionCalls)
    .where(
      and(
        eq(functionCalls.tenantId, db.tenantId),
        eq(functionCalls.callId, callId),
        afterCursor(page, { at: functionCalls.at, id: functionCalls.id }),
      ),
    )
    .orderBy(asc(functionCalls.at), asc(functionCalls.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}

/** A statement for `db.orm.batch`. The same record again leaves the first as it is. */
export function insertFunctionCall(db: TenantDb, row: FunctionCallRow) {
  return db.orm
    .insert(functionCalls)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoNothing();
}
