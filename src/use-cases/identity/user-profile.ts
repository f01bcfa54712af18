import * as z from "zod";
import type { TenantRow, UserRow } from "../../db/queries/identity.ts";
import { openVault } from "../../db/vault.ts";
import { masterKeysOf } from "../../env.ts";

/** What `users.sealedProfile` holds. */
export const userProfile = z.object({ name: z.string(), email: z.string() });
export type UserProfile = z.infer<typeof userProfile>;

export async function readUserProfile(env: Env, tenant: TenantRow, user: UserRow): Promise<UserProfile> {
  const vault = await openVault(masterKeysOf(env), tenant.id, tenant.wrappedKey);
  return userProfile.parse(JSON.parse(await vault.open({ purpose: "user.profile", row: user.id }, user.sealedProfile)));
}
