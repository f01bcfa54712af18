import type { MeView } from "../../contracts/identity.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { findTenant, findUser } from "../../db/queries/identity.ts";
import { findImpersonation } from "../../db/queries/impersonations.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { openVault } from "../../db/vault.ts";
import type { ImpersonatorActor, UserActor } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import { toUtc } from "../../domain/time.ts";
import { masterKeysOf } from "../../env.ts";
import { operatorProfile } from "./operators/profile.ts";
import { readUserProfile } from "./user-profile.ts";

/** Who is signed in, and where they are. Null when user or tenant is gone since the request was authenticated. */
export async function describeMe(env: Env, actor: UserActor | ImpersonatorActor): Promise<MeView | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const [who, tenant, branches] = await Promise.all([
    actor.kind === "user" ? describeUser(env, actor) : describeOperator(env, actor),
    findTenant(db),
    listBranches(db),
  ]);
  if (!who || !tenant) return null;
  return {
    ...who,
    permissions: [...actor.permissions],
    seesAllCalendars: sightOf(actor) === "all",
    tenant: { id: tenant.id, name: tenant.name, slug: tenant.slug },
    branches: branches.map(({ id, name, timeZone, closedAt }) => ({ id, name, timeZone, isClosed: closedAt !== null })),
  };
}

type Who = Pick<MeView, "user" | "impersonation">;

async function describeUser(env: Env, actor: UserActor): Promise<Who | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const [user, tenant] = await Promise.all([findUser(db, actor.userId), findTenant(db)]);
  if (!user || !tenant) return null;
  const { name, email } = await readUserProfile(env, tenant, user);
  const { id, role, language, staffId } = user;
  return { user: { id, name, email, role, language, staffId } };
}

/** The operator under their own name. The role only tells pages what to show: permissions decide. */
async function describeOperator(env: Env, actor: ImpersonatorActor): Promise<Who | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const [row, tenant] = await Promise.all([findImpersonation(db, actor.impersonationId), findTenant(db)]);
  if (!row || !tenant) return null;
  const { name, email } = await operatorProfile(env, actor.operatorId);
  const vault = await openVault(masterKeysOf(env), tenant.id, tenant.wrappedKey);
  const reason = await vault.open({ purpose: "impersonation.reason", row: row.id }, row.sealedReason);
  const { id, mode, expiresAt } = row;
  const role = mode === "read" ? ("viewer" as const) : ("manager" as const);
  return {
    user: { id: actor.operatorId, name, email, role, language: tenant.language, staffId: null },
    impersonation: { id, operatorName: name, reason, mode, expiresAt: toUtc(expiresAt) },
  };
}
