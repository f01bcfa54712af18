import type { CalendarMessage } from "../../../contracts/queue-messages.ts";
import type { Background } from "../../../db/directory.ts";
import { type AccountRow, breakAccount, findAccount } from "../../../db/queries/calendar-accounts.ts";
import {
  claimTarget,
  keepOutsideBusy,
  listOutsideBusy,
  settleTarget,
  type TargetRow,
} from "../../../db/queries/calendar-pull.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { MAX_BUSY_INTERVALS } from "../../../domain/booking/busy.ts";
import { busyWindow, nextSyncAfter, REREAD_MS, SYNC_LEASE_MS } from "../../../domain/calendars/sync-schedule.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { faultFacts, log } from "../../../log.ts";
import type { CalendarFailure, OutsideEntries, OutsideEntry } from "../../../providers/calendars/port.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../../booking/branch-access.ts";
import { openCalendarVendor } from "../sync/open-vendor.ts";

type Ref = Omit<Extract<CalendarMessage, { type: "pull_target" }>, "type">;
type Turn = { db: TenantDb; row: TargetRow; leaseUntil: EpochMs; now: EpochMs };

/** A wake-up that is lost is made up for by the cron. */
export async function wakeTargets(env: Env, refs: readonly Ref[]): Promise<void> {
  if (refs.length === 0) return;
  try {
    const messages = refs.map((ref) => ({ body: { type: "pull_target", ...ref } satisfies CalendarMessage }));
    await env.CALENDARS.sendBatch(messages);
  } catch (error) {
    log("warn", "calendar_wake_up_failed", faultFacts(error));
  }
}

/**
 * Reads what changed in a calendar outside and blocks the time that it takes, without our own entries in it. Safe to
 * repeat: one turn at a time, and the last state wins. What was read before goes on to block while it cannot be read.
 */
export async function pullTarget(env: Env, background: Background, { tenantId, targetId }: Ref, now: EpochMs) {
  const db = tenantDb(env.DB, tenantId);
  const leaseUntil = now + SYNC_LEASE_MS;
  const row = await claimTarget(db, targetId, now, leaseUntil);
  const account = row && (await findAccount(db, row.accountId));
  const access = row && (await accessBranch(env, background, row));
  if (!row || !account || !access) return;
  const turn = { db, row, leaseUntil, now };
  const vendor = await openCalendarVendor(env, db, account);
  if (!vendor.ok) return settle(turn, { lastError: vendor.error.reason }, nextSyncAfter(row.failures + 1, now));
  const { start: from, end: to } = busyWindow(now);
  const read = await vendor.value.changes(row.externalId, cursorFor(row, now), { from, to });
  if (!read.ok) return fail(turn, account, read.error);
  await keepOutsideBusy(db, row.id, toBusy(read.value));
  const busyCount = await block(turn, access);
  const { cursor, isFull } = read.value;
  const done = {
    cursor,
    lastSyncAt: now,
    failures: 0,
    lastError: null,
    busyCount,
    ...(isFull ? { fullSyncAt: now } : {}),
  };
  await settle(turn, done, nextSyncAfter(0, now));
}

/** The window moves on with the days, so a calendar is still read in full once a day. */
function cursorFor({ cursor, fullSyncAt }: TargetRow, now: EpochMs): string | null {
  return fullSyncAt !== null && now - fullSyncAt < REREAD_MS ? cursor : null;
}

/** Our own entries are no news: they stand in the ledger as appointments. */
function toBusy({ entries, isFull }: OutsideEntries) {
  const blocks = (entry: OutsideEntry) =>
    entry.kind === "present" && entry.isBusy && entry.key === null && entry.startsAt < entry.endsAt;
  const busy = entries.flatMap((entry) => {
    if (!blocks(entry) || entry.kind !== "present") return [];
    return [{ externalId: entry.externalId, startsAt: entry.startsAt, endsAt: entry.endsAt }];
  });
  return { busy, gone: entries.filter((entry) => !blocks(entry)).map(({ externalId }) => externalId), isFull };
}

/** The branch takes the whole of what the calendar holds. How many stretches that are. */
async function block({ db, row, now }: Turn, access: BranchAccess): Promise<number> {
  const window = busyWindow(now);
  const intervals = await listOutsideBusy(db, row.id, { ...window, limit: MAX_BUSY_INTERVALS });
  const command = { source: `sync:${row.id}`, calendarId: row.calendarId, window, intervals, actor: "system" };
  await askCalendar(access, (calendar, ref) => calendar.busy(ref, "set", command));
  return intervals.length;
}

async function fail(turn: Turn, account: AccountRow, failure: CalendarFailure): Promise<void> {
  const { db, row, now } = turn;
  if (failure.reason === "credential_dead") await breakAccount(db, account, failure.reason, now);
  // Asked again at once, in full.
  if (failure.reason === "cursor_expired") return settle(turn, { cursor: null, fullSyncAt: null }, now);
  const failures = row.failures + 1;
  const retryAt = "retryAt" in failure ? failure.retryAt : nextSyncAfter(failures, now);
  await settle(turn, { failures, lastError: failure.reason }, retryAt);
}

function settle({ db, row, leaseUntil }: Turn, change: Parameters<typeof settleTarget>[2], nextSyncAt: EpochMs) {
  return settleTarget(db, row.id, change, { leaseUntil, nextSyncAt });
}
