import type { ForeignCalendarError } from "../../contracts/calendars.ts";
import type { CalendarMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import {
  claimSubscription,
  findSubscription,
  type SubscriptionRow,
  updateSubscription,
} from "../../db/queries/calendar-subscriptions.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { type ForeignCalendar, readForeignCalendar } from "../../domain/calendars/foreign-calendar.ts";
import { busyWindow, nextSyncAfter, REREAD_MS, SYNC_LEASE_MS } from "../../domain/calendars/sync-schedule.ts";
import { checkEndpointUrl } from "../../domain/outbound/endpoint-url.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { fetchCalendar, type Validators } from "../../providers/calendars/fetch-calendar.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { urlPolicy } from "../outbound/url-policy.ts";
import { tenantVault } from "../tenant-vault.ts";
import { freeBusyTime } from "./free-busy-time.ts";
import { placeOfUrl, sourceOf } from "./subscription-names.ts";

type Ref = Omit<Extract<CalendarMessage, { type: "sync_subscription" }>, "type">;
type Found = { kind: "unchanged" } | ({ kind: "read"; calendar: ForeignCalendar } & Validators);

/** A wake-up that is lost is made up for by the cron. */
export async function wakeSubscription(env: Env, ref: Ref): Promise<void> {
  try {
    await env.CALENDARS.send({ type: "sync_subscription", ...ref } satisfies CalendarMessage);
  } catch (error) {
    log("warn", "calendar_wake_up_failed", faultFacts(error));
  }
}

/**
 * Reads a calendar that is kept elsewhere and blocks the time that it takes. Safe to repeat: one turn at a time, and the
 * last state wins. What was read before goes on to block while it cannot be read.
 */
export async function syncSubscription(
  env: Env,
  background: Background,
  { tenantId, subscriptionId, requestId }: Ref,
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const row = await claimSubscription(db, subscriptionId, now, now + SYNC_LEASE_MS);
  const access = row && (await accessBranch(env, background, row));
  if (!row || !access) return;
  const found = await readFrom(env, db, access, row, now);
  if (!found.ok) return fail(db, row, found.error, now);
  if (found.value.kind === "read") await block(access, row, found.value.calendar, requestId ?? null, now);
  await updateSubscription(db, row.id, { ...changesOf(found.value, now), ...settled(now) });
  // Removed meanwhile: whoever removed it may have given its time back before it was taken.
  if (!(await findSubscription(db, row.id))) await freeBusyTime({ env, background, now }, row);
}

function settled(now: EpochMs) {
  return { lastSyncAt: now, nextSyncAt: nextSyncAfter(0, now), failures: 0, lastError: null };
}

function changesOf(found: Found, now: EpochMs) {
  if (found.kind === "unchanged") return {};
  const { calendar, etag, lastModified } = found;
  return { etag, lastModified, lastReadAt: now, busyCount: calendar.busy.length, unreadCount: calendar.unread };
}

async function fail(db: TenantDb, { id, failures }: SubscriptionRow, lastError: ForeignCalendarError, now: EpochMs) {
  await updateSubscription(db, id, {
    lastError,
    failures: failures + 1,
    nextSyncAt: nextSyncAfter(failures + 1, now),
  });
}

async function readFrom(
  env: Env,
  db: TenantDb,
  { rules }: BranchAccess,
  { id, sealedUrl, etag, lastModified, lastReadAt }: SubscriptionRow,
  now: EpochMs,
): Promise<Result<Found, ForeignCalendarError>> {
  const url = await (await tenantVault(env, db)).open(placeOfUrl(id), sealedUrl);
  const isFresh = lastReadAt !== null && now - lastReadAt < REREAD_MS;
  const known = isFresh ? { etag, lastModified } : { etag: null, lastModified: null };
  // Checked again at each step: what is ours, and what is allowed, may have changed, and a redirect leads anywhere.
  const fetched = await fetchCalendar(url, known, (step) => checkEndpointUrl(step, urlPolicy(env)).ok);
  if (!fetched.ok || fetched.value.kind === "unchanged") return fetched as Result<Found, ForeignCalendarError>;
  const { text, ...validators } = fetched.value;
  const calendar = readForeignCalendar(text, { timeZone: rules.timeZone, window: busyWindow(now), now });
  return calendar.ok ? ok({ ...validators, calendar: calendar.value }) : err(calendar.error);
}

async function block(
  access: BranchAccess,
  { id, calendarId }: SubscriptionRow,
  { busy: intervals }: ForeignCalendar,
  requestId: string | null,
  now: EpochMs,
): Promise<void> {
  const command = { source: sourceOf(id), calendarId, window: busyWindow(now), intervals, actor: "system", requestId };
  await askCalendar(access, (calendar, ref) => calendar.busy(ref, "set", command));
}
