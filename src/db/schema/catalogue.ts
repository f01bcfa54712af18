import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HolidayRegion } from "../../domain/booking/holidays.ts";
import type { OpeningHours, ServicePolicy, TimeOff } from "../../domain/booking/rulebook.ts";
import type { BranchId, ResourceId, ServiceId, StaffId, TimeOffId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

export const branches = sqliteTable(
  "branches",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<BranchId>().primaryKey(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull(),
    language: text("language").$type<Language>().notNull(),
    address: text("address").notNull(),
    phone: text("phone"),
    holidayRegion: text("holiday_region").$type<HolidayRegion>(),
    /** Counts changes of anything in the branch's rulebook; copies compare it. */
    rulebookVersion: integer("rulebook_version").notNull().default(1),
    /** Given up: takes no bookings any more, while its past stays readable. Null: open. */
    closedAt: instant("closed_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("branches_tenant").on(table.tenantId)],
);

export const services = sqliteTable(
  "services",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ServiceId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    name: text("name").notNull(),
    aliases: text("aliases", { mode: "json" }).$type<string[]>().notNull(),
    description: text("description").notNull(),
    durationMinutes: integer("duration_minutes").notNull(),
    bufferBeforeMinutes: integer("buffer_before_minutes").notNull(),
    bufferAfterMinutes: integer("buffer_after_minutes").notNull(),
    minimumNoticeMinutes: integer("minimum_notice_minutes").notNull(),
    horizonDays: integer("horizon_days").notNull(),
    slotStepMinutes: integer("slot_step_minutes").notNull(),
    priceMinor: integer("price_minor").notNull(),
    currency: text("currency").notNull(),
    /** What only some services need; what is left out has its usual value. */
    policy: text("policy", { mode: "json" }).$type<ServicePolicy>().notNull().default({}),
    position: integer("position").notNull(),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("services_branch").on(table.tenantId, table.branchId, table.position)],
);

export const staff = sqliteTable(
  "staff",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<StaffId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    name: text("name").notNull(),
    /** True: works when the branch is open. False: the hours under owner = this id. */
    followsBranchHours: integer("follows_branch_hours", { mode: "boolean" }).notNull(),
    position: integer("position").notNull(),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("staff_branch").on(table.tenantId, table.branchId, table.position)],
);

export const serviceStaff = sqliteTable(
  "service_staff",
  {
    tenantId: tenantColumn(),
    serviceId: text("service_id").$type<ServiceId>().notNull(),
    staffId: text("staff_id").$type<StaffId>().notNull(),
    /** Priority of the member for the service. */
    position: integer("position").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.serviceId, table.staffId] })],
);

/** Rooms, chairs, devices: whatever else an appointment may need. */
export const resources = sqliteTable(
  "resources",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ResourceId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("resources_branch").on(table.tenantId, table.branchId)],
);

/** Weekly opening hours of a branch or of a staff member. */
export const openingHours = sqliteTable(
  "opening_hours",
  {
    tenantId: tenantColumn(),
    ownerId: text("owner_id").$type<BranchId | StaffId>().notNull(),
    weekday: integer("weekday").notNull(),
    fromMinute: integer("from_minute").notNull(),
    toMinute: integer("to_minute").notNull(),
    /** First and last date on which it counts. An empty text: from ever, for a key holds no null. */
    validFrom: text("valid_from").notNull().default(""),
    validUntil: text("valid_until"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.ownerId, table.weekday, table.fromMinute, table.validFrom] }),
  ],
);

/** When a member is away: whole days, or the same hours of each. Both dates are included. */
export const timeOff = sqliteTable(
  "time_off",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<TimeOffId>().primaryKey(),
    staffId: text("staff_id").$type<StaffId>().notNull(),
    fromDate: text("from_date").notNull(),
    toDate: text("to_date").notNull(),
    span: text("span", { mode: "json" }).$type<TimeOff["span"]>(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("time_off_staff").on(table.tenantId, table.staffId, table.toDate)],
);

/** Replaces the weekly hours on one date: no spans is a closed day. */
export const hoursExceptions = sqliteTable(
  "hours_exceptions",
  {
    tenantId: tenantColumn(),
    ownerId: text("owner_id").$type<BranchId | StaffId>().notNull(),
    date: text("date").notNull(),
    spans: text("spans", { mode: "json" }).$type<OpeningHours["exceptions"][number]["spans"]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.ownerId, table.date] })],
);
