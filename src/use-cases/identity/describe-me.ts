import type { MeView } from "../../contracts/identity.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { findTenant, findUser } from "../../db/queries/identity.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { UserActor } from "../../domain/identity/actor.ts";
import { readUserProfile } from "./user-profile.ts";

/** The signed-in user and where they work. Null when user or tenant is gone since the request was authenticated. */
export async function describeMe(env: Env, actor: UserActor): Promise<MeView | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const [user, tenant, branches] = await Promise.all([findUser(db, actor.userId), findTenant(db), listBranches(db)]);
  if (!user || !tenant) return null;
  const { name, email } = await readUserProfile(env, tenant, user);
  return {
    user: { id: user.id, name, email, role: user.role, language: user.language },
    permissions: [...actor.permissions],
    tenant: { id: tenant.id, name: tenant.name, slug: tenant.slug },
    branches: branches.map((branch) => ({ id: branch.id, name: branch.name, timeZone: branch.timeZone })),
  };
}
