import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

export const onCallSettingsQuery = queryOptions({
  queryKey: ["on-call", "settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/on-call/settings", { signal }),
});

export const onCallPeopleQuery = queryOptions({
  queryKey: ["on-call", "people"],
  queryFn: ({ signal }) => ask("GET /api/v1/on-call/people", { signal }),
});

export function alertsQuery(query: NonNullable<Input<"GET /api/v1/on-call/alerts">["query"]>) {
  return queryOptions({
    queryKey: ["alerts", query],
    queryFn: ({ signal }) => ask("GET /api/v1/on-call/alerts", { query, signal }),
  });
}

/** Few at a time: each rings people until it is taken. */
export const waitingAlertsQuery = alertsQuery({ waiting: "true", limit: 20 });
