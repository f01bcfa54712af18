import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";
import { collect } from "./collect.ts";

const PAGE = 50;

export type AuditFilter = Partial<Record<"actor" | "subjectId" | "from" | "to" | "cursor", string | undefined>>;

export function auditQuery(filter: AuditFilter) {
  return queryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/audit-log", { query: { limit: PAGE, ...given(filter) }, signal }),
  });
}

/** The whole team: it is asked for by whoever names its members. */
export const teamQuery = queryOptions({
  queryKey: ["team", "all"],
  queryFn: ({ signal }) =>
    collect((cursor) => ask("GET /api/v1/users", { query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
});

export function apiKeysQuery(page: { cursor?: string }) {
  return queryOptions({
    queryKey: ["api-keys", page],
    queryFn: ({ signal }) => ask("GET /api/v1/api-keys", { query: { limit: PAGE, ...page }, signal }),
  });
}

export function apiRequestsQuery(filter: NonNullable<Input<"GET /api/v1/api-requests">["query"]>) {
  return queryOptions({
    queryKey: ["api-requests", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/api-requests", { query: { limit: PAGE, ...filter }, signal }),
    // Requests go on while somebody reads.
    staleTime: 0,
  });
}

export const apiFailuresQuery = queryOptions({
  queryKey: ["api-requests", "failures"],
  queryFn: ({ signal }) => ask("GET /api/v1/api-requests/failures", { signal }),
  staleTime: 0,
});

export function endpointsQuery(page: { cursor?: string }) {
  return queryOptions({
    queryKey: ["webhooks", "endpoints", page],
    queryFn: ({ signal }) => ask("GET /api/v1/webhook-endpoints", { query: { limit: PAGE, ...page }, signal }),
  });
}

export const eventTypesQuery = queryOptions({
  queryKey: ["webhooks", "types"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/webhook-event-types", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export type DeliveryFilter = NonNullable<Input<"GET /api/v1/webhook-deliveries">["query"]>;

export function deliveriesQuery(filter: DeliveryFilter) {
  return queryOptions({
    queryKey: ["webhooks", "deliveries", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/webhook-deliveries", { query: { limit: PAGE, ...filter }, signal }),
  });
}

export function deliveryQuery(deliveryId: string) {
  return queryOptions({
    queryKey: ["webhooks", "delivery", deliveryId],
    queryFn: ({ signal }) => ask("GET /api/v1/webhook-deliveries/{deliveryId}", { params: { deliveryId }, signal }),
  });
}

function given<T extends object>(filter: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> }; // what was left out is optional
}
