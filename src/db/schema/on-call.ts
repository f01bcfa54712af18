import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AlertStatus, AlertVia } from "../../contracts/on-call.ts";
import type { BranchId, CallbackTaskId, CallId, MessageId, OnCallAlertId, OnCallPersonId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { TransferHours } from "../../domain/voice/voice-rules.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Whom an emergency rings, in which order, and when they are on duty. */
export const onCallPeople = sqliteTable(
  "on_call_people",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<OnCallPersonId>().primaryKey(),
    position: integer("position").notNull(),
    /** On the branch's wall clock. Null: always. */
    hours: text("hours", { mode: "json" }).$type<TransferHours>(),
    language: text("language").$type<Language>().notNull(),
    /** Blind index of the number, to know an answer by. */
    phoneIndex: text("phone_index").notNull(),
    /** Name and number, sealed. */
    sealed: text("sealed").notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("on_call_people_order").on(table.tenantId, table.position, table.id),
    index("on_call_people_phone").on(table.tenantId, table.phoneIndex),
  ],
);

/** Without a row: nobody is rung. */
export const onCallSettingsTable = sqliteTable("on_call_settings", {
  tenantId: tenantColumn().primaryKey(),
  isOn: integer("is_on", { mode: "boolean" }).notNull(),
  waitMinutes: integer("wait_minutes").notNull(),
  rounds: integer("rounds").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** An emergency, until somebody takes it. What the caller said is in the task. */
export const onCallAlerts = sqliteTable(
  "on_call_alerts",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<OnCallAlertId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    callId: text("call_id").$type<CallId>().notNull(),
    taskId: text("task_id").$type<CallbackTaskId>().notNull(),
    status: text("status").$type<AlertStatus>().notNull(),
    /** How many were rung. Whoever raises it by one rings the next. */
    rung: integer("rung").notNull().default(0),
    nextStepAt: instant("next_step_at").notNull(),
    /** A person of the rota, or a user. */
    acknowledgedBy: text("acknowledged_by"),
    acknowledgedVia: text("acknowledged_via").$type<AlertVia>(),
    acknowledgedAt: instant("acknowledged_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("on_call_alerts_created").on(table.tenantId, table.createdAt, table.id),
    index("on_call_alerts_waiting").on(table.tenantId, table.createdAt, table.id).where(sql`status <> 'acknowledged'`),
    index("on_call_alerts_due").on(table.nextStepAt).where(sql`status = 'open'`),
  ],
);

/** Who was rung, and what became of it. */
export const onCallSteps = sqliteTable(
  "on_call_steps",
  {
    tenantId: tenantColumn(),
    alertId: text("alert_id").$type<OnCallAlertId>().notNull(),
    step: integer("step").notNull(),
    personId: text("person_id").$type<OnCallPersonId>().notNull(),
    messageId: text("message_id").$type<MessageId>().notNull(),
    /** `placed`, or why nobody was called: a code. */
    call: text("call"),
    /** SHA-256 of the token in the link; the token itself is in the SMS alone. */
    tokenHash: text("token_hash").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.alertId, table.step] }),
    uniqueIndex("on_call_steps_token").on(table.tokenHash),
    index("on_call_steps_person").on(table.tenantId, table.personId, table.at),
  ],
);
