import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

const PAGE = 50;

export type ConversationFilter = NonNullable<Input<"GET /api/v1/conversations">["query"]>;

export function conversationsQuery(filter: ConversationFilter) {
  return queryOptions({
    queryKey: ["inbox", "list", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/conversations", { query: { limit: PAGE, ...filter }, signal }),
  });
}

export function conversationQuery(conversationId: string) {
  return queryOptions({
    queryKey: ["inbox", "one", conversationId],
    queryFn: ({ signal }) => ask("GET /api/v1/conversations/{conversationId}", { params: { conversationId }, signal }),
  });
}

export function threadQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: ["inbox", "thread", conversationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
      return ask("GET /api/v1/conversations/{conversationId}/messages", { params: { conversationId }, query, signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

export function conversationCallsQuery(conversationId: string) {
  return queryOptions({
    queryKey: ["inbox", "calls", conversationId],
    queryFn: ({ signal }) => {
      const at = { params: { conversationId }, query: { limit: PAGE } };
      return ask("GET /api/v1/conversations/{conversationId}/calls", { ...at, signal });
    },
  });
}
