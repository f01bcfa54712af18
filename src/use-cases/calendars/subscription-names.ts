import type { CalendarSubscriptionId } from "../../domain/ids.ts";

/** What its busy time is known by in the branch's calendar. */
export function sourceOf(id: CalendarSubscriptionId): string {
  return `ics:${id}`;
}

/** Where its address is sealed. */
export function placeOfUrl(row: CalendarSubscriptionId) {
  return { purpose: "calendar.url", row } as const;
}
