import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { BranchId, CustomerId, EnrolmentId, LeadId, SequenceId, TenantId } from "../../domain/ids.ts";
import type { FirstContactWay } from "../../domain/leads/first-contact.ts";
import type { EnrolmentStatus, SequenceStep, SequenceTrigger, StopReason } from "../../domain/leads/sequence.ts";
import { instant, tenantColumn } from "./columns.ts";

/** How a business answers leads by itself. No row: the usual way. */
export const leadSettingsTable = sqliteTable("lead_settings", {
  tenantId: text("tenant_id").$type<TenantId>().primaryKey(),
  firstContact: text("first_contact").$type<FirstContactWay>().notNull(),
  /** Null: the usual words. */
  wordsDe: text("words_de"),
  wordsEn: text("words_en"),
  updatedAt: instant("updated_at").notNull(),
});

/** Steps that follow one another by themselves. */
export const sequences = sqliteTable(
  "sequences",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<SequenceId>().primaryKey(),
    name: text("name").notNull(),
    trigger: text("trigger").$type<SequenceTrigger>().notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    /** Of a recall: so long after the last visit. */
    recallMonths: integer("recall_months"),
    steps: text("steps", { mode: "json" }).$type<SequenceStep[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("sequences_created").on(table.tenantId, table.createdAt, table.id),
    index("sequences_active").on(table.trigger, table.tenantId).where(sql`is_active = 1`),
  ],
);

/** One person on their way through a sequence. */
export const enrolments = sqliteTable(
  "enrolments",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<EnrolmentId>().primaryKey(),
    sequenceId: text("sequence_id").$type<SequenceId>().notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    leadId: text("lead_id").$type<LeadId>(),
    customerId: text("customer_id").$type<CustomerId>(),
    phoneIndex: text("phone_index"),
    emailIndex: text("email_index"),
    /** Sequence and cause: what makes it the only one of its cause. */
    uniqueKey: text("unique_key").notNull(),
    status: text("status").$type<EnrolmentStatus>().notNull(),
    stopReason: text("stop_reason").$type<StopReason>(),
    /** The next step, from 0. */
    position: integer("position").notNull(),
    /** When it is due. Null: there is none any more. */
    nextAt: instant("next_at"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("enrolments_unique").on(table.tenantId, table.uniqueKey),
    index("enrolments_due").on(table.nextAt, table.id).where(sql`status = 'active'`),
    index("enrolments_sequence").on(table.tenantId, table.sequenceId, table.startedAt, table.id),
    index("enrolments_lead").on(table.tenantId, table.leadId, table.startedAt, table.id),
    index("enrolments_customer").on(table.tenantId, table.customerId, table.startedAt, table.id),
    index("enrolments_started").on(table.tenantId, table.startedAt, table.id),
    index("enrolments_phone").on(table.tenantId, table.phoneIndex).where(sql`status = 'active'`),
    index("enrolments_email").on(table.tenantId, table.emailIndex).where(sql`status = 'active'`),
  ],
);

/** Steps that were taken: a row is the claim to one, so that nobody takes it again. */
export const enrolmentSteps = sqliteTable(
  "enrolment_steps",
  {
    tenantId: tenantColumn(),
    enrolmentId: text("enrolment_id").$type<EnrolmentId>().notNull(),
    position: integer("position").notNull(),
    at: instant("at").notNull(),
    /** `queued`, `task` or `skipped`; of calls from before they were requests, `called`, `trying` or `failed`. */
    outcome: text("outcome").notNull(),
    reason: text("reason"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.enrolmentId, table.position] })],
);
