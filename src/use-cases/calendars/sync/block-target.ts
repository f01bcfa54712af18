import type { Background } from "../../../db/directory.ts";
import { deleteOutsideBusy } from "../../../db/queries/calendar-outside-busy.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { MAX_BUSY_INTERVALS } from "../../../domain/booking/busy.ts";
import { type Interval, merge } from "../../../domain/booking/interval.ts";
import { busyParts } from "../../../domain/calendars/busy-parts.ts";
import { busyWindow } from "../../../domain/calendars/sync-schedule.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { accessBranch, askCalendar } from "../../booking/branch-access.ts";

type In = { env: Env; background: Background; now: EpochMs };

/** Tells the branch what of the calendar outside takes time. */
export async function blockTargetTime(
  { env, background, now }: In,
  db: TenantDb,
  { id, branchId, calendarId }: TargetRow,
  busy: readonly Interval[],
): Promise<void> {
  const access = await accessBranch(env, background, { tenantId: db.tenantId, branchId });
  if (!access) return;
  for (const part of busyParts(busyWindow(now), merge(busy), MAX_BUSY_INTERVALS)) {
    const command = { source: `sync:${id}`, calendarId, ...part, actor: "system" };
    await askCalendar(access, (calendar, ref) => calendar.busy(ref, "set", command));
  }
}

/** Gives back all that it took. */
export async function freeTargetTime(within: In, db: TenantDb, target: TargetRow): Promise<void> {
  await deleteOutsideBusy(db, target.id);
  await blockTargetTime(within, db, target, []);
}
