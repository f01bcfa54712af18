import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

export function outboundQuery(query: NonNullable<Input<"GET /api/v1/outbound-calls">["query"]>) {
  return queryOptions({
    queryKey: ["outbound", query],
    queryFn: ({ signal }) => ask("GET /api/v1/outbound-calls", { query, signal }),
  });
}

export const outboundSettingsQuery = queryOptions({
  queryKey: ["outbound", "settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/outbound-settings", { signal }),
});
