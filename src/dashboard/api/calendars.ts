import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

const PAGE = 50;
/** What was asked for is read within seconds. */
const WHILE_READING_MS = 2_000;

export function feedsQuery(page: { cursor?: string }) {
  return queryOptions({
    queryKey: ["calendars", "feeds", page],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-feeds", { query: { limit: PAGE, ...page }, signal }),
  });
}

/** Asked again while a calendar is being read for the first time. */
export function subscriptionsQuery(page: { cursor?: string }) {
  return queryOptions({
    queryKey: ["calendars", "subscriptions", page],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-subscriptions", { query: { limit: PAGE, ...page }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ lastSyncAt, lastError }) => lastSyncAt === null && lastError === null)
        ? WHILE_READING_MS
        : false,
  });
}
