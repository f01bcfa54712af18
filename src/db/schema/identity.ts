import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../contracts/identity.ts";
import type { SecondFactor, SignInMethod } from "../../contracts/sign-in.ts";
import type { AccountId, ApiKeyId, SessionId, StaffId, TenantId, UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

export const users = sqliteTable(
  "users",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<UserId>().primaryKey(),
    /** Keyed hash of the canonical address: unique over all tenants, found at login without being readable. */
    emailIndex: text("email_index").notNull(),
    /** `{ name, email }`, sealed. */
    sealedProfile: text("sealed_profile").notNull(),
    /** PHC string, scrypt over the peppered password. */
    passwordHash: text("password_hash").notNull(),
    role: text("role").$type<Role>().notNull(),
    language: text("language").$type<Language>().notNull(),
    createdAt: instant("created_at").notNull(),
    disabledAt: instant("disabled_at"),
    /** Since when the address waits to be confirmed; until then the user cannot sign in. */
    emailUnverifiedSince: instant("email_unverified_since"),
    /** Whose calendar is the user's own. */
    staffId: text("staff_id").$type<StaffId>(),
    /** Only matters for the role `staff`, which otherwise sees its own calendar alone. */
    seesAllCalendars: integer("sees_all_calendars", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [uniqueIndex("users_email").on(table.emailIndex), index("users_tenant").on(table.tenantId)],
);

export const sessions = sqliteTable(
  "sessions",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the token; the token itself lives only in the cookie. */
    tokenHash: text("token_hash").primaryKey(),
    /** What the session is called in lists: the hash stays inside. It outlives a rotation of the token. */
    id: text("id").$type<SessionId>(),
    userId: text("user_id").$type<AccountId>().notNull(),
    method: text("method").$type<SignInMethod>(),
    secondFactor: text("second_factor").$type<SecondFactor>(),
    /** Browser and system, as the user agent tells. */
    device: text("device"),
    /** The network of the client's address, never the address itself. */
    network: text("network"),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** When its user last proved who they are; dangerous acts need that to be recent. */
    steppedUpAt: instant("stepped_up_at"),
  },
  (table) => [
    index("sessions_user").on(table.tenantId, table.userId),
    index("sessions_expiry").on(table.expiresAt),
    index("sessions_id").on(table.id),
  ],
);

/** Keys for software. `tenantId` is null for an operator's key, which belongs to the platform. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    tenantId: text("tenant_id").$type<TenantId>(),
    id: text("id").$type<ApiKeyId>().primaryKey(),
    name: text("name").notNull(),
    secretHash: text("secret_hash").notNull(),
    /** What of the key may be shown again. Null for keys that are older than the column. */
    prefix: text("prefix"),
    lastFour: text("last_four"),
    scopes: text("scopes", { mode: "json" }).$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").$type<UserId>(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    /** Written at most once a minute. */
    lastUsedAt: instant("last_used_at"),
    /** The key that this one came after, by rotation. */
    replaces: text("replaces").$type<ApiKeyId>(),
  },
  (table) => [
    uniqueIndex("api_keys_secret").on(table.secretHash),
    index("api_keys_tenant").on(table.tenantId),
    index("api_keys_created").on(table.tenantId, table.createdAt, table.id),
    // A key is rotated once, however many ask for it at the same time.
    uniqueIndex("api_keys_replaces").on(table.replaces),
  ],
);
