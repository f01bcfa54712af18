import type { ReconcileView } from "../../../../contracts/calendar-sync.ts";
import type { CalendarMessage } from "../../../../contracts/queue-messages.ts";
import { findAccount } from "../../../../db/queries/calendar-accounts.ts";
import {
  beginReconcile,
  listReconciles,
  type ReconcileRow,
  runningReconcile,
} from "../../../../db/queries/calendar-reconciles.ts";
import type { Page, Paged } from "../../../../db/queries/page.ts";
import { tenantDb } from "../../../../db/tenant-db.ts";
import { reconcileLimit } from "../../../../domain/identity/strict-limits.ts";
import type { CalendarAccountId, TenantId } from "../../../../domain/ids.ts";
import { err, ok, type Result } from "../../../../domain/result.ts";
import { toUtc } from "../../../../domain/time.ts";
import { faultFacts, log } from "../../../../log.ts";
import { auditOf, dbOf } from "../../../clerk.ts";
import { type TooManyAttempts, takeStrict } from "../../../identity/strict-limit.ts";
import { newId } from "../../../new-id.ts";
import type { Keeper } from "../../keeper.ts";
import type { AccountRefusal } from "../account-refusal.ts";

type Refusal = AccountRefusal | TooManyAttempts;

/** Looks over an account behind the answer. While one look is running, that one is the answer. */
export async function askReconcile(
  keeper: Keeper,
  accountId: CalendarAccountId,
): Promise<Result<ReconcileView, Refusal>> {
  const { env, now, requestId } = keeper;
  const db = dbOf(keeper);
  const account = await findAccount(db, accountId);
  if (!account) return err({ reason: "not_found", what: "calendar account" });
  const running = await runningReconcile(db, accountId);
  if (running) return ok(toView(running));
  if (account.state !== "connected") return err({ reason: "vendor", failure: { reason: "credential_dead" } });
  const allowed = await takeStrict(env, reconcileLimit, accountId);
  if (!allowed.ok) return allowed;
  const id = newId("crr");
  await db.orm.batch([
    beginReconcile(db, { id, accountId, cause: "asked", startedAt: now }),
    auditOf(keeper, "calendar_account.reconcile_asked", accountId, { reconcileId: id }),
  ]);
  await wakeReconcile(env, { tenantId: db.tenantId, accountId, requestId });
  const begun = await runningReconcile(db, accountId);
  if (!begun) throw new Error("the look that was just begun is gone");
  return ok(toView(begun));
}

/** Null: there is no such account. */
export async function viewReconciles(
  env: Env,
  tenantId: TenantId,
  id: CalendarAccountId,
  page: Page,
): Promise<Paged<ReconcileView> | null> {
  const db = tenantDb(env.DB, tenantId);
  if (!(await findAccount(db, id))) return null;
  const { items, nextCursor } = await listReconciles(db, id, page);
  return { items: items.map(toView), nextCursor };
}

type Ref = { tenantId: TenantId; accountId: CalendarAccountId; requestId?: string | undefined };

/** A wake-up that is lost is made up for by the cron. */
export async function wakeReconcile(env: Env, ref: Ref, delaySeconds = 0): Promise<void> {
  try {
    await env.CALENDARS.send({ type: "go_on_reconciling", ...ref } satisfies CalendarMessage, { delaySeconds });
  } catch (error) {
    log("warn", "calendar_wake_up_failed", faultFacts(error));
  }
}

function toView(row: ReconcileRow): ReconcileView {
  const { id, accountId, cause, state, checked, missing, moved, orphaned, gone, proposed, failed, error } = row;
  const endedAt = row.endedAt === null ? null : toUtc(row.endedAt);
  const found = { checked, repaired: { missing, moved, orphaned, gone }, proposed, failed, error };
  return { id, accountId, cause, state, startedAt: toUtc(row.startedAt), endedAt, ...found };
}
