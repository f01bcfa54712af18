import { type Context, Hono } from "hono";
import type { PageName } from "../../../pages/account/texts.ts";
import { confirmEmailChange } from "../../../use-cases/identity/accounts/confirm-email-change.ts";
import { openMagicLink } from "../../../use-cases/identity/accounts/open-magic-link.ts";
import { resetPassword } from "../../../use-cases/identity/accounts/reset-password.ts";
import type { TokenRefusal } from "../../../use-cases/identity/accounts/use-token.ts";
import { verifyEmail } from "../../../use-cases/identity/accounts/verify-email.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { finishSignIn, whence } from "../../sign-in.ts";
import { newPasswordField, refuseAttempts, showPage } from "./show.ts";

/** Where to ask for a new link. */
const retries: Partial<Record<PageName, "resend" | "forgot" | "magicLink">> = {
  verify: "resend",
  reset: "forgot",
  openMagicLink: "magicLink",
};

/**
 * Pages behind links in e-mails. To look at one uses nothing up: programs that check mails follow every link, but they
 * press no button.
 */
export const openLinkRoutes = new Hono<AppEnv>()
  .get("/verify", (c) => showButton(c, "verify"))
  .post("/verify", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "" } = await readForm(c);
    const verified = await verifyEmail(c.env, token, whence(c));
    return verified.ok
      ? showPage(c, "verified", { fields: null, links: ["login"] })
      : over(c, "verify", verified.error);
  })
  .get("/reset", (c) => showPage(c, "reset", { fields: [newPasswordField(c)], hidden: hiddenToken(c) }))
  .post("/reset", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "", password = "" } = await readForm(c);
    const reset = await resetPassword(c.env, { token, password }, whence(c));
    if (reset.ok) return showPage(c, "resetDone", { fields: null, links: ["login"] });
    if (reset.error.reason !== "weak_password") return over(c, "reset", reset.error);
    const fields = [newPasswordField(c, reset.error.flaws)];
    return showPage(c, "reset", { status: 400, fields, hidden: { token } });
  })
  .get("/login/link/open", (c) => showButton(c, "openMagicLink"))
  .post("/login/link/open", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "" } = await readForm(c);
    const opening = await openMagicLink(c.env, token, whence(c));
    return opening.ok ? finishSignIn(c, opening.value, "/app") : over(c, "openMagicLink", opening.error);
  })
  .get("/confirm-email", (c) => showButton(c, "confirmEmail"))
  .post("/confirm-email", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "" } = await readForm(c);
    const confirmed = await confirmEmailChange(c.env, token, whence(c));
    if (confirmed.ok) return showPage(c, "emailConfirmed", { fields: null, links: ["login"] });
    if (confirmed.error.reason !== "email_taken") return over(c, "confirmEmail", confirmed.error);
    return showPage(c, "confirmEmail", { status: 409, alert: "email_taken", fields: null, links: ["login"] });
  });

function showButton(c: Context<AppEnv>, name: PageName) {
  return showPage(c, name, { fields: [], hidden: hiddenToken(c) });
}

/** What is no token of ours is not worth carrying along. */
export function hiddenToken(c: Context<AppEnv>): { token: string } {
  return { token: (c.req.query("token") ?? "").slice(0, 100) };
}

export function over(c: Context<AppEnv>, name: PageName, refusal: TokenRefusal) {
  const retry = retries[name];
  const shown = { fields: null, links: retry ? [retry, "login" as const] : ["login" as const] };
  if (refusal.reason === "too_many_attempts") return refuseAttempts(c, refusal, name, shown);
  return showPage(c, name, { ...shown, status: 410, alert: "link_over" });
}
