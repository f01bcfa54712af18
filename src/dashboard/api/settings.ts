import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  queryFn: ({ signal }) => ask("GET /api/v1/branding", { signal }),
});
