import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import type { CallbackStatus, CallbackUrgency } from "../../contracts/callback-tasks.ts";
import type { BranchId, CallbackTaskId, CallId, UserId } from "../../domain/ids.ts";
import { callbackTasks } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type CallbackTaskRow = Omit<InferSelectModel<typeof callbackTasks>, "tenantId">;
export type CallbackFilter = {
  status?: CallbackStatus | undefined;
  urgency?: CallbackUrgency | undefined;
  branchId?: BranchId | undefined;
  ownerId?: UserId | undefined;
  callId?: CallId | undefined;
  /** For who sees only what is theirs. */
  onlyOwner?: UserId | undefined;
};
type Change = Partial<Pick<CallbackTaskRow, "status" | "ownerId" | "updatedAt" | "settledAt" | "sealed" | "urgency">>;

const keyset = { at: callbackTasks.createdAt, id: callbackTasks.id };

/** Newest first. */
export async function listCallbackTasks(
  db: TenantDb,
  filter: CallbackFilter,
  page: Page,
): Promise<Paged<CallbackTaskRow>> {
  const { status, urgency, branchId, ownerId, callId, onlyOwner } = filter;
  const rows = await db.orm
    .select()
    .from(callbackTasks)
    .where(
      and(
        eq(callbackTasks.tenantId, db.tenantId),
        status && eq(callbackTasks.status, status),
        urgency && eq(callbackTasks.urgency, urgency),
        branchId && eq(callbackTasks.branchId, branchId),
        ownerId && eq(callbackTasks.ownerId, ownerId),
        callId && eq(callbackTasks.callId, callId),
        onlyOwner && eq(callbackTasks.ownerId, onlyOwner),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(callbackTasks.createdAt), desc(callbackTasks.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findCallbackTask(
  db: TenantDb,
  id: CallbackTaskId,
  onlyOwner?: UserId,
): Promise<CallbackTaskRow | null> {
  const mine = onlyOwner && eq(callbackTasks.ownerId, onlyOwner);
  return (
    (await db.orm
      .select()
      .from(callbackTasks)
      .where(and(one(db, id), mine))
      .get()) ?? null
  );
}

// Statements for a batch.

/** The same task again leaves the first as it is. */
export function insertCallbackTask(db: TenantDb, row: CallbackTaskRow) {
  return db.orm
    .insert(callbackTasks)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoNothing();
}

/** Changes what is still open, and nothing else. */
export function updateOpenCallback(db: TenantDb, id: CallbackTaskId, change: Change) {
  return db.orm
    .update(callbackTasks)
    .set(change)
    .where(and(one(db, id), eq(callbackTasks.status, "open")));
}

function one(db: TenantDb, id: CallbackTaskId) {
  return and(eq(callbackTasks.tenantId, db.tenantId), eq(callbackTasks.id, id));
}
