import type { NewEmail } from "../../db/queries/emails.ts";
import { listOwners, type UserRow } from "../../db/queries/identity.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import { derivedId } from "../derived-id.ts";
import { userProfile } from "../identity/user-profile.ts";
import { sealEmail } from "./queue-email.ts";
import type { RenderedEmail } from "./templates/render-email.tsx";

export type Notice = {
  kind: string;
  /** Told once, however often it is noticed. */
  occasion: string;
  render: (language: Language) => RenderedEmail;
};

/** An e-mail for each owner of the tenant, each in their own language. */
export async function ownerNotices(
  { db, vault }: { db: TenantDb; vault: Vault },
  { kind, occasion, render }: Notice,
  now: EpochMs,
): Promise<NewEmail[]> {
  const owners = await listOwners(db);
  return Promise.all(
    owners.map(async (owner) => {
      const id = await derivedId("eml", `${db.tenantId}|${occasion}|${owner.id}`);
      return sealEmail(vault, { kind, to: await addressOf(vault, owner), email: render(owner.language) }, now, id);
    }),
  );
}

async function addressOf(vault: Vault, { id, sealedProfile }: UserRow): Promise<string> {
  return userProfile.parse(JSON.parse(await vault.open({ purpose: "user.profile", row: id }, sealedProfile))).email;
}
