import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { onlineServices } from "../../../domain/booking/public-booking.ts";
import type { ServiceRules } from "../../../domain/booking/rulebook.ts";
import { findService, isClosed } from "../../../domain/booking/rulebook.ts";
import { branchId, serviceId } from "../../../domain/ids.ts";
import { configOf } from "../../../env.ts";
import { NotOfferedPage } from "../../../pages/booking/choose.tsx";
import type { BookingFrame } from "../../../pages/booking/layout.tsx";
import { newNonce } from "../../../pages/content-security-policy.ts";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { accessBranch, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";
import { findBusiness, type PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import type { AppEnv } from "../../app-env.ts";

type C = Context<AppEnv>;
export type OpenBranch = { business: PublicBusiness; access: BranchAccess };
export type OpenService = OpenBranch & { service: ServiceRules };

/** Whose page it is, how it looks, and which sites may frame it. */
export type PageOwner = Pick<PublicBusiness, "name" | "embedOrigins"> &
  Partial<Pick<PublicBusiness, "accentColour" | "tagline" | "logo">>;
/** Shown in a frame, and to whom. */
export type Reader = Pick<BookingFrame, "language" | "framedBy">;

/** What every booking page needs to draw its frame. `?embed=1`: it stands in a frame of a site that the business named. */
export function frameOf(c: C, owner: PageOwner): BookingFrame {
  const { name, embedOrigins, accentColour = null, tagline = null, logo = null } = owner;
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  const path = url.pathname + url.search;
  return {
    ...readerOf(c, embedOrigins),
    business: name,
    brand: { accentColour, tagline, logo },
    path,
    nonce: newNonce(),
  };
}

export function readerOf(c: C, embedOrigins: string[]): Reader {
  return { language: languageOf(c), framedBy: c.req.query("embed") === "1" ? embedOrigins : [] };
}

/** An address of the booking pages, for the visitor's language and frame. Empty parameters are left out. */
export function linkTo(
  { language, framedBy }: Reader,
  parts: readonly string[],
  query: Record<string, string | null> = {},
): string {
  const all = { ...query, lang: language, embed: framedBy.length > 0 ? "1" : null };
  const parameters = new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]));
  return `/${parts.map(encodeURIComponent).join("/")}?${parameters.toString()}`;
}

export function respond(c: C, status: ContentfulStatusCode, page: Child, { nonce, framedBy }: BookingFrame) {
  return respondPage(c, status, page, nonce, framedBy);
}

/** A link to what was closed or is not for the web any more still leads to its business. */
export async function notOffered(c: C): Promise<Response> {
  const business = await findBusiness(c.env, c.req.param("slug") ?? "");
  if (!business) return c.notFound();
  const frame = frameOf(c, business);
  return respond(c, 404, NotOfferedPage({ ...frame, offersHref: linkTo(frame, ["b", business.slug]) }), frame);
}

export function canonicalOf(c: C, parts: readonly string[]): string {
  return `${configOf(c.env).PUBLIC_URL}/${parts.map(encodeURIComponent).join("/")}`;
}

/** The branch that the path names, of the business that it names. Null when either does not exist, or it is closed. */
export async function openBranch(c: C): Promise<OpenBranch | null> {
  const business = await findBusiness(c.env, c.req.param("slug") ?? "");
  const id = branchId.safeParse(c.req.param("branchId"));
  if (!business || !id.success) return null;
  const access = await accessBranch(c.env, c.executionCtx, { tenantId: business.tenantId, branchId: id.data });
  return access && !isClosed(access.rules) ? { business, access } : null;
}

/** As above, with a service that may be booked online. */
export async function openService(c: C): Promise<OpenService | null> {
  const open = await openBranch(c);
  const id = serviceId.safeParse(c.req.param("serviceId"));
  const service = open && id.success ? findService(open.access.rules, id.data) : undefined;
  return open && service && onlineServices(open.access.rules).includes(service) ? { ...open, service } : null;
}
