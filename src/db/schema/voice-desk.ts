import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CallbackStatus, CallbackTopic, CallbackUrgency } from "../../contracts/callback-tasks.ts";
import type {
  BranchId,
  CallbackTaskId,
  CallId,
  FunctionRecordId,
  KnowledgeEntryId,
  ListedCallerId,
  TransferRuleId,
  UserId,
} from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { RoutingMode } from "../../domain/voice/routing.ts";
import type { ListKind, Tone, TransferHours, VoiceTexts } from "../../domain/voice/voice-rules.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What callers left to be done. */
export const callbackTasks = sqliteTable(
  "callback_tasks",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CallbackTaskId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    callId: text("call_id").$type<CallId>().notNull(),
    status: text("status").$type<CallbackStatus>().notNull(),
    urgency: text("urgency").$type<CallbackUrgency>().notNull(),
    topic: text("topic").$type<CallbackTopic>().notNull(),
    ownerId: text("owner_id").$type<UserId>(),
    /** `CallbackWords`, sealed. */
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (table) => [
    index("callback_tasks_created").on(table.tenantId, table.createdAt, table.id),
    index("callback_tasks_status").on(table.tenantId, table.status, table.createdAt, table.id),
    index("callback_tasks_call").on(table.tenantId, table.callId),
  ],
);

/** How the agent of a branch speaks, and what it may do. Without a row: as `usualVoiceSettings` has it. */
export const voiceSettings = sqliteTable(
  "voice_settings",
  {
    tenantId: tenantColumn(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    /** By language. What is missing is said as the product has it. */
    greeting: text("greeting", { mode: "json" }).$type<VoiceTexts>().notNull(),
    aiDisclosure: text("ai_disclosure", { mode: "json" }).$type<VoiceTexts>().notNull(),
    recordingDisclosure: text("recording_disclosure", { mode: "json" }).$type<VoiceTexts>().notNull(),
    tone: text("tone").$type<Tone>().notNull(),
    languages: text("languages", { mode: "json" }).$type<Language[]>().notNull(),
    /** Words that make a message urgent. */
    emergencyWords: text("emergency_words", { mode: "json" }).$type<string[]>().notNull(),
    /** The provider ends a call after so long, and after so much silence. */
    maxCallSeconds: integer("max_call_seconds").notNull(),
    silenceEndSeconds: integer("silence_end_seconds").notNull(),
    routingMode: text("routing_mode").$type<RoutingMode>().notNull().default("ai_always"),
    ringSeconds: integer("ring_seconds").notNull().default(20),
    version: integer("version").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.branchId] })],
);

/** What the agent can answer. In the clear: it is told to whoever calls. */
export const knowledgeEntries = sqliteTable(
  "knowledge_entries",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<KnowledgeEntryId>().primaryKey(),
    /** Null: of all branches. */
    branchId: text("branch_id").$type<BranchId>(),
    question: text("question").notNull(),
    answer: text("answer").notNull(),
    language: text("language").$type<Language>().notNull(),
    tags: text("tags", { mode: "json" }).$type<string[]>().notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("knowledge_entries_created").on(table.tenantId, table.createdAt, table.id)],
);

/** Whom callers are put through to, by topic and hour. */
export const transferRules = sqliteTable(
  "transfer_rules",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<TransferRuleId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    /** What it is about, and what callers also call that. */
    topic: text("topic").notNull(),
    aliases: text("aliases", { mode: "json" }).$type<string[]>().notNull(),
    /** On the branch's wall clock. Null: at any hour. */
    hours: text("hours", { mode: "json" }).$type<TransferHours>(),
    /** Of the caller. Null: any. */
    language: text("language").$type<Language>(),
    /** E.164; may be somebody's own mobile. */
    sealedDestination: text("sealed_destination").notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("transfer_rules_branch").on(table.tenantId, table.branchId, table.createdAt, table.id)],
);

/** Numbers that are turned away, and those of VIPs. */
export const callerLists = sqliteTable(
  "caller_lists",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ListedCallerId>().primaryKey(),
    kind: text("kind").$type<ListKind>().notNull(),
    /** Blind index of the number. */
    phoneIndex: text("phone_index").notNull(),
    /** Number and note, sealed. */
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("caller_lists_phone").on(table.tenantId, table.phoneIndex),
    index("caller_lists_created").on(table.tenantId, table.createdAt, table.id),
  ],
);

/** What the agent asked for during a call, and what it was told. In the order of their ids, which is that of time. */
export const functionCalls = sqliteTable(
  "function_calls",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<FunctionRecordId>().notNull(),
    callId: text("call_id").$type<CallId>().notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    name: text("name").notNull(),
    /** Whether it did what it was asked; else `code` tells why not. */
    isOk: integer("is_ok", { mode: "boolean" }).notNull(),
    code: text("code"),
    /** A fault of ours: its class and message. */
    error: text("error"),
    latencyMs: integer("latency_ms").notNull(),
    /** Arguments and answer, sealed. */
    sealed: text("sealed").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    // One tree that grows at its end, and no rowid beside it (see its migration): each costs a page per call.
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("function_calls_call").on(table.tenantId, table.callId, table.at, table.id),
  ],
);
