import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { SecondFactor, SignInMethod, SignInOutcome } from "../../contracts/sign-in.ts";
import type { AccountId, PasskeyId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

// Accounts are the users of tenants and the platform's operators; rows of operators belong to the tenant `PLATFORM`.

const accountColumn = () => text("account_id").$type<AccountId>().notNull();

/** Somebody whose first factor was right and who owes the second, or has to set one up. Never a session. */
export const pendingLogins = sqliteTable(
  "pending_logins",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the token in the browser's cookie. */
    tokenHash: text("token_hash").primaryKey(),
    accountId: accountColumn(),
    method: text("method").$type<SignInMethod>().notNull(),
    wants: text("wants").$type<"second_factor" | "enrolment">().notNull(),
    /** Codes that were tried. */
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("pending_logins_account").on(table.tenantId, table.accountId),
    index("pending_logins_expiry").on(table.expiresAt),
  ],
);

/** The authenticator app of an account. It counts once a code has confirmed it. */
export const totpSecrets = sqliteTable(
  "totp_secrets",
  {
    tenantId: tenantColumn(),
    accountId: accountColumn(),
    sealedSecret: text("sealed_secret").notNull(),
    /** The newest time step whose code was used: each code is good once. */
    lastStep: integer("last_step").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    confirmedAt: instant("confirmed_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.accountId] })],
);

export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    tenantId: tenantColumn(),
    accountId: accountColumn(),
    /** Keyed hash. */
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.accountId, table.codeHash] })],
);

export const passkeys = sqliteTable(
  "passkeys",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<PasskeyId>().primaryKey(),
    accountId: accountColumn(),
    /** As the authenticator names it, base64url: unique over all tenants, for a login names none. */
    credentialId: text("credential_id").notNull(),
    publicKey: text("public_key").notNull(),
    /** How often the authenticator says it was used; 0 for those that do not count. */
    counter: integer("counter").notNull(),
    transports: text("transports", { mode: "json" }).$type<string[]>().notNull(),
    isBackedUp: integer("is_backed_up", { mode: "boolean" }).notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    uniqueIndex("passkeys_credential").on(table.credentialId),
    index("passkeys_account").on(table.tenantId, table.accountId),
  ],
);

/** Challenges that wait for their answer: each is good once, for one browser and one purpose. Of no tenant. */
export const passkeyChallenges = sqliteTable(
  "passkey_challenges",
  {
    challenge: text("challenge").primaryKey(),
    purpose: text("purpose").$type<"sign_in" | "second_factor" | "register" | "step_up">().notNull(),
    /** Hash of the cookie that the challenge was given to. */
    binding: text("binding").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("passkey_challenges_expiry").on(table.expiresAt)],
);

/** Browsers that an account has signed in with: strangers' guesses do not count against them. */
export const knownDevices = sqliteTable(
  "known_devices",
  {
    tenantId: tenantColumn(),
    accountId: accountColumn(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.accountId, table.tokenHash] }),
    index("known_devices_expiry").on(table.expiresAt),
  ],
);

/** Who tried to sign in, and how it ended. */
export const signIns = sqliteTable(
  "sign_ins",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    accountId: accountColumn(),
    at: instant("at").notNull(),
    method: text("method").$type<SignInMethod>().notNull(),
    secondFactor: text("second_factor").$type<SecondFactor>(),
    outcome: text("outcome").$type<SignInOutcome>().notNull(),
    device: text("device").notNull(),
    network: text("network").notNull(),
  },
  (table) => [
    index("sign_ins_account").on(table.tenantId, table.accountId, table.at, table.id),
    index("sign_ins_at").on(table.at),
  ],
);
