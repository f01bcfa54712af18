import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CallProvider, CallStatus, Sentiment, VoiceProvider } from "../../contracts/calls.ts";
import type { NumberSource, NumberState } from "../../contracts/phone-numbers.ts";
import type {
  BranchId,
  CallId,
  ConnectionId,
  PhoneNumberId,
  SenderId,
  TenantId,
  VerificationId,
} from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { RoutingMode } from "../../domain/voice/routing.ts";
import { instant, tenantColumn } from "./columns.ts";

/** A tenant's account at a provider. */
export const connections = sqliteTable(
  "connections",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ConnectionId>().primaryKey(),
    /** What the business calls it. */
    name: text("name").notNull().default(""),
    provider: text("provider").$type<VoiceProvider>().notNull(),
    /** What is suggested for a call that no number, agent or label places. Not a fallback: such a call is kept apart. */
    defaultBranchId: text("default_branch_id").$type<BranchId>().notNull(),
    /** The provider's credential (Retell: the API key with the webhook badge), sealed. */
    sealedSecret: text("sealed_secret").notNull(),
    secretChangedAt: instant("secret_changed_at"),
    /** What we ask the provider's API with, where that is another than `sealedSecret`: Vapi's private key. */
    sealedApiKey: text("sealed_api_key"),
    createdAt: instant("created_at").notNull(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [index("connections_tenant").on(table.tenantId)],
);

export const phoneNumbers = sqliteTable(
  "phone_numbers",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<PhoneNumberId>().primaryKey(),
    e164: text("e164").notNull(),
    connectionId: text("connection_id").$type<ConnectionId>().notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    createdAt: instant("created_at").notNull(),
    source: text("source").$type<NumberSource>().notNull().default("own"),
    state: text("state").$type<NumberState>().notNull().default("active"),
    /** What the voice vendor calls it. Null: it does not have it from us. */
    voiceNumberId: text("voice_number_id"),
    /** The account it was ordered with, and what the carrier calls it. */
    senderId: text("sender_id").$type<SenderId>(),
    carrierId: text("carrier_id"),
    error: text("error"),
    /** Null: as the branch has it. */
    routingMode: text("routing_mode").$type<RoutingMode>(),
    /** What callers of this number speak. Null: as the caller's history or the branch tells. */
    language: text("language").$type<Language>(),
    /** Where its carrier, which asks us who takes each call, reaches the agent. Null: the carrier asks nobody. */
    agentUri: text("agent_uri"),
  },
  (table) => [
    // A number never belongs to two tenants.
    uniqueIndex("phone_numbers_e164").on(table.e164),
    index("phone_numbers_connection").on(table.tenantId, table.connectionId),
    index("phone_numbers_ordering").on(table.createdAt).where(sql`state = 'ordering'`),
  ],
);

/** Numbers that the operator lends to businesses. */
export const numberPool = sqliteTable("number_pool", {
  e164: text("e164").primaryKey(),
  /** Who has it. Null: nobody. */
  tenantId: text("tenant_id").$type<TenantId>(),
  addedAt: instant("added_at").notNull(),
  assignedAt: instant("assigned_at"),
});

/** Which branch an agent of a connection speaks for. Told by an operator, when the number does not tell. */
export const voiceAgents = sqliteTable(
  "voice_agents",
  {
    tenantId: tenantColumn(),
    connectionId: text("connection_id").$type<ConnectionId>().notNull(),
    agentId: text("agent_id").notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.connectionId, table.agentId] })],
);

export const calls = sqliteTable(
  "calls",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CallId>().primaryKey(),
    connectionId: text("connection_id").$type<ConnectionId>().notNull(),
    provider: text("provider").$type<CallProvider>().notNull(),
    providerCallId: text("provider_call_id").notNull(),
    branchId: text("branch_id").$type<BranchId>(),
    direction: text("direction").$type<"inbound" | "outbound">().notNull(),
    status: text("status").$type<CallStatus>().notNull(),
    /** The provider's name of it. */
    agentId: text("agent_id"),
    language: text("language").$type<Language>(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    durationMs: integer("duration_ms"),
    disconnectionReason: text("disconnection_reason"),
    successful: integer("successful", { mode: "boolean" }),
    sentiment: text("sentiment").$type<Sentiment>(),
    costCents: real("cost_cents"),
    /** Blind index of the customer's number: the caller's, or the one that was called. */
    phoneIndex: text("phone_index"),
    /** Numbers, transcript, summary and recording link: `CallSecrets`, sealed. Empty when it lies in R2. */
    sealed: text("sealed").notNull(),
    fileKey: text("file_key"),
    /** Compare-and-set counter: events of one call may be merged at the same time. */
    version: integer("version").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Since then no event of the vendor brings words or numbers back. */
    wordsErasedAt: instant("words_erased_at"),
    /** What staff say it is, whatever the vendor took it for. Null: nobody has said anything. */
    markedSpam: integer("marked_spam", { mode: "boolean" }),
  },
  (table) => [
    uniqueIndex("calls_provider").on(table.tenantId, table.connectionId, table.providerCallId),
    index("calls_created").on(table.tenantId, table.createdAt, table.id),
    index("calls_phone").on(table.tenantId, table.phoneIndex, table.createdAt, table.id),
    index("calls_agent").on(table.tenantId, table.agentId, table.createdAt, table.id),
    index("calls_status").on(table.tenantId, table.status, table.createdAt, table.id),
    index("calls_newest").on(table.createdAt, table.id),
    index("calls_with_words").on(table.tenantId, table.createdAt).where(sql`words_erased_at is null`),
  ],
);

/** Codes that were sent to numbers which callers say are theirs. The code itself is in the message alone. */
export const phoneVerifications = sqliteTable(
  "phone_verifications",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<VerificationId>().primaryKey(),
    callId: text("call_id").$type<CallId>().notNull(),
    phoneIndex: text("phone_index").notNull(),
    /** Keyed. */
    codeHash: text("code_hash").notNull(),
    guesses: integer("guesses").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    verifiedAt: instant("verified_at"),
  },
  (table) => [
    index("phone_verifications_call").on(table.tenantId, table.callId, table.createdAt, table.id),
    index("phone_verifications_created").on(table.createdAt),
  ],
);
