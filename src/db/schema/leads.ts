import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { BranchId, CustomerId, LeadId, UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type {
  ContactState,
  ContactWay,
  LeadEventType,
  LeadSource,
  LeadStatus,
  PhoneType,
} from "../../domain/leads/lead.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Who has asked for something and not booked yet: one row a person, however often and by whichever way they ask. */
export const leads = sqliteTable(
  "leads",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<LeadId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    /** Blind indexes, as customers have them. */
    phoneIndex: text("phone_index"),
    emailIndex: text("email_index"),
    phoneType: text("phone_type").$type<PhoneType>(),
    /** `LeadDetails`, sealed. */
    sealed: text("sealed").notNull(),
    language: text("language").$type<Language>().notNull(),
    status: text("status").$type<LeadStatus>().notNull(),
    source: text("source").$type<LeadSource>().notNull(),
    ownerId: text("owner_id").$type<UserId>(),
    customerId: text("customer_id").$type<CustomerId>(),
    /** Whether they have agreed to be called and written to. */
    hasConsent: integer("has_consent", { mode: "boolean" }).notNull(),
    firstContactAt: instant("first_contact_at"),
    firstContactBy: text("first_contact_by").$type<ContactWay>(),
    contactState: text("contact_state").$type<ContactState>(),
    /** Why it failed or waits: a code. */
    contactReason: text("contact_reason"),
    contactDueAt: instant("contact_due_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
    /** Whether `name_index` has the name. */
    isNameIndexed: integer("is_name_indexed", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    index("leads_unindexed").on(table.tenantId, table.id).where(sql`is_name_indexed = 0`),
    uniqueIndex("leads_phone").on(table.tenantId, table.phoneIndex).where(sql`phone_index is not null`),
    // Who gave a number as well is told apart by it: a family shares an address.
    uniqueIndex("leads_only_email")
      .on(table.tenantId, table.emailIndex)
      .where(sql`phone_index is null and email_index is not null`),
    index("leads_email").on(table.tenantId, table.emailIndex),
    index("leads_created").on(table.tenantId, table.createdAt, table.id),
    index("leads_status").on(table.tenantId, table.status, table.createdAt, table.id),
    index("leads_customer").on(table.tenantId, table.customerId),
    index("leads_contact_due").on(table.contactDueAt).where(sql`contact_state IN ('due', 'trying')`),
  ],
);

/** What became of a lead, and of a customer who follows a sequence. Rows are only ever added. */
export const leadEvents = sqliteTable(
  "lead_events",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    /** Null: of a customer who is no lead. */
    leadId: text("lead_id").$type<LeadId>(),
    customerId: text("customer_id").$type<CustomerId>(),
    type: text("type").$type<LeadEventType>().notNull(),
    at: instant("at").notNull(),
    actor: text("actor").notNull(),
    /** Ids and codes. */
    facts: text("facts", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** A note, or what was asked: sealed. */
    sealedWords: text("sealed_words"),
  },
  (table) => [
    index("lead_events_lead").on(table.tenantId, table.leadId, table.at, table.id),
    index("lead_events_customer").on(table.tenantId, table.customerId, table.at, table.id),
  ],
);
