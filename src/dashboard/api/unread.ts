import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

/** Apart from the inbox's own: the navigation of every page asks it. */
export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/conversations/unread-count", { signal })).count,
});
