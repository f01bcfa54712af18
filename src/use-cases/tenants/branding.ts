import type { BrandingPatch, BrandingView } from "../../contracts/branding.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { updateBranding } from "../../db/queries/tenants.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";

type By = { actor: TenantActor; requestId: string; now: EpochMs };

/** How a business shows itself on its booking page. Null for an unknown tenant. */
export async function viewBranding(env: Env, db: TenantDb): Promise<BrandingView | null> {
  const tenant = await findTenant(db);
  if (!tenant) return null;
  const { name: businessName, accentColour, tagline, slug } = tenant;
  return { businessName, accentColour, tagline, bookingPageUrl: `${configOf(env).PUBLIC_URL}/b/${slug}` };
}

/** What is left out stays. */
export async function changeBranding(
  env: Env,
  db: TenantDb,
  patch: BrandingPatch,
  { actor, requestId, now: at }: By,
): Promise<BrandingView | null> {
  const tenant = await findTenant(db);
  if (!tenant) return null;
  const before = { accentColour: tenant.accentColour, tagline: tenant.tagline };
  const { accentColour = before.accentColour, tagline = before.tagline } = patch;
  const after = { accentColour, tagline };
  const facts = { before, after };
  const entry = { actor: actorId(actor), action: "branding.changed", subjectId: db.tenantId, facts, requestId, at };
  await db.orm.batch([updateBranding(db, after), auditInsert(db, entry)]);
  return viewBranding(env, db);
}
