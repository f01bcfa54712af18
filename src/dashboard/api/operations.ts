import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client.ts";
import type { CursorPage } from "./collect.ts";
import type { EventStatus } from "./list-states.ts";

type Paging = { cursor?: string; limit: number };
type Filter<Status extends string = never> = { tenantId?: string; status?: Status };

/** Figures of the platform change without the page: they are asked for again while it is looked at. */
const WATCHED = { refetchInterval: 30_000, staleTime: 10_000 };

/** A list that is never cut, in the shape of those that are. */
const whole = <Row>({ items }: { items: Row[] }): CursorPage<Row> => ({ items, nextCursor: null });

export const operatorQuery = queryOptions({
  queryKey: ["operator"],
  queryFn: ({ signal }) => ask("GET /api/v1/operations/me", { signal }),
  staleTime: 5 * 60_000,
});

export const figuresQuery = queryOptions({
  queryKey: ["operations", "figures"],
  queryFn: ({ signal }) => ask("GET /api/v1/operations/figures", { signal }),
  ...WATCHED,
});

export const healthQuery = queryOptions({
  queryKey: ["operations", "health"],
  queryFn: ({ signal }) => ask("GET /api/v1/operations/health", { signal }),
  ...WATCHED,
});

export const cronsQuery = queryOptions({
  queryKey: ["operations", "crons"],
  queryFn: async ({ signal }) => whole(await ask("GET /api/v1/operations/crons", { signal })),
  ...WATCHED,
});

export const migrationsQuery = queryOptions({
  queryKey: ["operations", "migrations"],
  queryFn: async ({ signal }) => whole(await ask("GET /api/v1/operations/migrations", { signal })),
});

export const errorsQuery = (query: Paging) =>
  queryOptions({
    queryKey: ["operations", "errors", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/errors", { query, signal }),
    ...WATCHED,
  });

export const tenantsQuery = (query: Paging) =>
  queryOptions({
    queryKey: ["operations", "tenants", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/tenants", { query, signal }),
  });

export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ["operations", "tenant", tenantId],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/tenants/{tenantId}", { params: { tenantId }, signal }),
  });

export const usersQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "users", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/users", { query, signal }),
  });

export const connectionsQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "connections", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/connections", { query, signal }),
  });

/** All of the pool: it is bounded, and not paged. */
export const numberPoolQuery = queryOptions({
  queryKey: ["operations", "number-pool"],
  queryFn: async ({ signal }) => whole(await ask("GET /api/v1/operations/number-pool", { signal })),
});

export const circuitsQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "circuits", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/circuits", { query, signal }),
    ...WATCHED,
  });

export const eventsQuery = (query: Filter<EventStatus> & Paging) =>
  queryOptions({
    queryKey: ["operations", "events", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/webhook-events", { query, signal }),
    ...WATCHED,
  });

export const operatorCallsQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "calls", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/calls", { query, signal }),
    ...WATCHED,
  });

export const operatorMessagesQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "messages", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/messages", { query, signal }),
    ...WATCHED,
  });

export const quarantineQuery = (query: Filter & Paging) =>
  queryOptions({
    queryKey: ["operations", "quarantine", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/quarantine", { query, signal }),
    ...WATCHED,
  });

export const lettersQuery = (query: Paging) =>
  queryOptions({
    queryKey: ["operations", "letters", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/dead-letters", { query, signal }),
    ...WATCHED,
  });

export const letterQuery = (deadLetterId: string) =>
  queryOptions({
    queryKey: ["operations", "letter", deadLetterId],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/operations/dead-letters/{deadLetterId}", { params: { deadLetterId }, signal }),
  });

export const feedbackQuery = (query: { status?: "open" | "done" } & Paging) =>
  queryOptions({
    queryKey: ["operations", "feedback", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/feedback", { query, signal }),
  });

export const operatorAuditQuery = (query: Paging) =>
  queryOptions({
    queryKey: ["operations", "audit", query],
    queryFn: ({ signal }) => ask("GET /api/v1/operations/audit-log", { query, signal }),
  });
