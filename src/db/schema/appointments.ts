import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AppointmentGroup, AppointmentStatus, Channel } from "../../domain/booking/appointment.ts";
import type {
  AppointmentId,
  BranchId,
  CallId,
  CustomerId,
  ResourceId,
  SeriesId,
  ServiceId,
  StaffId,
} from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Read model. The branch's calendar object owns these facts and is the only writer, guarded by `version`. */
export const appointments = sqliteTable(
  "appointments",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<AppointmentId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    serviceId: text("service_id").$type<ServiceId>().notNull(),
    staffId: text("staff_id").$type<StaffId>().notNull(),
    customerId: text("customer_id").$type<CustomerId>(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    status: text("status").$type<AppointmentStatus>().notNull(),
    version: integer("version").notNull(),
    channel: text("channel").$type<Channel>().notNull(),
    callId: text("call_id").$type<CallId>(),
    sealedContact: text("sealed_contact").notNull(),
    language: text("language").$type<Language>().notNull(),
    priceMinor: integer("price_minor").notNull(),
    currency: text("currency").notNull(),
    /** Why it was called off, sealed. */
    cancelReason: text("cancel_reason"),
    resourceIds: text("resource_ids", { mode: "json" }).$type<ResourceId[]>().notNull().default([]),
    partySize: integer("party_size").notNull().default(1),
    approvalExpiresAt: instant("approval_expires_at"),
    checkedInAt: instant("checked_in_at"),
    groupId: text("group_id").$type<SeriesId>(),
    groupKind: text("group_kind").$type<AppointmentGroup["kind"]>(),
    groupPosition: integer("group_position"),
    /** Keyed hash of the address that it was booked with: what its owner has shown to be theirs opens it. */
    emailIndex: text("email_index"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    // Lists page by (start, id), so the id closes each index that carries a list.
    index("appointments_branch_start").on(table.tenantId, table.branchId, table.startsAt, table.id),
    index("appointments_customer").on(table.tenantId, table.customerId, table.startsAt, table.id),
    index("appointments_group").on(table.tenantId, table.groupId).where(sql`group_id IS NOT NULL`),
    index("appointments_email")
      .on(table.tenantId, table.emailIndex, table.startsAt, table.id)
      .where(sql`email_index IS NOT NULL`),
    index("appointments_call").on(table.tenantId, table.callId),
    // For the sweep that looks for those to be reminded of, over all tenants.
    index("appointments_reminders").on(table.startsAt, table.id).where(sql`status = 'confirmed'`),
    // Last: of two indexes that look equally good, SQLite takes the older, and this one would read every branch's day.
    index("appointments_start").on(table.tenantId, table.startsAt, table.id),
  ],
);
