import { Hono } from "hono";
import { isEmailConfigured } from "../../../env.ts";
import { PortalInboxPage, PortalLinkOverPage, PortalOpenPage } from "../../../pages/portal/sign-in.tsx";
import { closePortal, openPortal } from "../../../use-cases/portal/open-portal.ts";
import { requestPortalLink } from "../../../use-cases/portal/request-portal-link.ts";
import type { AppEnv } from "../../app-env.ts";
import { emailInput } from "../../contact-input.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { whence } from "../../sign-in.ts";
import { linkTo, respond } from "../public/frame.ts";
import { businessOf, forgetPortal, keepPortal, portalFrame, portalOf } from "./session.ts";
import { showSignIn } from "./show-sign-in.ts";

/** By a link in an e-mail, good once. Nobody learns here whether an address has ever booked. */
export const portalSignInRoutes = new Hono<AppEnv>()
  .post("/my/:slug/link", limitForm, sameOriginForm, formOnly, async (c) => {
    const business = await businessOf(c);
    if (!business || !isEmailConfigured(c.env)) return business ? showSignIn(c, business) : c.notFound();
    const { email = "" } = await readForm(c);
    const parsed = emailInput.safeParse(email.trim());
    if (!parsed.success) return showSignIn(c, business, { email, alert: "wrongEmail", status: 400 });
    const frame = portalFrame(c, business);
    const asked = { tenantId: business.tenantId, email: parsed.data, language: frame.language };
    const sent = await requestPortalLink(c.env, asked, whence(c));
    const again = linkTo(frame, ["my", business.slug]);
    if (sent.ok) return respond(c, 200, PortalInboxPage({ ...frame, path: `/my/${business.slug}`, again }), frame);
    c.header("Retry-After", String(sent.error.retryAfterSeconds));
    return showSignIn(c, business, { email, alert: "tooMany", status: 429 });
  })
  .get("/my/:slug/open", async (c) => {
    const business = await businessOf(c);
    if (!business) return c.notFound();
    const frame = portalFrame(c, business);
    const token = (c.req.query("token") ?? "").slice(0, 100);
    const action = linkTo(frame, ["my", business.slug, "open"]);
    return respond(c, 200, PortalOpenPage({ ...frame, action, token }), frame);
  })
  .post("/my/:slug/open", limitForm, sameOriginForm, formOnly, async (c) => {
    const business = await businessOf(c);
    if (!business) return c.notFound();
    const { token = "" } = await readForm(c);
    const opened = await openPortal(c.env, { tenantId: business.tenantId, token }, whence(c));
    const frame = portalFrame(c, business);
    const home = linkTo(frame, ["my", business.slug]);
    if (opened.ok) {
      keepPortal(c, business.slug, opened.value);
      return c.redirect(home, 303);
    }
    if (opened.error.reason === "too_many_attempts") {
      c.header("Retry-After", String(opened.error.retryAfterSeconds));
      return showSignIn(c, business, { alert: "tooMany", status: 429 });
    }
    return respond(c, 410, PortalLinkOverPage({ ...frame, path: `/my/${business.slug}`, again: home }), frame);
  })
  .post("/my/:slug/sign-out", limitForm, sameOriginForm, formOnly, async (c) => {
    const portal = await portalOf(c);
    if (portal) await closePortal(portal.session, Date.now());
    const business = portal?.business ?? (await businessOf(c));
    if (!business) return c.notFound();
    forgetPortal(c, business.slug);
    return c.redirect(linkTo(portalFrame(c, business), ["my", business.slug], { news: "signed-out" }), 303);
  });
