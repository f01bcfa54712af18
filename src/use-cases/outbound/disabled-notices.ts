import type { NewEmail } from "../../db/queries/emails.ts";
import { listOwners, type UserRow } from "../../db/queries/identity.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { EpochMs } from "../../domain/time.ts";
import { userProfile } from "../identity/user-profile.ts";
import { sealEmail } from "../messaging/queue-email.ts";
import { type EndpointDisabled, renderEndpointDisabled } from "../messaging/templates/webhook-emails.ts";

/** An e-mail for each owner of the tenant, each in their own language. */
export async function disabledNotices(
  { db, vault }: { db: TenantDb; vault: Vault },
  told: EndpointDisabled,
  now: EpochMs,
): Promise<NewEmail[]> {
  const owners = await listOwners(db);
  return Promise.all(
    owners.map(async (owner) => {
      const email = renderEndpointDisabled(owner.language, told);
      return sealEmail(vault, { kind: "webhook_disabled", to: await addressOf(vault, owner), email }, now);
    }),
  );
}

async function addressOf(vault: Vault, { id, sealedProfile }: UserRow): Promise<string> {
  return userProfile.parse(JSON.parse(await vault.open({ purpose: "user.profile", row: id }, sealedProfile))).email;
}
