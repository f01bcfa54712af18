import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Finding, RecordingState } from "../../contracts/call-care.ts";
import type { BranchId, CallId, TenantId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What a business lets us keep of its calls. Without a row: as `usualCallSettings` has it. */
export const callSettings = sqliteTable("call_settings", {
  tenantId: text("tenant_id").$type<TenantId>().primaryKey(),
  keepsRecordings: integer("keeps_recordings", { mode: "boolean" }).notNull(),
  recordingDays: integer("recording_days").notNull(),
  /** After so many days nobody can read what was said. */
  wordDays: integer("word_days").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Which document of the full-text table `call_words` holds the keyed hashes of a call's words. */
export const callIndex = sqliteTable(
  "call_index",
  {
    tenantId: tenantColumn(),
    document: integer("document").primaryKey({ autoIncrement: true }),
    callId: text("call_id").$type<CallId>().notNull(),
    /** Of the call as it was read: a later version is read again. */
    callVersion: integer("call_version").notNull(),
  },
  (table) => [uniqueIndex("call_index_call").on(table.tenantId, table.callId)],
);

/** What became of the copy of a recording. */
export const callRecordings = sqliteTable(
  "call_recordings",
  {
    tenantId: tenantColumn(),
    callId: text("call_id").$type<CallId>().notNull(),
    state: text("state").$type<RecordingState>().notNull(),
    /** Why there is none. */
    reason: text("reason"),
    fileKey: text("file_key"),
    contentType: text("content_type"),
    bytes: integer("bytes"),
    attempts: integer("attempts").notNull().default(0),
    wantedAt: instant("wanted_at").notNull(),
    storedAt: instant("stored_at"),
    expiresAt: instant("expires_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.callId] }),
    index("call_recordings_wanted").on(table.wantedAt).where(sql`state = 'wanted'`),
    index("call_recordings_expires").on(table.expiresAt).where(sql`state = 'stored'`),
  ],
);

/** How well a call went, worked out from what is known of it. Names nobody: codes, counts, times and prices. */
export const callQuality = sqliteTable(
  "call_quality",
  {
    tenantId: tenantColumn(),
    callId: text("call_id").$type<CallId>().notNull(),
    branchId: text("branch_id").$type<BranchId>(),
    /** When the call was. */
    at: instant("at").notNull(),
    /** Null: not scored yet, or there was nothing to judge. */
    score: integer("score"),
    findings: text("findings", { mode: "json" }).$type<Finding[]>().notNull().default([]),
    /** Null: the vendor has told more since, or nobody has looked yet. */
    scoredAt: instant("scored_at"),
    /** Somebody has looked into it. */
    seenAt: instant("seen_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.callId] }),
    index("call_quality_score").on(table.tenantId, table.score, table.at),
    index("call_quality_waiting").on(table.at).where(sql`scored_at is null`),
    index("call_quality_open").on(table.tenantId, table.at).where(sql`seen_at is null and score < 60`),
  ],
);
