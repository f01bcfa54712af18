import type { AccountEmailWanted } from "../../../contracts/queue-messages.ts";
import { insertAccountToken, revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import type { TenantRow, UserRow } from "../../../db/queries/identity.ts";
import { findUserByEmailIndex } from "../../../db/queries/platform.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { emailInsert, sealEmail, wakeEmails } from "../../messaging/queue-email.ts";
import { renderAccountEmail } from "../../messaging/templates/account-emails.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { readUserProfile } from "../user-profile.ts";
import { newAccountLink, pageUrl } from "./account-link.ts";

type Wanted = { wanted: AccountEmailWanted; emailIndex: string; requestId: string };

/** Behind the queue: does nothing for an address that is nobody's. To repeat it makes the earlier link worthless. */
export async function sendAccountEmail(env: Env, { wanted, emailIndex, requestId }: Wanted, now: EpochMs) {
  const found = await findUserByEmailIndex(env.DB, emailIndex);
  if (!found || !isDue(wanted, found.user)) return;
  if (wanted === "account_exists") await tellThatAccountExists(env, found, now);
  else await sendLink(env, wanted, found, { requestId, now });
}

function isDue(wanted: AccountEmailWanted, user: UserRow): boolean {
  if (user.disabledAt !== null) return false;
  return wanted !== "verify_email" || user.emailUnverifiedSince !== null;
}

type Found = { user: UserRow; tenant: TenantRow };

async function sendLink(
  env: Env,
  wanted: Exclude<AccountEmailWanted, "account_exists">,
  { user, tenant }: Found,
  { requestId, now }: { requestId: string; now: EpochMs },
): Promise<void> {
  const db = tenantDb(env.DB, tenant.id);
  const { name, email: to } = await readUserProfile(env, tenant, user);
  const link = await newAccountLink(env, wanted, { userId: user.id }, now);
  const email = renderAccountEmail(user.language, { kind: wanted, name, business: tenant.name, url: link.url });
  const row = await sealEmail(await tenantVault(env, db), { kind: wanted, to, email }, now);
  const facts = { purpose: wanted };
  await db.orm.batch([
    revokeTokensOf(db, user.id, wanted, now),
    insertAccountToken(db, link.row),
    emailInsert(db, row),
    auditInsert(db, { actor: "system", action: "account_link.sent", subjectId: user.id, facts, requestId, at: now }),
  ]);
  await wakeEmails(env, db.tenantId, [row.id]);
}

async function tellThatAccountExists(env: Env, { user, tenant }: Found, now: EpochMs): Promise<void> {
  const db = tenantDb(env.DB, tenant.id);
  const { name, email: to } = await readUserProfile(env, tenant, user);
  const urls = { loginUrl: pageUrl(env, "/login"), resetUrl: pageUrl(env, "/forgot") };
  const email = renderAccountEmail(user.language, { kind: "account_exists", name, ...urls });
  const row = await sealEmail(await tenantVault(env, db), { kind: "account_exists", to, email }, now);
  await emailInsert(db, row);
  await wakeEmails(env, db.tenantId, [row.id]);
}
