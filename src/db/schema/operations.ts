import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { QuarantineEvidence, WebhookEventStatus } from "../../contracts/quarantine.ts";
import type {
  ApiKeyId,
  ApiRequestId,
  BranchId,
  ConnectionId,
  DeadLetterId,
  ErrorGroupId,
  EventId,
  TenantId,
} from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Every verified provider event, stored before it is acknowledged. A queue message is only the wake-up. */
export const webhookEvents = sqliteTable(
  "webhook_events",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<EventId>().primaryKey(),
    connectionId: text("connection_id").$type<ConnectionId>().notNull(),
    type: text("type").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    status: text("status").$type<WebhookEventStatus>().notNull(),
    /** Where an operator has put it. Else the event itself tells. */
    branchId: text("branch_id").$type<BranchId>(),
    /** Of an event that could not be placed: how sure the likeliest branch was, and why no surer. */
    confidence: real("confidence"),
    evidence: text("evidence", { mode: "json" }).$type<QuarantineEvidence>(),
    /** Our event, sealed. Null when it lies in R2 under `fileKey`, and after the retention time. */
    sealedPayload: text("sealed_payload"),
    fileKey: text("file_key"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    /** Of the request that delivered it, to find it in the logs. */
    requestId: text("request_id"),
    receivedAt: instant("received_at").notNull(),
    processedAt: instant("processed_at"),
  },
  (table) => [
    uniqueIndex("webhook_events_dedupe").on(table.tenantId, table.connectionId, table.dedupeKey),
    index("webhook_events_connection").on(table.tenantId, table.connectionId, table.receivedAt),
    index("webhook_events_open").on(table.receivedAt).where(sql`status = 'received'`),
    index("webhook_events_status").on(table.status, table.receivedAt, table.id),
    index("webhook_events_received").on(table.receivedAt, table.id),
  ],
);

/** Queue messages that failed for good, kept until an operator replays or discards them. */
export const deadLetters = sqliteTable(
  "dead_letters",
  {
    /** Made from queue and message, so that a repeated delivery is stored once. */
    id: text("id").$type<DeadLetterId>().primaryKey(),
    queue: text("queue").notNull(),
    messageId: text("message_id"),
    /** The message as JSON, sealed under the master key: it may be anybody's, and of any shape. */
    body: text("body").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [index("dead_letters_received").on(table.receivedAt, table.id)],
);

/** Each run of a cron, to see what was missed. */
export const cronRuns = sqliteTable(
  "cron_runs",
  {
    cron: text("cron").notNull(),
    /** The minute that it was due at. */
    dueAt: instant("due_at").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull(),
    status: text("status").$type<"ok" | "failed">().notNull(),
    error: text("error"),
  },
  (table) => [primaryKey({ columns: [table.cron, table.dueAt] }), index("cron_runs_due").on(table.dueAt)],
);

/** Errors of one kind, over all isolates. Nobody can be told from one: ids, numbers and quotations are left out. */
export const errorGroups = sqliteTable(
  "error_groups",
  {
    id: text("id").$type<ErrorGroupId>().primaryKey(),
    event: text("event").notNull(),
    message: text("message").notNull(),
    count: integer("count").notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    /** Of the latest one, to find it in the logs. */
    requestId: text("request_id"),
  },
  (table) => [index("error_groups_last").on(table.lastAt, table.id)],
);

/** What a tenant's API keys asked for, so that whoever writes software for it sees what became of each request. */
export const apiRequests = sqliteTable(
  "api_requests",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ApiRequestId>().primaryKey(),
    /** As the caller or we named it. Theirs may repeat. */
    requestId: text("request_id").notNull(),
    keyId: text("key_id").$type<ApiKeyId>().notNull(),
    method: text("method").notNull(),
    /** Without its query: that may hold a name. */
    path: text("path").notNull(),
    status: integer("status").notNull(),
    /** Of the problem document. Null: none. */
    code: text("code"),
    durationMs: integer("duration_ms").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    index("api_requests_page").on(table.tenantId, table.at, table.id),
    index("api_requests_request").on(table.tenantId, table.requestId, table.at, table.id),
    index("api_requests_failed").on(table.tenantId, table.at, table.id).where(sql`status >= 400`),
    // The oldest are the first by rowid: an index for them would cost each request.
  ],
);

export const auditLog = sqliteTable(
  "audit_log",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    /** `usr_…`, `key_…`, `cal_…`, `web` or `system`. */
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subjectId: text("subject_id").notNull(),
    facts: text("facts", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    requestId: text("request_id").notNull(),
    at: instant("at").notNull(),
    /** Made with the row by whoever holds the key: a row that was written past the Worker has none that fits. */
    seal: text("seal"),
    /** The row's place in its tenant's chain. Null: not chained yet. 0: refused, for its seal does not fit. */
    seq: integer("seq"),
    hash: text("hash"),
  },
  (table) => [
    index("audit_log_page").on(table.tenantId, table.at, table.id),
    index("audit_log_subject").on(table.tenantId, table.subjectId, table.at, table.id),
    index("audit_log_chain").on(table.tenantId, table.seq),
    index("audit_log_unchained").on(table.tenantId, table.at, table.id).where(sql`seq is null`),
  ],
);

/** One row per run of the nightly comparison of a branch's ledger with its read model. */
export const driftReports = sqliteTable(
  "drift_reports",
  {
    tenantId: text("tenant_id").$type<TenantId>().notNull(),
    branchId: text("branch_id").notNull(),
    at: instant("at").notNull(),
    checked: integer("checked").notNull(),
    missing: integer("missing").notNull(),
    stale: integer("stale").notNull(),
    surplus: integer("surplus").notNull(),
  },
  (table) => [index("drift_reports_at").on(table.tenantId, table.branchId, table.at)],
);
