import type { Role } from "../../contracts/identity.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { deleteOneFactorSessions } from "../../db/queries/sign-in.ts";
import { updateRequiredFactors } from "../../db/queries/tenants.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { SessionId, UserId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { closeLiveViews } from "./close-live-views.ts";

type By = { userId: UserId; sessionId: SessionId | null; requestId: string; now: EpochMs };

export async function readRequiredFactors(db: TenantDb): Promise<Role[]> {
  return (await findTenant(db))?.requireSecondFactorFor ?? ["owner"];
}

/** Whoever has to give a second factor from now on, and is signed in without one, is signed out; but not who asks. */
export async function changeRequiredFactors(
  env: Env,
  db: TenantDb,
  roles: readonly Role[],
  { userId, sessionId, requestId, now: at }: By,
): Promise<Result<Role[], { reason: "owner_required" }>> {
  const isDevelopment = configOf(env).ENVIRONMENT === "development";
  if (!roles.includes("owner") && !isDevelopment) return err({ reason: "owner_required" });
  const [before, after] = [await readRequiredFactors(db), [...new Set(roles)]];
  const facts = { before: { requireSecondFactorFor: before }, after: { requireSecondFactorFor: after } };
  const entry = { actor: userId, action: "security_settings.changed", subjectId: db.tenantId, facts, requestId, at };
  await db.orm.batch([
    updateRequiredFactors(db, after),
    deleteOneFactorSessions(db, after, sessionId),
    auditInsert(db, entry),
  ]);
  await closeLiveViews(env, db.tenantId, "all"); // who was signed out is known to the database alone
  return ok(after);
}
