import type { SubscriptionBody, SubscriptionView } from "../../contracts/calendars.ts";
import {
  countSubscriptions,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  type SubscriptionRow,
  updateSubscription,
} from "../../db/queries/calendar-subscriptions.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { MAX_SUBSCRIPTIONS } from "../../domain/calendars/sync-schedule.ts";
import type { CalendarSubscriptionId, TenantId } from "../../domain/ids.ts";
import { checkEndpointUrl } from "../../domain/outbound/endpoint-url.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { auditOf, dbOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { urlPolicy } from "../outbound/url-policy.ts";
import { tenantVault } from "../tenant-vault.ts";
import { freeBusyTime } from "./free-busy-time.ts";
import type { CalendarsRefusal, Keeper } from "./keeper.ts";
import { placeOfUrl } from "./subscription-names.ts";
import { wakeSubscription } from "./sync-subscription.ts";

export async function viewSubscriptions(env: Env, tenantId: TenantId, page: Page): Promise<Paged<SubscriptionView>> {
  const { items, nextCursor } = await listSubscriptions(tenantDb(env.DB, tenantId), page);
  return { items: items.map(toView), nextCursor };
}

/** Its events block time as soon as it was read, which is asked for at once. */
export async function createSubscription(
  keeper: Keeper,
  { branchId, calendarId, name, url: given }: SubscriptionBody,
): Promise<Result<SubscriptionView, CalendarsRefusal>> {
  const { env, background, actor, now, requestId } = keeper;
  const url = checkEndpointUrl(given.replace(/^webcals?:/i, "https:"), urlPolicy(env));
  if (!url.ok) return err({ reason: "invalid", errors: [{ field: "url", rule: url.error }] });
  const access = await accessBranch(env, background, { tenantId: actor.tenantId, branchId });
  if (!access) return err({ reason: "not_found", what: "branch" });
  const { staff, resources } = access.rules;
  if (![...staff, ...resources].some(({ id }) => id === calendarId))
    return err({ reason: "not_found", what: "staff member or resource" });
  const db = dbOf(keeper);
  if ((await countSubscriptions(db)) >= MAX_SUBSCRIPTIONS) return err({ reason: "too_many", limit: MAX_SUBSCRIPTIONS });
  const id = newId("sub");
  const sealedUrl = await (await tenantVault(env, db)).seal(placeOfUrl(id), url.value);
  const host = new URL(url.value).hostname;
  const row = { ...fresh, id, branchId, calendarId, name, sealedUrl, host, nextSyncAt: now, createdAt: now };
  await db.orm.batch([
    insertSubscription(db, row),
    auditOf(keeper, "calendar_subscription.created", id, { branchId, calendarId, host }),
  ]);
  await wakeSubscription(env, { tenantId: db.tenantId, subscriptionId: id, requestId });
  return ok(toView({ ...row, tenantId: db.tenantId }));
}

const fresh = {
  etag: null,
  lastModified: null,
  lastSyncAt: null,
  lastReadAt: null,
  failures: 0,
  lastError: null,
  busyCount: 0,
  unreadCount: 0,
} as const satisfies Partial<SubscriptionRow>;

/** Reads it now, in full. Null: there is none. */
export async function syncNow(keeper: Keeper, id: CalendarSubscriptionId): Promise<SubscriptionView | null> {
  const db = dbOf(keeper);
  const found = await findSubscription(db, id);
  if (!found) return null;
  const { env, now, requestId } = keeper;
  // One that is being read keeps its turn: what it finds is as new.
  const isBeingRead = found.nextSyncAt > now && found.lastSyncAt === null && found.failures === 0;
  if (!isBeingRead) await updateSubscription(db, id, { nextSyncAt: now, lastReadAt: null });
  await auditOf(keeper, "calendar_subscription.requested", id, { host: found.host });
  await wakeSubscription(env, { tenantId: db.tenantId, subscriptionId: id, requestId });
  return toView(found);
}

/** Gives back the time that it took. False: there is none. */
export async function removeSubscription(keeper: Keeper, id: CalendarSubscriptionId): Promise<boolean> {
  const db = dbOf(keeper);
  const found = await findSubscription(db, id);
  if (!found) return false;
  const { branchId, calendarId, host } = found;
  await db.orm.batch([
    deleteSubscription(db, id),
    auditOf(keeper, "calendar_subscription.removed", id, { branchId, calendarId, host }),
  ]);
  // After the row is gone, so that a reading on its way cannot block time again.
  await freeBusyTime(keeper, found);
  return true;
}

function toView(row: SubscriptionRow): SubscriptionView {
  const { id, branchId, calendarId, name, host, lastError, busyCount, unreadCount } = row;
  const lastSyncAt = row.lastSyncAt === null ? null : toUtc(row.lastSyncAt);
  const times = { createdAt: toUtc(row.createdAt), lastSyncAt, nextSyncAt: toUtc(row.nextSyncAt) };
  return { id, branchId, calendarId, name, host, ...times, lastError, busyCount, unreadCount };
}
