import type { CreatedFeedView, FeedBody, FeedView } from "../../contracts/calendars.ts";
import {
  type CalendarFeedRow,
  countFeeds,
  deleteFeed,
  findFeed,
  insertFeed,
  listFeeds,
} from "../../db/queries/calendar-feeds.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import { MAX_FEEDS } from "../../domain/calendars/sync-schedule.ts";
import type { CalendarFeedId, TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { auditOf, dbOf } from "../clerk.ts";
import { hashToken, newToken } from "../identity/token.ts";
import { newId } from "../new-id.ts";
import type { CalendarsRefusal, Keeper } from "./keeper.ts";

export async function viewFeeds(env: Env, tenantId: TenantId, page: Page): Promise<Paged<FeedView>> {
  const { items, nextCursor } = await listFeeds(tenantDb(env.DB, tenantId), page);
  return { items: items.map(toView), nextCursor };
}

/** The address is told here and never again: only a hash of it is stored. */
export async function createFeed(
  keeper: Keeper,
  { branchId, staffId: wanted, details }: FeedBody,
): Promise<Result<CreatedFeedView, CalendarsRefusal>> {
  const { env, background, actor, now } = keeper;
  const staffId = wanted ?? null;
  const access = await accessBranch(env, background, { tenantId: actor.tenantId, branchId });
  if (!access) return err({ reason: "not_found", what: "branch" });
  if (staffId !== null && !findStaff(access.rules, staffId))
    return err({ reason: "not_found", what: "staff member or resource" });
  const db = dbOf(keeper);
  if ((await countFeeds(db)) >= MAX_FEEDS) return err({ reason: "too_many", limit: MAX_FEEDS });
  const token = newToken();
  const id = newId("fed");
  const row = { id, tokenHash: await hashToken(token), branchId, staffId, details, createdAt: now, lastReadAt: null };
  await db.orm.batch([
    insertFeed(db, row),
    auditOf(keeper, "calendar_feed.created", id, { branchId, staffId, details }),
  ]);
  const url = new URL(`/calendar/${token}.ics`, configOf(env).PUBLIC_URL).href;
  return ok({ ...toView({ ...row, tenantId: db.tenantId }), url });
}

/** Whoever reads it gets nothing from now on. False: there is none. */
export async function revokeFeed(keeper: Keeper, id: CalendarFeedId): Promise<boolean> {
  const db = dbOf(keeper);
  const feed = await findFeed(db, id);
  if (!feed) return false;
  const { branchId, staffId } = feed;
  await db.orm.batch([deleteFeed(db, id), auditOf(keeper, "calendar_feed.revoked", id, { branchId, staffId })]);
  return true;
}

function toView({ id, branchId, staffId, details, createdAt, lastReadAt }: CalendarFeedRow): FeedView {
  const readAt = lastReadAt === null ? null : toUtc(lastReadAt);
  return { id, branchId, staffId, details, createdAt: toUtc(createdAt), lastReadAt: readAt };
}
