import { type Context, Hono } from "hono";
import { AdminSetupPage, type AdminSetupProps } from "../../../pages/admin-setup.tsx";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { completeSetup, isSetupOpen } from "../../../use-cases/identity/operators/complete-setup.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { finishSignIn, whence } from "../../sign-in.ts";

/** Where the set-up link of a new operator leads, and that of one who has lost their factors. */
export const adminSetupRoutes = new Hono<AppEnv>()
  .get("/", async (c) => {
    const token = c.req.query("token") ?? "";
    const isOpen = await isSetupOpen(c.env, token, Date.now());
    return show(c, isOpen ? 200 : 404, { token: isOpen ? token : null, error: null });
  })
  .post("/", limitForm, sameOriginForm, formOnly, async (c) => {
    const { token = "", password = "", again } = await readForm(c);
    if (password !== again) return show(c, 400, { token, error: "not_equal" });
    const opening = await completeSetup(c.env, { token, password }, whence(c));
    if (opening.ok) return finishSignIn(c, opening.value, "/admin");
    if (opening.error.reason === "link_over") return show(c, 404, { token: null, error: null });
    if (opening.error.reason === "weak_password") {
      return show(c, 400, { token, error: "weak_password", flaws: opening.error.flaws });
    }
    c.header("Retry-After", String(opening.error.retryAfterSeconds));
    return show(c, 429, { token, error: opening.error.reason });
  });

function show(c: Context<AppEnv>, status: 200 | 400 | 404 | 429, page: Omit<AdminSetupProps, "language">) {
  return respondPage(c, status, AdminSetupPage({ ...page, language: languageOf(c) }));
}
