import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, askTagged, type Input } from "./client.ts";

export type LeadFilter = NonNullable<Input<"GET /api/v1/leads">["query"]>;

export function leadsQuery(filter: LeadFilter) {
  return queryOptions({
    queryKey: ["leads", "list", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/leads", { query: filter, signal }),
    placeholderData: keepPreviousData,
  });
}

export const leadFiguresQuery = queryOptions({
  queryKey: ["leads", "figures"],
  queryFn: ({ signal }) => ask("GET /api/v1/leads/figures", { signal }),
});

/** With its version, for what is edited. */
export function leadQuery(leadId: string) {
  return queryOptions({
    queryKey: ["leads", leadId],
    queryFn: ({ signal }) => askTagged("GET /api/v1/leads/{leadId}", { params: { leadId }, signal }),
  });
}

export function leadHistoryQuery(leadId: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ["leads", leadId, "history", cursor],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/leads/{leadId}/history", {
        params: { leadId },
        query: { limit: 30, ...(cursor ? { cursor } : {}) },
        signal,
      }),
  });
}

export function customerHistoryQuery(customerId: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ["customers", customerId, "history", cursor],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/customers/{customerId}/history", {
        params: { customerId },
        query: { limit: 10, ...(cursor ? { cursor } : {}) },
        signal,
      }),
  });
}

/** Asked again while it is read. */
export function leadImportQuery(importId: string) {
  return queryOptions({
    queryKey: ["leads", "import", importId],
    queryFn: ({ signal }) => ask("GET /api/v1/lead-imports/{importId}", { params: { importId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.status === "checking" || state.data?.status === "importing" ? 1_500 : false,
  });
}

export const leadSettingsQuery = queryOptions({
  queryKey: ["leads", "settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/lead-settings", { signal }),
});

export const leadInboxQuery = queryOptions({
  queryKey: ["leads", "inbox"],
  queryFn: ({ signal }) => ask("GET /api/v1/lead-inbox", { signal }),
});

export const sequencesQuery = queryOptions({
  queryKey: ["sequences"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/sequences", { query: { limit: 100 }, signal })).items,
});

export function enrolmentsQuery(filter: NonNullable<Input<"GET /api/v1/enrolments">["query"]>) {
  return queryOptions({
    queryKey: ["sequences", "enrolments", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/enrolments", { query: filter, signal }),
  });
}
