import { type Account, vaultOf } from "./account.ts";
import { type UserProfile, userProfile } from "./user-profile.ts";

/** Name and address of a user or operator. */
export async function readProfile(env: Env, account: Account): Promise<UserProfile> {
  const vault = await vaultOf(env, account);
  const { id: row, sealedProfile } = account;
  return userProfile.parse(JSON.parse(await vault.open({ purpose: "user.profile", row }, sealedProfile)));
}
