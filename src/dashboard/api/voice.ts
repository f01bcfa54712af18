import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

type CallbackFilter = NonNullable<Input<"GET /api/v1/callback-tasks">["query"]>;

export function callbacksQuery(filter: CallbackFilter) {
  return queryOptions({
    queryKey: ["callbacks", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/callback-tasks", { query: filter, signal }),
  });
}

type KnowledgeFilter = NonNullable<Input<"GET /api/v1/knowledge">["query"]>;

export function knowledgeQuery(filter: KnowledgeFilter) {
  return queryOptions({
    queryKey: ["knowledge", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/knowledge", { query: filter, signal }),
  });
}

export function answerQuery(
  branchId: string,
  query: Input<"GET /api/v1/branches/{branchId}/knowledge/answer">["query"],
) {
  return queryOptions({
    queryKey: ["knowledge", "answer", branchId, query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/knowledge/answer", { params: { branchId }, query, signal }),
  });
}

export function functionsQuery(callId: string) {
  return queryOptions({
    queryKey: ["call", callId, "functions"],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/calls/{callId}/functions", { params: { callId }, query: { limit: 100 }, signal }),
  });
}

export const callAgentsQuery = queryOptions({
  queryKey: ["calls", "agents"],
  queryFn: ({ signal }) => ask("GET /api/v1/call-agents", { signal }),
});

export const callSettingsQuery = queryOptions({
  queryKey: ["call-settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/call-settings", { signal }),
});

/** Under `calls`, so that whatever is told of a call asks again. */
export function callReviewsQuery(branchId: string, limit: number) {
  return queryOptions({
    queryKey: ["calls", "reviews", branchId],
    queryFn: ({ signal }) => ask("GET /api/v1/call-reviews", { query: { branchId, limit }, signal }),
  });
}

export function voiceSettingsQuery(branchId: string) {
  return queryOptions({
    queryKey: ["voice", "settings", branchId],
    queryFn: ({ signal }) => ask("GET /api/v1/voice/agents/{branchId}/settings", { params: { branchId }, signal }),
  });
}

/** The server bounds them, so they are read whole. */
export function transfersQuery(branchId: string) {
  return queryOptions({
    queryKey: ["voice", "transfers", branchId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/transfer-rules", { params: { branchId }, query: { limit: 100 }, signal }),
  });
}

type CallerFilter = NonNullable<Input<"GET /api/v1/voice/callers">["query"]>;

export function listedCallersQuery(filter: CallerFilter) {
  return queryOptions({
    queryKey: ["voice", "callers", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/voice/callers", { query: filter, signal }),
  });
}

export const voiceConnectionsQuery = queryOptions({
  queryKey: ["voice", "connections"],
  queryFn: ({ signal }) => ask("GET /api/v1/connections", { query: { limit: 100 }, signal }),
});

export function assignmentsQuery(connectionId: string) {
  return queryOptions({
    queryKey: ["voice", "assignments", connectionId],
    queryFn: ({ signal }) => ask("GET /api/v1/connections/{connectionId}/agents", { params: { connectionId }, signal }),
  });
}
