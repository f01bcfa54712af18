import type { MirrorState, MirrorView, SyncLogView } from "../../../contracts/calendar-sync.ts";
import { findAccount } from "../../../db/queries/calendar-accounts.ts";
import {
  deadOf,
  discardMirror,
  findMirror,
  listMirrors,
  type MirrorRow,
  theMirror,
  wantAgain,
} from "../../../db/queries/calendar-mirrors.ts";
import { listSyncLog } from "../../../db/queries/calendar-sync-log.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId, CalendarMirrorId, TenantId } from "../../../domain/ids.ts";
import { toUtc } from "../../../domain/time.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import type { Keeper } from "../keeper.ts";
import { wakeCalendarCouriers } from "./wake-couriers.ts";

type Filter = { accountId?: CalendarAccountId | undefined; state?: MirrorState | undefined };

export async function viewMirrors(env: Env, id: TenantId, filter: Filter, page: Page): Promise<Paged<MirrorView>> {
  const { items, nextCursor } = await listMirrors(tenantDb(env.DB, id), filter, page);
  return { items: items.map(toView), nextCursor };
}

/** What was given up is tried again. Null: there is none. */
export async function replayMirror(keeper: Keeper, id: CalendarMirrorId): Promise<MirrorView | null> {
  const db = dbOf(keeper);
  const found = await findMirror(db, id);
  if (!found) return null;
  await db.orm.batch([
    wantAgain(db, theMirror(id), keeper.now),
    auditOf(keeper, "calendar_mirror.replayed", id, { accountId: found.accountId }),
  ]);
  await wakeCalendarCouriers(keeper.env, db.tenantId, [found.accountId]);
  return toView({ ...found, state: "waiting", attempts: 0, nextAttemptAt: keeper.now, lastError: null });
}

/** All that was given up at one account. Null: there is no such account. */
export async function replayAll(keeper: Keeper, accountId: CalendarAccountId): Promise<true | null> {
  const db = dbOf(keeper);
  if (!(await findAccount(db, accountId))) return null;
  await db.orm.batch([
    wantAgain(db, deadOf(accountId), keeper.now),
    auditOf(keeper, "calendar_account.replayed", accountId, {}),
  ]);
  await wakeCalendarCouriers(keeper.env, db.tenantId, [accountId]);
  return true;
}

/** Leaves the calendar outside as it is, until the appointment changes again. */
export async function discard(keeper: Keeper, id: CalendarMirrorId): Promise<MirrorView | null> {
  const db = dbOf(keeper);
  const found = await findMirror(db, id);
  if (!found) return null;
  await db.orm.batch([
    discardMirror(db, id, keeper.now),
    auditOf(keeper, "calendar_mirror.discarded", id, { accountId: found.accountId }),
  ]);
  return toView({ ...found, state: "discarded", nextAttemptAt: null });
}

export async function viewSyncLog(
  env: Env,
  tenantId: TenantId,
  id: CalendarAccountId,
  page: Page,
): Promise<Paged<SyncLogView> | null> {
  const db = tenantDb(env.DB, tenantId);
  if (!(await findAccount(db, id))) return null;
  const { items, nextCursor } = await listSyncLog(db, id, page);
  const view = items.map(({ id: entry, at, action, error, targetId, subjectId, count }) => {
    return { id: entry, at: toUtc(at), action, error, targetId, subjectId, count };
  });
  return { items: view, nextCursor };
}

function toView(row: MirrorRow): MirrorView {
  const { id, accountId, targetId, appointmentId, state, wantedVersion, doneVersion, attempts, lastError } = row;
  const about = { id, accountId, targetId, appointmentId, state, wantedVersion, doneVersion, attempts, lastError };
  const nextAttemptAt = row.nextAttemptAt === null ? null : toUtc(row.nextAttemptAt);
  return { ...about, nextAttemptAt, createdAt: toUtc(row.createdAt) };
}
