import { type AccountRow, findAccount } from "../../../db/queries/calendar-accounts.ts";
import { type TargetRow, updateTarget } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { endOfChannel, needsChannel, retryWatchAt } from "../../../domain/calendars/watch-schedule.ts";
import type { CalendarAccountId, CalendarTargetId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { configOf } from "../../../env.ts";
import type { CalendarVendor } from "../../../providers/calendars/port.ts";
import { hashToken, newToken } from "../../identity/token.ts";
import { openCalendarVendor } from "./open-vendor.ts";
import { logEntry } from "./sync-log.ts";

/** Vendors tell nobody without TLS; one that is reached without it itself is the sandbox on this machine. */
function hookAddress(env: Env, targetId: CalendarTargetId): string | null {
  const { PUBLIC_URL, GOOGLE_API_URL } = configOf(env);
  const address = new URL(`/webhooks/google/${targetId}`, PUBLIC_URL);
  const isReachable = address.protocol === "https:" || new URL(GOOGLE_API_URL).protocol === "http:";
  return isReachable ? address.href : null;
}

/**
 * Opens the channel through which the vendor tells of changes, or the next one before it ends. What it tells is a hint:
 * without a channel the calendar is asked every few minutes all the same, so a failure here fails nothing else.
 */
export async function keepWatch(
  env: Env,
  db: TenantDb,
  vendor: CalendarVendor,
  target: TargetRow,
  now: EpochMs,
): Promise<void> {
  if (!vendor.watch || !needsChannel(target, now)) return;
  const address = hookAddress(env, target.id);
  if (address === null) return noteUnwatched(db, target, "no_public_address", now);
  const [id, token] = [crypto.randomUUID(), newToken()];
  const opened = await vendor.watch(target.externalId, { id, token, address, endsAt: endOfChannel(now) });
  if (!opened.ok) return noteUnwatched(db, target, opened.error.reason, now);
  const { resource: channelResource, endsAt: channelEndsAt } = opened.value;
  const channel = { channelId: id, channelResource, channelEndsAt, channelTokenHash: await hashToken(token) };
  const isKept = await updateTarget(db, target.id, { ...channel, channelError: null, channelRetryAt: null });
  // The last one ends only now, so that one of the two has told of whatever happened meanwhile.
  await unwatch(vendor, isKept ? target : channel);
}

/** As well as it goes: a channel that is not stopped ends by itself, and what it tells until then is refused. */
export async function unwatchAll(
  env: Env,
  db: TenantDb,
  account: AccountRow,
  targets: readonly TargetRow[],
): Promise<void> {
  const watched = targets.filter(({ channelId }) => channelId !== null);
  if (watched.length === 0) return;
  const vendor = await openCalendarVendor(env, db, account);
  if (vendor.ok) await Promise.all(watched.map((target) => unwatch(vendor.value, target)));
}

export async function stopWatching(
  env: Env,
  db: TenantDb,
  accountId: CalendarAccountId,
  targets: readonly TargetRow[],
): Promise<void> {
  const account = await findAccount(db, accountId);
  if (account) await unwatchAll(env, db, account, targets);
}

async function unwatch(
  vendor: CalendarVendor,
  { channelId: id, channelResource: resource }: Pick<TargetRow, "channelId" | "channelResource">,
): Promise<void> {
  if (id !== null && resource !== null) await vendor.unwatch?.({ id, resource });
}

async function noteUnwatched(db: TenantDb, target: TargetRow, channelError: string, now: EpochMs): Promise<void> {
  await updateTarget(db, target.id, { channelError, channelRetryAt: retryWatchAt(now) });
  if (target.channelError === channelError) return; // said already
  await logEntry(db, { accountId: target.accountId, targetId: target.id }, "not_watched", channelError, now);
}
