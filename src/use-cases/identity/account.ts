import type { Role } from "../../contracts/identity.ts";
import { findTenant, findUser, type TenantRow, type UserRow } from "../../db/queries/identity.ts";
import { findOperator } from "../../db/queries/operators.ts";
import type { OperatorRow } from "../../db/schema/operators.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { isSecondFactorRequired } from "../../domain/identity/second-factor-rule.ts";
import { type AccountId, type OperatorId, PLATFORM, type TenantId, type UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf, masterKeysOf } from "../../env.ts";

/** Whoever signs in: a user of a tenant, or an operator, whose rows belong to the platform. The factors are the same. */
export type Account = {
  id: AccountId;
  tenantId: TenantId;
  role: Role | "operator";
  language: Language;
  wrappedKey: string;
  sealedProfile: string;
  passwordHash: string | null;
  disabledAt: EpochMs | null;
  /** Since when the address waits to be confirmed. */
  emailUnverifiedSince: EpochMs | null;
  /** The tenant's setting. */
  requiredFor: readonly Role[];
};

export function accountOfUser(user: UserRow, tenant: TenantRow): Account {
  const { id, tenantId, role, language, sealedProfile, passwordHash, disabledAt, emailUnverifiedSince } = user;
  const own = { id, tenantId, role, language, sealedProfile, passwordHash, disabledAt, emailUnverifiedSince };
  return { ...own, wrappedKey: tenant.wrappedKey, requiredFor: tenant.requireSecondFactorFor };
}

export function accountOfOperator(operator: OperatorRow): Account {
  const { id, language, wrappedKey, sealedProfile, passwordHash, disabledAt } = operator;
  const own = { id, language, wrappedKey, sealedProfile, passwordHash, disabledAt };
  return { ...own, tenantId: PLATFORM, role: "operator", requiredFor: [], emailUnverifiedSince: null };
}

/** Null when the account, or its tenant, is gone or was disabled. */
export async function findAccount(env: Env, tenantId: TenantId, id: AccountId): Promise<Account | null> {
  const account = await loadAccount(env, tenantId, id);
  return account?.disabledAt === null ? account : null;
}

async function loadAccount(env: Env, tenantId: TenantId, id: AccountId): Promise<Account | null> {
  if (tenantId === PLATFORM) {
    const operator = await findOperator(env.DB, id as OperatorId); // rows of the platform belong to operators
    return operator && accountOfOperator(operator);
  }
  const db = tenantDb(env.DB, tenantId);
  const [user, tenant] = await Promise.all([findUser(db, id as UserId), findTenant(db)]); // rows of tenants, to users
  return user && tenant && accountOfUser(user, tenant);
}

export function dbOf(env: Env, account: Account): TenantDb {
  return tenantDb(env.DB, account.tenantId);
}

export function vaultOf(env: Env, account: Account): Promise<Vault> {
  return openVault(masterKeysOf(env), account.tenantId, account.wrappedKey);
}

export function needsSecondFactor(env: Env, { role, requiredFor }: Account): boolean {
  return isSecondFactorRequired({ role, requiredFor, environment: configOf(env).ENVIRONMENT });
}
