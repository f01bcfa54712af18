import type { CalendarMessage } from "../../../contracts/queue-messages.ts";
import type { Background } from "../../../db/directory.ts";
import { findAccount } from "../../../db/queries/calendar-accounts.ts";
import { forgetChoices } from "../../../db/queries/calendar-choices.ts";
import { outsideBusyIn, replaceOutsideBusy } from "../../../db/queries/calendar-outside-busy.ts";
import { claimTarget, findTarget, settleTarget, type TargetRow } from "../../../db/queries/calendar-targets.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { MAX_OUTSIDE_BUSY } from "../../../domain/calendars/busy-parts.ts";
import { busyWindow, nextSyncAfter, REREAD_MS, SYNC_LEASE_MS } from "../../../domain/calendars/sync-schedule.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/time.ts";
import { faultFacts, log } from "../../../log.ts";
import type { CalendarFailure, CalendarVendor, OutsideEntries } from "../../../providers/calendars/port.ts";
import { noteReadAgain, noteReadFailure } from "../alerts/note-failing.ts";
import { blockTargetTime, freeTargetTime } from "./block-target.ts";
import { keepWatch } from "./keep-watch.ts";
import { noteBroken } from "./note-broken.ts";
import { noteOutside } from "./note-outside.ts";
import { openCalendarVendor } from "./open-vendor.ts";
import { readChanges } from "./read-changes.ts";
import { logEntry } from "./sync-log.ts";

type Ref = Omit<Extract<CalendarMessage, { type: "sync_target" }>, "type">;
type In = { env: Env; background: Background; now: EpochMs };

const EVERY_MS = 5 * MINUTE_MS;

/** A wake-up that is lost is made up for by the cron. */
export async function wakeTarget(env: Env, ref: Ref): Promise<void> {
  try {
    await env.CALENDARS.send({ type: "sync_target", ...ref } satisfies CalendarMessage);
  } catch (error) {
    log("warn", "calendar_wake_up_failed", faultFacts(error));
  }
}

/** Reads what changed in a calendar outside and blocks the time that it takes. One turn at a time, safe to repeat. */
export async function pullTarget(
  env: Env,
  background: Background,
  { tenantId, targetId }: Ref,
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const target = await claimTarget(db, targetId, now, now + SYNC_LEASE_MS);
  const account = target && (await findAccount(db, target.accountId));
  if (!target || account?.state !== "connected") return;
  const vendor = await openCalendarVendor(env, db, account);
  if (!vendor.ok && vendor.error.reason === "not_configured") return;
  if (!vendor.ok) return noteBroken(env, db, account, "credential_dead", now);
  await keepWatch(env, db, vendor.value, target, now); // first, so that no change falls between
  const read = await readTarget(vendor.value, target, now);
  if (!read.ok && read.error.reason === "credential_dead") return noteBroken(env, db, account, "credential_dead", now);
  if (!read.ok) return fail(env, db, target, read.error, now);
  const within = { env, background, now };
  const busyCount = await take(within, db, target, read.value);
  await noteOutside(within, { db, vendor: vendor.value, account, target }, read.value.entries);
  await settle(db, target, read.value, busyCount, now);
  await noteReadAgain(env, db, target, now);
  // Removed meanwhile: whoever removed it may have given its time back before it was taken.
  if (!(await findTarget(db, targetId))) await freeTargetTime(within, db, target);
}

async function settle(db: TenantDb, target: TargetRow, read: OutsideEntries, busyCount: number, now: EpochMs) {
  const { cursor, isFull, entries } = read;
  const lastError = busyCount > MAX_OUTSIDE_BUSY ? "too_many" : null;
  const done = { cursor, lastSyncAt: now, nextSyncAt: now + EVERY_MS, failures: 0, lastError, busyCount };
  await settleTarget(db, target, isFull ? { ...done, fullSyncAt: now } : done);
  const { accountId, id: targetId } = target;
  if (entries.length > 0) await logEntry(db, { accountId, targetId }, "read", null, now, entries.length);
}

/** In full once a day, for the window moves on; and whenever the vendor has forgotten where we were. */
async function readTarget(vendor: CalendarVendor, target: TargetRow, now: EpochMs) {
  const { start: from, end: to } = busyWindow(now);
  const isFresh = target.fullSyncAt !== null && now - target.fullSyncAt < REREAD_MS;
  const read = await readChanges(vendor, target.externalId, isFresh ? target.cursor : null, { from, to });
  if (read.ok || read.error.reason !== "cursor_expired") return read;
  return readChanges(vendor, target.externalId, null, { from, to });
}

/** Our own entries take no time twice. */
async function take(within: In, db: TenantDb, target: TargetRow, { entries, isFull }: OutsideEntries): Promise<number> {
  const others = target.reads ? entries.filter(({ key }) => key === null) : [];
  const present = others.flatMap((entry) =>
    entry.kind === "present" && entry.isBusy
      ? [{ externalId: entry.externalId, startsAt: entry.startsAt, endsAt: entry.endsAt }]
      : [],
  );
  const kept = new Set(present.map(({ externalId }) => externalId));
  const gone = entries.map(({ externalId }) => externalId).filter((id) => !kept.has(id));
  await replaceOutsideBusy(db, target.id, { present, gone, isFull });
  const busy = await outsideBusyIn(db, target.id, busyWindow(within.now), MAX_OUTSIDE_BUSY + 1);
  await blockTargetTime(within, db, target, busy.slice(0, MAX_OUTSIDE_BUSY));
  return busy.length;
}

/** Who was not even asked has not failed: it is asked again as soon as its gate lets us. */
async function fail(env: Env, db: TenantDb, target: TargetRow, error: CalendarFailure, now: EpochMs): Promise<void> {
  const isAsked = !("retryAt" in error);
  const failures = target.failures + (isAsked ? 1 : 0);
  const nextSyncAt = isAsked ? nextSyncAfter(failures, now) : Math.max(error.retryAt, now);
  await noteReadFailure(env, db, target, { failures: isAsked ? failures : 0, lastError: error.reason }, now);
  await settleTarget(db, target, { failures, lastError: error.reason, nextSyncAt });
  if (error.reason === "refused") await forgetChoices(db, target.accountId); // it may not be there to choose any more
}
