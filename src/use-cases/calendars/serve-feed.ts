import { generateIcsCalendar, type IcsEvent } from "ts-ics";
import { rowToAppointmentView } from "../../db/booking-views.ts";
import type { Background } from "../../db/directory.ts";
import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { type CalendarFeedRow, findFeedByToken, listFed, noteFeedRead } from "../../db/queries/calendar-feeds.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findService, findStaff } from "../../domain/booking/rulebook.ts";
import { DAY_MS, type EpochMs, HOUR_MS } from "../../domain/time.ts";
import { accessBranch, type BranchAccess, viewContextOf } from "../booking/branch-access.ts";
import { oneLine, whenOf } from "../booking/public/calendar-file.ts";
import { hashToken, isToken } from "../identity/token.ts";
import { timezonesOf } from "./zoned-times.ts";

const BACK_MS = 30 * DAY_MS;
const AHEAD_MS = 365 * DAY_MS;
/** The earliest; more than a calendar program shows of a year anyway. */
const MAX_EVENTS = 2_000;

/**
 * The calendar at a feed's address (RFC 5545): a month back, a year ahead, on the branch's clock. Null for an address
 * that nobody has.
 */
export async function serveFeed(env: Env, background: Background, token: string, now: EpochMs): Promise<string | null> {
  const feed = isToken(token) ? await findFeedByToken(env.DB, await hashToken(token)) : null;
  const access = feed && (await accessBranch(env, background, feed));
  if (!feed || !access) return null;
  const db = tenantDb(env.DB, feed.tenantId);
  const { branchId, staffId } = feed;
  const window = { from: now - BACK_MS, to: now + AHEAD_MS };
  const rows = await listFed(db, { branchId, staffId, ...window, limit: MAX_EVENTS });
  if (feed.lastReadAt === null || now - feed.lastReadAt > HOUR_MS) await noteFeedRead(db, feed.id, now);
  return toFile(feed, access, rows, await Promise.all(rows.map((row) => toEvent(feed, access, row))));
}

function toFile(
  { staffId }: CalendarFeedRow,
  { rules }: BranchAccess,
  rows: readonly AppointmentRow[],
  events: IcsEvent[],
): string {
  const member = staffId === null ? null : findStaff(rules, staffId)?.name;
  const name = oneLine([rules.tenantName, rules.branchName, member].filter(Boolean).join(" · "));
  const { timeZone } = rules;
  const timezones = timezonesOf(rows.map(({ startsAt, endsAt }) => ({ timeZone, startsAt, endsAt })));
  const prodId = "-//Frontdesk//Calendar//EN";
  return generateIcsCalendar({ version: "2.0", prodId, method: "PUBLISH", name, timezones, events });
}

async function toEvent(feed: CalendarFeedRow, access: BranchAccess, row: AppointmentRow): Promise<IcsEvent> {
  return {
    ...whenOf(row, access.rules.timeZone),
    ...(feed.details === "busy" ? { summary: BUSY } : await details(access, row)),
  };
}

/** What calendar programs show of somebody else's time, in any language. */
const BUSY = "Busy";

async function details(access: BranchAccess, row: AppointmentRow): Promise<Pick<IcsEvent, "summary" | "description">> {
  const { customer } = await rowToAppointmentView(row, viewContextOf(access));
  const service = findService(access.rules, row.serviceId)?.name ?? "";
  const member = findStaff(access.rules, row.staffId)?.name ?? "";
  const summary = oneLine([service, customer.name].filter(Boolean).join(" · "));
  return { summary, description: oneLine([member, access.rules.branchName].filter(Boolean).join(", ")) };
}
