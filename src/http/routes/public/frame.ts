import type { Context } from "hono";
import { onlineServices } from "../../../domain/booking/public-booking.ts";
import type { ServiceRules } from "../../../domain/booking/rulebook.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { branchId, serviceId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { configOf } from "../../../env.ts";
import type { BookingFrame } from "../../../pages/booking/layout.tsx";
import { newNonce } from "../../../pages/content-security-policy.ts";
import { languageOf } from "../../../pages/language.ts";
import { accessBranch, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";
import { findBusiness, type PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import type { AppEnv } from "../../app-env.ts";

type C = Context<AppEnv>;
export type OpenBranch = { business: PublicBusiness; access: BranchAccess };
export type OpenService = OpenBranch & { service: ServiceRules };

type Named = Pick<PublicBusiness, "name"> & Partial<Pick<PublicBusiness, "accentColour" | "tagline">>;

/** What every booking page needs to draw its frame. */
export function frameOf(c: C, business: Named): BookingFrame {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  const brand = { accentColour: business.accentColour ?? null, tagline: business.tagline ?? null };
  return {
    language: languageOf(c),
    business: business.name,
    brand,
    path: url.pathname + url.search,
    nonce: newNonce(),
  };
}

/** An address of the booking pages, in the language that the visitor reads. Empty parameters are left out. */
export function linkTo(
  language: Language,
  parts: readonly string[],
  query: Record<string, string | null> = {},
): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const parameters = new URLSearchParams([...given, ["lang", language]]);
  return `/${parts.map(encodeURIComponent).join("/")}?${parameters.toString()}`;
}

export function canonicalOf(c: C, parts: readonly string[]): string {
  return `${configOf(c.env).PUBLIC_URL}/${parts.map(encodeURIComponent).join("/")}`;
}

/** The branch that the path names, of the business that it names. Null when either does not exist. */
export async function openBranch(c: C): Promise<OpenBranch | null> {
  const business = await findBusiness(c.env, c.req.param("slug") ?? "");
  const id = branchId.safeParse(c.req.param("branchId"));
  if (!business || !id.success) return null;
  const access = await accessBranch(c.env, c.executionCtx, { tenantId: business.tenantId, branchId: id.data });
  return access ? { business, access } : null;
}

/** As above, with a service that may be booked online. */
export async function openService(c: C): Promise<OpenService | null> {
  const open = await openBranch(c);
  const id = serviceId.safeParse(c.req.param("serviceId"));
  const service = open && id.success ? findService(open.access.rules, id.data) : undefined;
  return open && service && onlineServices(open.access.rules).includes(service) ? { ...open, service } : null;
}
