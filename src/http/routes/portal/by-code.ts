import { type Context, Hono } from "hono";
import { callId } from "../../../domain/ids.ts";
import { countryOfBranch, toE164 } from "../../../domain/voice/phone.ts";
import { PortalCodePage } from "../../../pages/portal/code.tsx";
import type { PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import { openByCode, requestPortalCode, sendsCodes } from "../../../use-cases/portal/phone-code.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { whence } from "../../sign-in.ts";
import { linkTo, respond } from "../public/frame.ts";
import { businessOf, keepPortal, portalFrame } from "./session.ts";
import { showSignIn } from "./show-sign-in.ts";

type C = Context<AppEnv>;

/** By a code in an SMS. Nobody learns here whether a number has ever booked. */
export const portalCodeRoutes = new Hono<AppEnv>()
  .post("/my/:slug/code", limitForm, sameOriginForm, formOnly, async (c) => {
    const business = await businessOf(c);
    if (!business) return c.notFound();
    if (!(await sendsCodes(c.env, business.tenantId))) return showSignIn(c, business);
    const { phone = "" } = await readForm(c);
    const parsed = toE164(phone.slice(0, 40), countryOfBranch(business.branches[0] ?? { phone: null }));
    if (!parsed.ok) return showSignIn(c, business, { phone, alert: "wrongPhone", status: 400 });
    const { language } = portalFrame(c, business);
    const asked = { tenantId: business.tenantId, phone: parsed.value, language };
    const ticket = await requestPortalCode(c.env, asked, whence(c));
    if (ticket.ok) return showCode(c, business, { ticket: ticket.value, isWrong: false });
    c.header("Retry-After", String(ticket.error.retryAfterSeconds));
    return showSignIn(c, business, { phone, alert: "tooMany", status: 429 });
  })
  .post("/my/:slug/code/open", limitForm, sameOriginForm, formOnly, async (c) => {
    const business = await businessOf(c);
    if (!business) return c.notFound();
    const { ticket = "", code = "" } = await readForm(c);
    const known = callId.safeParse(ticket);
    if (!known.success) return showSignIn(c, business);
    const given = { tenantId: business.tenantId, ticket: known.data, code: code.slice(0, 32) };
    const opened = await openByCode(c.env, given, whence(c));
    if (opened.ok) {
      keepPortal(c, business.slug, opened.value);
      return c.redirect(linkTo(portalFrame(c, business), ["my", business.slug]), 303);
    }
    if (opened.error.reason === "wrong_code") return showCode(c, business, { ticket, isWrong: true });
    c.header("Retry-After", String(opened.error.retryAfterSeconds));
    return showSignIn(c, business, { alert: "tooMany", status: 429 });
  });

function showCode(c: C, business: PublicBusiness, { ticket, isWrong }: { ticket: string; isWrong: boolean }) {
  const frame = portalFrame(c, business);
  const action = linkTo(frame, ["my", business.slug, "code", "open"]);
  const again = linkTo(frame, ["my", business.slug]);
  const page = PortalCodePage({ ...frame, path: `/my/${business.slug}`, action, ticket, again, isWrong });
  return respond(c, isWrong ? 400 : 200, page, frame);
}
