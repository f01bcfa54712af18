import { queryOptions } from "@tanstack/react-query";
import { groupKey } from "../live/show-in-group.ts";
import { ask, type Input } from "./client.ts";
import { collect } from "./collect.ts";

type GroupFilter = Omit<Input<"GET /api/v1/series">["query"], "branchId">;

export function groupsQuery(branchId: string, filter: GroupFilter) {
  return queryOptions({
    queryKey: ["groups", branchId, filter],
    queryFn: ({ signal }) => ask("GET /api/v1/series", { query: { branchId, ...filter }, signal }),
  });
}

/** All appointments of a series or package, earliest first: their number is bounded. */
export function groupQuery(seriesId: string) {
  return queryOptions({
    queryKey: groupKey(seriesId),
    queryFn: ({ signal }) =>
      collect((cursor) =>
        ask("GET /api/v1/series/{seriesId}", {
          params: { seriesId },
          query: { limit: 100, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
  });
}

export function packageStartsQuery(
  branchId: string,
  query: Input<"GET /api/v1/branches/{branchId}/packages/availability">["query"],
) {
  return queryOptions({
    queryKey: ["availability", branchId, "package", query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/packages/availability", { params: { branchId }, query, signal }),
    staleTime: 5_000,
  });
}
