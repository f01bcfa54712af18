import type { TargetBody, TargetView } from "../../../contracts/calendar-sync.ts";
import { findAccount } from "../../../db/queries/calendar-accounts.ts";
import { listUpcomingIds } from "../../../db/queries/calendar-backfill.ts";
import { deleteMirrors } from "../../../db/queries/calendar-mirrors.ts";
import {
  countTargets,
  deleteTarget,
  findTarget,
  insertTarget,
  type TargetRow,
  targetsOf,
} from "../../../db/queries/calendar-targets.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { mirrorWindow } from "../../../domain/calendars/decide-push.ts";
import type { CalendarAccountId, CalendarTargetId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, toUtc } from "../../../domain/time.ts";
import { accessBranch } from "../../booking/branch-access.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import type { Keeper } from "../keeper.ts";
import type { AccountRefusal } from "./account-refusal.ts";
import { blockAtOnce } from "./block-at-once.ts";
import { freeTargetTime } from "./block-target.ts";
import { stopWatching } from "./keep-watch.ts";
import { markMirrors } from "./mark-mirrors.ts";
import { wakeTarget } from "./pull-target.ts";
import { wakeCalendarCouriers } from "./wake-couriers.ts";

const MAX_TARGETS = 200;
/** So many appointments that stand already are written when a calendar is connected; the nightly look takes the rest. */
const MAX_BACKFILL = 2_000;

export async function viewTargets(env: Env, tenantId: TenantId, id: CalendarAccountId): Promise<TargetView[] | null> {
  const db = tenantDb(env.DB, tenantId);
  if (!(await findAccount(db, id))) return null;
  return (await targetsOf(db, id)).map(toView);
}

/** Writes what stands already, and reads what takes time, behind the answer. */
export async function createTarget(
  keeper: Keeper,
  accountId: CalendarAccountId,
  { serviceId, vendorCalendar: externalId, ...body }: TargetBody,
): Promise<Result<TargetView, AccountRefusal>> {
  const { env, background, actor, now } = keeper;
  const db = dbOf(keeper);
  const account = await findAccount(db, accountId);
  if (!account) return err({ reason: "not_found", what: "calendar account" });
  const access = await accessBranch(env, background, { tenantId: actor.tenantId, branchId: body.branchId });
  if (!access) return err({ reason: "not_found", what: "branch" });
  const { staff, resources } = access.rules;
  if (![...staff, ...resources].some(({ id }) => id === body.calendarId))
    return err({ reason: "not_found", what: "staff member or resource" });
  if (serviceId && !findService(access.rules, serviceId)) return err({ reason: "not_found", what: "service" });
  if ((await countTargets(db)) >= MAX_TARGETS) return err({ reason: "too_many", limit: MAX_TARGETS });
  const known = await targetsOf(db, accountId);
  if (known.some((each) => each.calendarId === body.calendarId && each.externalId === externalId))
    return err({ reason: "exists" });
  const row = {
    ...fresh,
    ...body,
    externalId,
    serviceId: serviceId ?? null,
    id: newId("ctg"),
    accountId,
    nextSyncAt: now,
    createdAt: now,
  };
  const { branchId, calendarId, writes, reads } = row;
  await db.orm.batch([
    insertTarget(db, row),
    auditOf(keeper, "calendar_target.created", row.id, { accountId, branchId, calendarId, writes, reads }),
  ]);
  await blockAtOnce(keeper, db, account, { ...row, tenantId: db.tenantId });
  await backfill(env, db, { ...row, tenantId: db.tenantId }, now);
  await wakeTarget(env, { tenantId: db.tenantId, targetId: row.id, requestId: keeper.requestId });
  return ok(toView({ ...row, tenantId: db.tenantId }));
}

const fresh = {
  cursor: null,
  fullSyncAt: null,
  lastSyncAt: null,
  failures: 0,
  lastError: null,
  busyCount: 0,
  channelId: null,
  channelResource: null,
  channelTokenHash: null,
  channelEndsAt: null,
  channelError: null,
  channelRetryAt: null,
} as const satisfies Partial<TargetRow>;

/** Marks what stands in the window and is not written yet. */
export async function backfill(env: Env, db: TenantDb, target: TargetRow, now: EpochMs): Promise<void> {
  if (!target.writes) return;
  const ids = await listUpcomingIds(db, target, mirrorWindow(now), MAX_BACKFILL);
  if (ids.length > 0) await wakeCalendarCouriers(env, db.tenantId, await markMirrors(db, ids, now));
}

/** What was written stays outside; the time that it blocked here is free again. */
export async function removeTarget(keeper: Keeper, id: CalendarTargetId): Promise<boolean> {
  const db = dbOf(keeper);
  const found = await findTarget(db, id);
  if (!found) return false;
  const { accountId, calendarId } = found;
  await db.orm.batch([
    deleteMirrors(db, id),
    deleteTarget(db, id),
    auditOf(keeper, "calendar_target.removed", id, { accountId, calendarId }),
  ]);
  await freeTargetTime(keeper, db, found);
  await stopWatching(keeper.env, db, accountId, [found]);
  return true;
}

function toView(row: TargetRow): TargetView {
  const {
    id,
    accountId,
    branchId,
    calendarId,
    externalId: vendorCalendar,
    externalName,
    serviceId,
    writes,
    reads,
  } = row;
  const about = { id, accountId, branchId, calendarId, vendorCalendar, externalName, serviceId, writes, reads };
  const { lastError, busyCount } = row;
  const lastSyncAt = row.lastSyncAt === null ? null : toUtc(row.lastSyncAt);
  const { channelEndsAt, channelError: watchError } = row;
  const watchedUntil = channelEndsAt === null ? null : toUtc(channelEndsAt);
  return { ...about, lastSyncAt, lastError, busyCount, watchedUntil, watchError, createdAt: toUtc(row.createdAt) };
}
