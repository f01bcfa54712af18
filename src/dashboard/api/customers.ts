import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, askTagged } from "./client.ts";
import { collect } from "./collect.ts";

type CustomerFilter = { q?: string; cursor?: string; limit: number };

/** So long after a booking, its customer is found by name. */
const NAME_INDEX_MS = 3_000;

export function customersQuery(filter: CustomerFilter) {
  return queryOptions({
    queryKey: ["customers", "list", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/customers", { query: filter, signal }),
    placeholderData: keepPreviousData,
    // Whoever is not found may have booked a moment ago.
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      filter.q && data?.items.length === 0 && dataUpdateCount < 3 ? NAME_INDEX_MS : false,
  });
}

/** With its version, for what is edited. */
export function customerQuery(customerId: string) {
  return queryOptions({
    queryKey: ["customers", customerId],
    queryFn: ({ signal }) => askTagged("GET /api/v1/customers/{customerId}", { params: { customerId }, signal }),
  });
}

/** Of all branches, earliest start first. */
export function customerAppointmentsQuery(customerId: string) {
  return queryOptions({
    queryKey: ["appointments", "customer", customerId],
    queryFn: ({ signal }) =>
      collect((cursor) =>
        ask("GET /api/v1/customers/{customerId}/appointments", {
          params: { customerId },
          query: { limit: 100, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
  });
}

/** Records that were taken in. */
export function customerMergesQuery(customerId: string) {
  return queryOptions({
    queryKey: ["customers", customerId, "merges"],
    queryFn: ({ signal }) => ask("GET /api/v1/customers/{customerId}/merges", { params: { customerId }, signal }),
  });
}

export function customerCallsQuery(customerId: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ["calls", "customer", customerId, cursor],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/customers/{customerId}/calls", {
        params: { customerId },
        query: { limit: 10, ...(cursor ? { cursor } : {}) },
        signal,
      }),
  });
}
