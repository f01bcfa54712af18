import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { type Page, type Paged, pageSize, positionOf, toPage } from "../../db/queries/page.ts";
import { toWaitlistEntryView } from "../../db/waitlist-views.ts";
import type { WaitlistCommands } from "../../domain/booking/waitlist.ts";
import { askCalendar, type BranchAccess, viewContextOf } from "./branch-access.ts";

/** A page of a branch's waitlist, longest waiting first. */
export async function listWaitlist(
  access: BranchAccess,
  { status, only }: Pick<WaitlistCommands["list"], "status" | "only">,
  page: Page,
): Promise<Paged<WaitlistEntryView>> {
  const after = page.cursor === null ? null : positionOf(page.cursor);
  const query = { status, only, after, limit: pageSize(page) + 1 };
  const entries = await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "list", query));
  const { items, nextCursor } = toPage(entries, page, ({ createdAt: at, id }) => ({ at, id }));
  const context = viewContextOf(access);
  return { items: await Promise.all(items.map((entry) => toWaitlistEntryView(entry, context))), nextCursor };
}
