import type { InvitationView, UserView } from "../../../contracts/team.ts";
import { type AccountTokenRow, listInvitations } from "../../../db/queries/account-tokens.ts";
import { findTenant, findUser, type TenantRow, type UserRow } from "../../../db/queries/identity.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { listUsers } from "../../../db/queries/users.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { TenantId, UserId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { readUserProfile } from "../user-profile.ts";

export async function viewUsers(env: Env, tenantId: TenantId, page: Page): Promise<Paged<UserView>> {
  const db = tenantDb(env.DB, tenantId);
  const [tenant, { items, nextCursor }] = await Promise.all([tenantOf(db), listUsers(db, page)]);
  return { items: await Promise.all(items.map((user) => toUserView(env, tenant, user))), nextCursor };
}

export async function viewUser(env: Env, tenantId: TenantId, id: UserId): Promise<UserView | null> {
  const db = tenantDb(env.DB, tenantId);
  const [tenant, user] = await Promise.all([tenantOf(db), findUser(db, id)]);
  return user && toUserView(env, tenant, user);
}

export async function viewInvitations(
  env: Env,
  tenantId: TenantId,
  page: Page,
  now: EpochMs,
): Promise<Paged<InvitationView>> {
  const db = tenantDb(env.DB, tenantId);
  const [vault, { items, nextCursor }] = await Promise.all([tenantVault(env, db), listInvitations(db, page)]);
  return { items: await Promise.all(items.map((row) => toInvitationView(vault, row, now))), nextCursor };
}

/** Never with the token: that is in the e-mail only. */
export async function toInvitationView(vault: Vault, row: AccountTokenRow, now: EpochMs): Promise<InvitationView> {
  const { id, role, staffId, language, invitedBy, sealedEmail, createdAt, expiresAt } = row;
  return {
    id,
    email: await vault.open({ purpose: "account_token.email", row: id }, sealedEmail ?? ""),
    role: role ?? "viewer",
    staffId,
    language: language ?? "en",
    status: now < expiresAt ? "open" : "expired",
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    invitedBy,
  };
}

async function toUserView(env: Env, tenant: TenantRow, user: UserRow): Promise<UserView> {
  const { name, email } = await readUserProfile(env, tenant, user);
  const { id, role, language, staffId, seesAllCalendars } = user;
  const status = user.disabledAt !== null ? "disabled" : user.emailUnverifiedSince !== null ? "unverified" : "active";
  const createdAt = new Date(user.createdAt).toISOString();
  return { id, name, email, role, language, status, staffId, seesAllCalendars, createdAt };
}

async function tenantOf(db: TenantDb): Promise<TenantRow> {
  const tenant = await findTenant(db);
  if (!tenant) throw new Error("the tenant of the credential is gone");
  return tenant;
}
