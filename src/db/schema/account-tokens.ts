import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../contracts/identity.ts";
import type { TokenPurpose } from "../../domain/identity/account-tokens.ts";
import type { AccountTokenId, StaffId, UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Links in e-mails that open or change an account, each good once. An invitation is one that has no user yet. */
export const accountTokens = sqliteTable(
  "account_tokens",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<AccountTokenId>().primaryKey(),
    purpose: text("purpose").$type<TokenPurpose>().notNull(),
    /** SHA-256 of the token, which is in the e-mail only. */
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id").$type<UserId>(),
    /** The address it is bound to, when that is not the user's own: keyed hash, and sealed. */
    emailIndex: text("email_index"),
    sealedEmail: text("sealed_email"),
    /** What an invitation gives. */
    role: text("role").$type<Role>(),
    staffId: text("staff_id").$type<StaffId>(),
    language: text("language").$type<Language>(),
    invitedBy: text("invited_by").$type<UserId>(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    uniqueIndex("account_tokens_hash").on(table.tokenHash),
    index("account_tokens_user").on(table.tenantId, table.userId, table.purpose),
    index("account_tokens_invitations").on(table.tenantId, table.purpose, table.createdAt, table.id),
    index("account_tokens_expiry").on(table.expiresAt),
  ],
);

/** Who agreed to which words, and when. Rows are never changed. */
export const termsAcceptances = sqliteTable(
  "terms_acceptances",
  {
    tenantId: tenantColumn(),
    userId: text("user_id").$type<UserId>().notNull(),
    version: text("version").notNull(),
    requestId: text("request_id").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [index("terms_acceptances_tenant").on(table.tenantId, table.at)],
);
