import { Hono } from "hono";
import * as z from "zod";
import type { AccountEmailWanted } from "../../../contracts/queue-messages.ts";
import type { PageName } from "../../../pages/account/texts.ts";
import { requestAccountEmail } from "../../../use-cases/identity/accounts/request-account-email.ts";
import type { AppEnv } from "../../app-env.ts";
import { emailInput } from "../../contact-input.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { whence } from "../../sign-in.ts";
import { emailField, refuseAttempts, refuseWithoutEmail, showInbox, showPage } from "./show.ts";

const form = z.object({ email: z.string().trim().pipe(emailInput) });

/** A page that asks for an address and has an e-mail sent there. It answers alike whoever the address belongs to. */
function requestRoutes(name: PageName, wanted: AccountEmailWanted) {
  return new Hono<AppEnv>()
    .get(
      "/",
      (c) => refuseWithoutEmail(c, name) ?? showPage(c, name, { fields: [emailField(c)], links: ["login", "signup"] }),
    )
    .post("/", limitForm, sameOriginForm, formOnly, async (c) => {
      const off = refuseWithoutEmail(c, name);
      if (off) return off;
      const { email = "" } = await readForm(c);
      const parsed = form.safeParse({ email });
      if (!parsed.success) return showPage(c, name, { status: 400, fields: [emailField(c, email, true)] });
      const sent = await requestAccountEmail(c.env, wanted, parsed.data.email, whence(c));
      if (!sent.ok) return refuseAttempts(c, sent.error, name, { fields: [emailField(c, email)] });
      return showInbox(c, ["login"]);
    });
}

export const requestEmailRoutes = new Hono<AppEnv>()
  .route("/forgot", requestRoutes("forgot", "reset_password"))
  .route("/login/link", requestRoutes("magicLink", "magic_link"))
  .route("/verify/resend", requestRoutes("resend", "verify_email"));
