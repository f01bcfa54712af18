import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { PORTAL_SESSION_MS } from "../../../domain/customers/portal.ts";
import type { BookingFrame } from "../../../pages/booking/layout.tsx";
import { findBusiness, type PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import { findPortal, type PortalSession } from "../../../use-cases/portal/open-portal.ts";
import type { AppEnv } from "../../app-env.ts";
import { frameOf } from "../public/frame.ts";

type C = Context<AppEnv>;
export type OpenPortal = { business: PublicBusiness; session: PortalSession };

/** Sent to one business's portal and nowhere else: not to its booking page, and not to the dashboard. */
const COOKIE = "__Secure-portal";

function optionsFor(slug: string) {
  return { path: `/my/${slug}`, secure: true, httpOnly: true, sameSite: "Lax" } as const;
}

export function keepPortal(c: C, slug: string, token: string): void {
  setCookie(c, COOKIE, token, { ...optionsFor(slug), maxAge: PORTAL_SESSION_MS / 1_000 });
}

export function forgetPortal(c: C, slug: string): void {
  deleteCookie(c, COOKIE, optionsFor(slug));
}

export function businessOf(c: C): Promise<PublicBusiness | null> {
  return findBusiness(c.env, c.req.param("slug") ?? "");
}

/** Null without a session that is good at this very business. */
export async function portalOf(c: C): Promise<OpenPortal | null> {
  const business = await businessOf(c);
  const token = getCookie(c, COOKIE);
  if (!business || token === undefined) return null;
  const session = await findPortal(c.env, { tenantId: business.tenantId, token }, Date.now());
  return session && { business, session };
}

/** Never in another site's frame: browsers keep the cookie from there, and a click is not to be stolen. */
export function portalFrame(c: C, { name }: PublicBusiness): BookingFrame {
  return frameOf(c, { name, embedOrigins: [] });
}
