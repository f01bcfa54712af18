import { queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";

const PAGE = 50;

export type MessageFilter = NonNullable<Input<"GET /api/v1/messages">["query"]>;

export function messagesQuery(filter: MessageFilter) {
  return queryOptions({
    queryKey: ["messages", "log", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/messages", { query: { limit: PAGE, ...filter }, signal }),
  });
}

export function consentsQuery(page: { cursor?: string }) {
  return queryOptions({
    queryKey: ["messages", "consents", page],
    queryFn: ({ signal }) => ask("GET /api/v1/consents", { query: { limit: PAGE, ...page }, signal }),
  });
}

export function customerOptOutsQuery(customerId: string) {
  return queryOptions({
    queryKey: ["messages", "opt-outs", customerId],
    queryFn: ({ signal }) => ask("GET /api/v1/customers/{customerId}/opt-outs", { params: { customerId }, signal }),
  });
}

export const wordingsQuery = queryOptions({
  queryKey: ["messages", "wordings"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/message-templates", { signal })).items,
});

export const messageSettingsQuery = queryOptions({
  queryKey: ["messages", "settings"],
  queryFn: ({ signal }) => ask("GET /api/v1/message-settings", { signal }),
});

export const whatsappTemplatesQuery = queryOptions({
  queryKey: ["messages", "whatsapp-templates"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/whatsapp-templates", { signal })).items,
  retry: false,
});

export const templateUsesQuery = queryOptions({
  queryKey: ["messages", "template-uses"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/whatsapp-template-uses", { signal })).items,
});

export const sendersQuery = queryOptions({
  queryKey: ["messages", "senders"],
  queryFn: async ({ signal }) => (await ask("GET /api/v1/message-senders", { query: { limit: 100 }, signal })).items,
});
