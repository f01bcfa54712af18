import type { Context } from "hono";
import { isEmailConfigured } from "../../../env.ts";
import { PortalSignInPage } from "../../../pages/portal/sign-in.tsx";
import type { PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import { sendsCodes } from "../../../use-cases/portal/phone-code.ts";
import type { AppEnv } from "../../app-env.ts";
import { linkTo, respond } from "../public/frame.ts";
import { portalFrame } from "./session.ts";

type Shown = {
  email?: string;
  phone?: string;
  alert?: "wrongEmail" | "wrongPhone" | "tooMany";
  status?: 200 | 400 | 429;
};

/** The ways in that the business has: a link by e-mail, a code by SMS. */
export async function showSignIn(
  c: Context<AppEnv>,
  business: PublicBusiness,
  { email = "", phone = "", alert, status = 200 }: Shown = {},
) {
  const frame = { ...portalFrame(c, business), path: `/my/${business.slug}` };
  const page = PortalSignInPage({
    ...frame,
    action: linkTo(frame, ["my", business.slug, "link"]),
    codeAction: linkTo(frame, ["my", business.slug, "code"]),
    email: isEmailConfigured(c.env) ? email : null,
    phone: (await sendsCodes(c.env, business.tenantId)) ? phone : null,
    alert: alert ?? null,
    hasLeft: c.req.query("news") === "signed-out",
  });
  return respond(c, status, page, frame);
}
