import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";
import { collect } from "./collect.ts";

/** The rulebook bounds a team, so it is read whole. */
export const teamQuery = queryOptions({
  queryKey: ["team", "users"],
  queryFn: ({ signal }) =>
    collect((cursor) => ask("GET /api/v1/users", { query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
});

export const invitationsQuery = queryOptions({
  queryKey: ["team", "invitations"],
  queryFn: ({ signal }) =>
    collect((cursor) =>
      ask("GET /api/v1/invitations", { query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal }),
    ),
});
