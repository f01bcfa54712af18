import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

const PAGE = 50;
/** What waits is written within seconds. */
const WHILE_WRITING_MS = 3_000;

export function accountsQuery() {
  return queryOptions({
    queryKey: ["integrations", "accounts"],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-accounts", { query: { limit: PAGE }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ waiting, state: now }) => waiting > 0 && now === "connected")
        ? WHILE_WRITING_MS
        : false,
  });
}

/** Kept current by the tenant's socket. */
export function troubleQuery() {
  return queryOptions({
    queryKey: ["integrations", "trouble"],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-trouble", { signal }),
    staleTime: 5 * 60_000,
  });
}

export function targetsQuery(accountId: string) {
  return queryOptions({
    queryKey: ["integrations", "targets", accountId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/calendar-accounts/{accountId}/targets", { params: { accountId }, signal }),
  });
}

export function choicesQuery(accountId: string) {
  return queryOptions({
    queryKey: ["integrations", "choices", accountId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/calendar-accounts/{accountId}/calendars", { params: { accountId }, signal }),
    retry: false,
  });
}

export function proposalsQuery() {
  return queryOptions({
    queryKey: ["integrations", "proposals"],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-proposals", { query: { state: "open", limit: PAGE }, signal }),
  });
}

export function syncLogQuery(accountId: string) {
  return queryOptions({
    queryKey: ["integrations", "log", accountId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/calendar-accounts/{accountId}/log", { params: { accountId }, query: { limit: 20 }, signal }),
  });
}

export function mirrorsQuery(accountId: string, state: "waiting" | "dead") {
  return queryOptions({
    queryKey: ["integrations", "mirrors", accountId, state],
    queryFn: ({ signal }) => ask("GET /api/v1/calendar-mirrors", { query: { accountId, state, limit: PAGE }, signal }),
    refetchInterval: state === "waiting" ? WHILE_WRITING_MS : false,
  });
}

/** Asked again while one is running. */
export function reconcilesQuery(accountId: string) {
  return queryOptions({
    queryKey: ["integrations", "reconciles", accountId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/calendar-accounts/{accountId}/reconcile", {
        params: { accountId },
        query: { limit: 5 },
        signal,
      }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((report) => report.state === "running") ? WHILE_WRITING_MS : false,
  });
}
