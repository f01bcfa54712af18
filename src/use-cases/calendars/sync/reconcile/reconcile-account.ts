import type { Background } from "../../../../db/directory.ts";
import { findAccount } from "../../../../db/queries/calendar-accounts.ts";
import {
  beginReconcile,
  nextWrittenTarget,
  type ReconcileRow,
  runningReconcile,
  stepReconcile,
} from "../../../../db/queries/calendar-reconciles.ts";
import { type TenantDb, tenantDb } from "../../../../db/tenant-db.ts";
import type { CalendarAccountRef } from "../../../../domain/calendars/account-ref.ts";
import type { EpochMs } from "../../../../domain/time.ts";
import { newId } from "../../../new-id.ts";
import { openCalendarVendor } from "../open-vendor.ts";
import { logEntry } from "../sync-log.ts";
import { wakeReconcile } from "./ask-reconcile.ts";
import { type Comparison, reconcileTarget } from "./reconcile-target.ts";

type In = { env: Env; background: Background; now: EpochMs };

/** One calendar is asked so often in a row; what is left then is found the next night. */
const MAX_STEPS = 20;
const LONGEST_DELAY_SECONDS = 600;

/** The nightly look. Where one is running, it goes on with that. */
export async function reconcileAccount(within: In, { tenantId, accountId }: CalendarAccountRef): Promise<void> {
  const db = tenantDb(within.env.DB, tenantId);
  if ((await findAccount(db, accountId))?.state !== "connected") return;
  await beginReconcile(db, { id: newId("crr"), accountId, cause: "nightly", startedAt: within.now });
  await goOnReconciling(within, { tenantId, accountId });
}

/** One calendar a step, so that each is short; the row tells where the next one begins, and counts it once. */
export async function goOnReconciling(within: In, { tenantId, accountId }: CalendarAccountRef): Promise<void> {
  const { env, now } = within;
  const db = tenantDb(env.DB, tenantId);
  const [row, account] = await Promise.all([runningReconcile(db, accountId), findAccount(db, accountId)]);
  if (!row) return;
  const vendor = account && (await openCalendarVendor(env, db, account));
  if (!account || !vendor?.ok)
    return end(db, row, "failed", vendor && !vendor.ok ? vendor.error.reason : "disconnected", now);
  const target = await nextWrittenTarget(db, accountId, row.position);
  if (!target) return end(db, row, row.error === null ? "done" : "failed", row.error, now);
  const found = await reconcileTarget(within, { db, vendor: vendor.value, account, target });
  const isOver = found.again === null || row.steps + 1 >= MAX_STEPS;
  const place = isOver ? { position: target.id, steps: 0 } : { steps: row.steps + 1 };
  const error = isOver ? (found.error ?? row.error) : row.error;
  if (!(await stepReconcile(db, row, { ...place, ...sum(row, found, isOver), error, updatedAt: now }))) return;
  await wakeReconcile(env, { tenantId, accountId }, isOver ? 0 : delayUntil(found.again ?? now, now));
}

function delayUntil(at: EpochMs, now: EpochMs): number {
  return Math.min(Math.max(Math.ceil((at - now) / 1_000), 0), LONGEST_DELAY_SECONDS);
}

/** A step that comes again looks at all of the calendar, so its last one tells how much that is. */
function sum(row: ReconcileRow, { checked, counts }: Comparison, isLast: boolean): Partial<ReconcileRow> {
  const { missing, moved, orphaned, gone, proposed, failed } = counts;
  return {
    checked: row.checked + (isLast ? checked : 0),
    failed: row.failed + (isLast ? failed : 0),
    missing: row.missing + missing,
    moved: row.moved + moved,
    orphaned: row.orphaned + orphaned,
    gone: row.gone + gone,
    proposed: row.proposed + proposed,
  };
}

async function end(
  db: TenantDb,
  row: ReconcileRow,
  state: "done" | "failed",
  error: string | null,
  now: EpochMs,
): Promise<void> {
  if (!(await stepReconcile(db, row, { state, error, endedAt: now, updatedAt: now }))) return;
  await logEntry(db, { accountId: row.accountId }, "reconciled", error, now, row.checked);
}
