import type { BrandingPatch, BrandingView } from "../../contracts/branding.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant, type TenantRow } from "../../db/queries/identity.ts";
import { type Look, renewRulebooks, updateLook } from "../../db/queries/tenants.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { publishRules } from "../catalogue/publish-rules.ts";

export type By = { actor: TenantActor; requestId: string; now: EpochMs };

/** How a business shows itself. Null for an unknown tenant. */
export async function viewBranding(env: Env, db: TenantDb): Promise<BrandingView | null> {
  const tenant = await findTenant(db);
  return tenant && toView(env, tenant);
}

/** What is left out stays. A new name is part of every branch's rules, so that callers hear it at once. */
export async function changeBranding(
  env: Env,
  db: TenantDb,
  patch: BrandingPatch,
  { actor, requestId, now: at }: By,
): Promise<BrandingView | null> {
  const tenant = await findTenant(db);
  if (!tenant) return null;
  const before = lookOf(tenant);
  const after = patched(before, patch);
  const facts = { before, after };
  const entry = { actor: actorId(actor), action: "branding.changed", subjectId: db.tenantId, facts, requestId, at };
  const stored = [updateLook(db, after), auditInsert(db, entry)] as const;
  if (after.name === before.name) await db.orm.batch([...stored]);
  else {
    const [branches] = await db.orm.batch([renewRulebooks(db), ...stored]);
    await Promise.all(branches.map((branch) => publishRules(env, { tenantId: db.tenantId, ...branch })));
  }
  return toView(env, { ...tenant, ...after });
}

function lookOf({ name, language, accentColour, tagline }: TenantRow): Look {
  return { name, language, accentColour, tagline };
}

function patched(before: Look, patch: BrandingPatch): Look {
  const { businessName: name = before.name, language = before.language } = patch;
  const { accentColour = before.accentColour, tagline = before.tagline } = patch;
  return { name, language, accentColour, tagline };
}

function toView(env: Env, tenant: TenantRow): BrandingView {
  const { name: businessName, language, accentColour, tagline, logo, slug } = tenant;
  const { PUBLIC_URL } = configOf(env);
  const logoUrl = logo && `${PUBLIC_URL}${logoPath(slug, logo)}`;
  return { businessName, language, accentColour, tagline, logoUrl, bookingPageUrl: `${PUBLIC_URL}/b/${slug}` };
}

export function logoPath(slug: string, logo: string): string {
  return `/logo/${slug}/${logo}`;
}
