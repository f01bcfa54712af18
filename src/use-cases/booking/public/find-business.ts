import { type BranchRow, listOpenBranches } from "../../../db/queries/catalogue.ts";
import { findTenantBySlug } from "../../../db/queries/platform.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { logoPath } from "../../tenants/branding.ts";

/** What anybody may know of a business. */
export type PublicBusiness = {
  tenantId: TenantId;
  slug: string;
  name: string;
  language: Language;
  accentColour: string | null;
  tagline: string | null;
  /** Path of its picture. */
  logo: string | null;
  /** Sites that may show its pages in a frame. */
  embedOrigins: string[];
  branches: Pick<BranchRow, "id" | "name" | "address" | "timeZone" | "phone">[];
};

/** Slugs are made at sign-up; anything else has no business behind it. */
const SLUG = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;

/** The business behind the address of its booking page. Null when there is none, or its data was erased. */
export async function findBusiness(env: Env, slug: string): Promise<PublicBusiness | null> {
  if (!SLUG.test(slug)) return null;
  const tenant = await findTenantBySlug(env.DB, slug);
  if (!tenant || tenant.keyErasedAt !== null) return null;
  const { id: tenantId, name, language, accentColour, tagline, embedOrigins } = tenant;
  const logo = tenant.logo && logoPath(slug, tenant.logo);
  const look = { accentColour, tagline, logo, embedOrigins };
  return { tenantId, slug, name, language, ...look, branches: await listOpenBranches(tenantDb(env.DB, tenantId)) };
}
