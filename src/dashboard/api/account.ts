import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";

export const factorsQuery = queryOptions({
  queryKey: ["account", "factors"],
  queryFn: ({ signal }) => ask("GET /api/v1/me/factors", { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/me/sessions", { signal })).items,
});

export function signInsQuery(cursor: string | undefined) {
  return queryOptions({
    queryKey: ["account", "sign-ins", cursor],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/me/sign-ins", { query: { limit: 20, ...(cursor ? { cursor } : {}) }, signal }),
  });
}

export const securitySettingsQuery = queryOptions({
  queryKey: ["security", "settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/security-settings", { signal }),
});

export function impersonationsQuery(cursor: string | undefined) {
  return queryOptions({
    queryKey: ["security", "impersonations", cursor],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/impersonations", { query: { limit: 20, ...(cursor ? { cursor } : {}) }, signal }),
  });
}

export const pushQuery = queryOptions({
  queryKey: ["account", "push"],
  queryFn: ({ signal }) => ask("GET /api/v1/me/push", { signal }),
});
