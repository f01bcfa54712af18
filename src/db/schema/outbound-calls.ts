import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CallConsentAction, OutboundSettings, OutboundStatus } from "../../contracts/outbound-requests.ts";
import type { BranchId, CallId, CustomerId, EnrolmentId, LeadId, OutboundCallId } from "../../domain/ids.ts";
import type { CallOutcome } from "../../domain/voice/call-outcome.ts";
import { instant, tenantColumn } from "./columns.ts";

export type CallBasis = "asked_to_be_called" | "gave_consent" | "existing_customer";
export type Attempt = { at: number; callId: CallId | null; outcome: CallOutcome | null };

/** How a business has people called. Without a row: the usual way. */
export const outboundSettingsTable = sqliteTable("outbound_settings", {
  tenantId: tenantColumn().primaryKey(),
  settings: text("settings", { mode: "json" }).$type<OutboundSettings>().notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Somebody who shall be called, and again while nobody picks up. */
export const outboundCalls = sqliteTable(
  "outbound_calls",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<OutboundCallId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    leadId: text("lead_id").$type<LeadId>(),
    customerId: text("customer_id").$type<CustomerId>(),
    /** Of a step of a sequence: whose way through it the call belongs to. */
    enrolmentId: text("enrolment_id").$type<EnrolmentId>(),
    /** Blind index of the number. */
    phoneIndex: text("phone_index").notNull(),
    /** Number and purpose, sealed. */
    sealed: text("sealed").notNull(),
    basis: text("basis").$type<CallBasis>().notNull(),
    status: text("status").$type<OutboundStatus>().notNull(),
    /** Why it waits or ended: a code. */
    reason: text("reason"),
    /** At most `MAX_ATTEMPTS`. */
    attempts: text("attempts", { mode: "json" }).$type<Attempt[]>().notNull(),
    /** The call that goes on. */
    callId: text("call_id").$type<CallId>(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    /** Compare-and-set counter: whoever raises it acts. */
    version: integer("version").notNull().default(1),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("outbound_calls_created").on(table.tenantId, table.createdAt, table.id),
    index("outbound_calls_lead").on(table.tenantId, table.leadId, table.createdAt, table.id),
    index("outbound_calls_customer").on(table.tenantId, table.customerId, table.createdAt, table.id),
    index("outbound_calls_call").on(table.tenantId, table.callId),
    index("outbound_calls_due").on(table.nextAttemptAt).where(sql`status IN ('due', 'calling')`),
  ],
);

/** Who may be called and who may not: lines are only ever added, and the newest of a number counts. */
export const callConsents = sqliteTable(
  "call_consents",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    phoneIndex: text("phone_index").notNull(),
    action: text("action").$type<CallConsentAction>().notNull(),
    basis: text("basis").$type<CallBasis>(),
    /** Number and note, sealed. */
    sealed: text("sealed").notNull(),
    /** Who wrote it down. */
    actor: text("actor").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    index("call_consents_phone").on(table.tenantId, table.phoneIndex, table.at, table.id),
    index("call_consents_at").on(table.tenantId, table.at, table.id),
  ],
);
