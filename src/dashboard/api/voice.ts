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
