import type { Background } from "../../db/directory.ts";
import type { SubscriptionRow } from "../../db/queries/calendar-subscriptions.ts";
import { MAX_BUSY_WINDOW_MS } from "../../domain/booking/busy.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import { accessBranch, askCalendar } from "../booking/branch-access.ts";
import { sourceOf } from "./subscription-names.ts";

type In = { env: Env; background: Background; now: EpochMs };

/** Gives back all that a subscription has blocked and that may still matter. */
export async function freeBusyTime({ env, background, now }: In, row: SubscriptionRow): Promise<void> {
  const access = await accessBranch(env, background, row);
  if (!access) return;
  const start = now - 2 * DAY_MS;
  const window = { start, end: start + MAX_BUSY_WINDOW_MS };
  const command = { source: sourceOf(row.id), calendarId: row.calendarId, window, intervals: [], actor: "system" };
  await askCalendar(access, (calendar, ref) => calendar.busy(ref, "set", command));
}
