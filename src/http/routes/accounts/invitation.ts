import { type Context, Hono } from "hono";
import * as z from "zod";
import type { PasswordFlaw } from "../../../domain/identity/password-policy.ts";
import { acceptInvitation } from "../../../use-cases/identity/accounts/accept-invitation.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { finishSignIn, whence } from "../../sign-in.ts";
import { hiddenToken, over } from "./open-link.ts";
import { newPasswordField, showPage, textsOf } from "./show.ts";

const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}+$/u);

export const invitationPageRoutes = new Hono<AppEnv>()
  .get("/invitation", (c) => show(c, 200, { ...hiddenToken(c), name: "" }))
  .post("/invitation", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "", name = "", password = "" } = await readForm(c);
    const parsed = personName.safeParse(name);
    if (!parsed.success) return show(c, 400, { token, name, isNameWrong: true });
    const joined = await acceptInvitation(c.env, { token, name: parsed.data, password }, whence(c));
    if (joined.ok) return finishSignIn(c, joined.value, "/app");
    const { error } = joined;
    if (error.reason === "weak_password") return show(c, 400, { token, name, flaws: error.flaws });
    if (error.reason !== "email_taken") return over(c, "invitation", error);
    return showPage(c, "invitation", { status: 409, alert: "email_taken", fields: null, links: ["login"] });
  });

type Shown = { token: string; name: string; isNameWrong?: boolean; flaws?: PasswordFlaw[] };

function show(c: Context<AppEnv>, status: 200 | 400, { token, name, isNameWrong = false, flaws = [] }: Shown) {
  const { fields, wrong } = textsOf(c);
  const errors = isNameWrong ? [wrong.required] : [];
  const rest = { kind: "text" as const, autocomplete: "name", value: name, maxlength: 120, errors };
  const all = [{ name: "name", label: fields.name, ...rest }, newPasswordField(c, flaws)];
  return showPage(c, "invitation", { status, fields: all, hidden: { token }, links: ["login"] });
}
