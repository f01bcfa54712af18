import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/setup", { signal })).steps,
});
