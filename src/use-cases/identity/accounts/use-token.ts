import { type AccountTokenRow, findOpenToken, takeToken } from "../../../db/queries/account-tokens.ts";
import { findTenant, findUser, type TenantRow, type UserRow } from "../../../db/queries/identity.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { TokenPurpose } from "../../../domain/identity/account-tokens.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { tokenNetworkLimit } from "../../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type TooManyAttempts, takeStrict } from "../strict-limit.ts";
import { hashToken, isToken } from "../token.ts";
import type { By } from "./by.ts";

/** A link that is unknown, used, revoked or too old: the page says one thing for all. */
export type LinkOver = { reason: "link_over" };
export type TokenRefusal = LinkOver | TooManyAttempts;
type Given = { token: string; purpose: TokenPurpose };

/** Is the link good? Uses nothing up. */
export async function findLink(env: Env, given: Given, by: By): Promise<Result<AccountTokenRow, TokenRefusal>> {
  const taken = await takeStrict(env, tokenNetworkLimit, clientNetwork(by.clientAddress));
  if (!taken.ok) return taken;
  if (!isToken(given.token)) return err({ reason: "link_over" });
  const { purpose } = given;
  const row = await findOpenToken(env.DB, { tokenHash: await hashToken(given.token), purpose }, by.now);
  return row ? ok(row) : err({ reason: "link_over" });
}

/** Uses up a link that `findLink` has found. Of two requests at the same time, one is refused. */
export async function takeLink(env: Env, link: AccountTokenRow, by: By): Promise<Result<AccountTokenRow, LinkOver>> {
  const row = await takeToken(env.DB, link, by.now);
  return row ? ok(row) : err({ reason: "link_over" });
}

export type LinkOwner = { db: TenantDb; user: UserRow; tenant: TenantRow };

/** Whose link it is. Null when the user is gone or disabled since. */
export async function ownerOfLink(env: Env, { tenantId, userId }: AccountTokenRow): Promise<LinkOwner | null> {
  const db = tenantDb(env.DB, tenantId);
  const [user, tenant] = await Promise.all([userId && findUser(db, userId), findTenant(db)]);
  return user && tenant && user.disabledAt === null ? { db, user, tenant } : null;
}
