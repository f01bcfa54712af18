import { and, asc, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { CallId } from "../../domain/ids.ts";
import { functionCalls } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
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

/** In one statement, whatever their number. The same again changes nothing. */
export async function insertFunctionCalls(db: TenantDb, rows: readonly FunctionCallRow[]): Promise<void> {
  await db.orm.run(sql`
    ${withListed(["id", "callId", "branchId", "name", "isOk", "code", "error", "latencyMs", "sealed", "at"], rows)}
    INSERT INTO function_calls
      (tenant_id, id, call_id, branch_id, name, is_ok, code, error, latency_ms, sealed, at)
    SELECT ${db.tenantId}, id, callId, branchId, name, isOk, code, error, latencyMs, sealed, at FROM listed
    WHERE true
    ON CONFLICT DO NOTHING`);
}
