import type { InferSelectModel } from "drizzle-orm";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ImpersonationId, OperatorId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

/** People who run the platform. They belong to no tenant. */
export const operators = sqliteTable(
  "operators",
  {
    id: text("id").$type<OperatorId>().primaryKey(),
    /** Keyed hash of the canonical address, apart from that of users: one address may be both. */
    emailIndex: text("email_index").notNull(),
    /** `{ name, email }`, sealed under the operator's own key. */
    sealedProfile: text("sealed_profile").notNull(),
    /** The operator's data key, wrapped by a master key. */
    wrappedKey: text("wrapped_key").notNull(),
    /** PHC string. Null until the operator has chosen a password. */
    passwordHash: text("password_hash"),
    /** SHA-256 of the token in the set-up link; null once it was used. */
    setupHash: text("setup_hash"),
    setupExpiresAt: instant("setup_expires_at"),
    language: text("language").$type<Language>().notNull(),
    createdAt: instant("created_at").notNull(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [uniqueIndex("operators_email").on(table.emailIndex), uniqueIndex("operators_setup").on(table.setupHash)],
);

export type OperatorRow = InferSelectModel<typeof operators>;

/** An operator at work inside a tenant: for a reason, for a time, in sight of the tenant. */
export const impersonations = sqliteTable(
  "impersonations",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ImpersonationId>().primaryKey(),
    operatorId: text("operator_id").$type<OperatorId>().notNull(),
    /** SHA-256 of the token in the operator's browser. */
    tokenHash: text("token_hash").notNull(),
    /** Sealed under the tenant's key. */
    sealedReason: text("sealed_reason").notNull(),
    mode: text("mode").$type<"read" | "write">().notNull(),
    startedAt: instant("started_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    uniqueIndex("impersonations_token").on(table.tokenHash),
    index("impersonations_tenant").on(table.tenantId, table.startedAt, table.id),
    index("impersonations_operator").on(table.operatorId, table.startedAt),
  ],
);
