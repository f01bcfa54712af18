import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";
import type { ACCOUNT_STATES, ENTRY_STATES } from "./list-states.ts";

type Paging = { cursor?: string; limit: number };
type OfTenant = { tenantId?: string };

const WATCHED = { refetchInterval: 30_000, staleTime: 10_000 };

export const calendarFiguresQuery = queryOptions({
  queryKey: ["operations", "calendar-figures"],
  queryFn: ({ signal }) => ask("GET /api/v1/operations/calendar-figures", { signal }),
  ...WATCHED,
});

export const calendarAccountsQuery = (query: OfTenant & Paging & { state?: (typeof ACCOUNT_STATES)[number] }) =>
  queryOptions({
    queryKey: ["operations", "calendar-accounts", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/calendar-accounts", { query, signal }),
    ...WATCHED,
  });

export const calendarAccountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ["operations", "calendar-account", accountId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/operations/calendar-accounts/{accountId}", { params: { accountId }, signal }),
    ...WATCHED,
  });

export const calendarMirrorsQuery = (query: OfTenant & Paging & { state: (typeof ENTRY_STATES)[number] }) =>
  queryOptions({
    queryKey: ["operations", "calendar-mirrors", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/calendar-mirrors", { query, signal }),
    ...WATCHED,
  });

export const flagsQuery = queryOptions({
  queryKey: ["operations", "rollouts"],
  queryFn: ({ signal }) => ask("GET /api/v1/operations/rollouts", { signal }),
});

export type FlagName = "calcom_v1" | "calendar_writes";

export const flagChoicesQuery = (rollout: FlagName, query: Paging) =>
  queryOptions({
    queryKey: ["operations", "rollout-choices", rollout, query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/operations/rollouts/{rollout}/choices", { params: { rollout }, query, signal }),
  });
