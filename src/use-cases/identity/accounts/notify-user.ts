import type { NewEmail } from "../../../db/queries/emails.ts";
import type { TenantRow, UserRow } from "../../../db/queries/identity.ts";
import { openVault } from "../../../db/vault.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { masterKeysOf } from "../../../env.ts";
import { sealEmail } from "../../messaging/queue-email.ts";
import { renderAccountEmail } from "../../messaging/templates/account-emails.ts";
import { readUserProfile } from "../user-profile.ts";
import { pageUrl } from "./account-link.ts";

/** Tells the user at the address they had when `user` was read. For the batch of the change. */
export async function noticeFor(
  env: Env,
  { user, tenant }: { user: UserRow; tenant: TenantRow },
  kind: "password_changed" | "email_changed",
  now: EpochMs,
): Promise<NewEmail> {
  const { name, email: to } = await readUserProfile(env, tenant, user);
  const facts = { name, business: tenant.name, resetUrl: pageUrl(env, "/forgot") };
  const email = renderAccountEmail(user.language, { kind, ...facts });
  const vault = await openVault(masterKeysOf(env), tenant.id, tenant.wrappedKey);
  return sealEmail(vault, { kind, to, email }, now);
}
