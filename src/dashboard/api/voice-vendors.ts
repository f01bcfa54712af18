import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

type Paging = { cursor?: string };

export const ownConnectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/connections", { query: { limit: 100 }, signal })).items,
});

export const agentVersionsQuery = (branchId: string, query: Paging) =>
  queryOptions({
    queryKey: ["agents", branchId, "versions", query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/voice/agents/{branchId}/versions", { params: { branchId }, query, signal }),
  });

/** Without a connection: the agent that the branch's callers speak with. */
export type WantedAgent = { branchId: string; connectionId?: string };

/** Renewed with the versions: publishing one may change it. */
export const testCallAgentQuery = (wanted: WantedAgent) =>
  queryOptions({
    queryKey: ["agents", wanted.branchId, "test-call", wanted],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/voice/test-call", { query: wanted, signal })).agent,
  });

export const agentVersionQuery = (branchId: string, versionId: string) =>
  queryOptions({
    queryKey: ["agents", branchId, "version", versionId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/voice/agents/{branchId}/versions/{versionId}", { params: { branchId, versionId }, signal }),
  });

/** Asks the vendor, so it is asked for by hand and once. */
export const agentDriftQuery = (branchId: string, connectionId: string) =>
  queryOptions({
    queryKey: ["agents", branchId, "drift", connectionId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/voice/agents/{branchId}/drift", { params: { branchId }, query: { connectionId }, signal }),
    retry: false,
    staleTime: 60_000,
  });

type NumberWish = NonNullable<Input<"GET /api/v1/voice/numbers/available">["query"]>;

/** Asks the carrier, or the operator's pool without one: what is free changes with every buyer. */
export const foundNumbersQuery = (query: NumberWish) =>
  queryOptions({
    queryKey: ["numbers", "found", query],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/voice/numbers/available", { query, signal })).items,
    retry: false,
    staleTime: 30_000,
  });

export const numbersQuery = (query: Paging) =>
  queryOptions({
    queryKey: ["numbers", query],
    queryFn: ({ signal }) => ask("GET /api/v1/voice/numbers", { query, signal }),
  });
