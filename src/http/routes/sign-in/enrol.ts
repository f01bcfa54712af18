import { type Context, Hono } from "hono";
import { safeNextPath } from "../../../domain/identity/next-path.ts";
import { newNonce } from "../../../pages/content-security-policy.ts";
import { EnrolPage, type EnrolPageProps, RecoveryCodesPage } from "../../../pages/enrol.tsx";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { beginTotp } from "../../../use-cases/identity/factors/enrol-totp.ts";
import { type Pending, passByEnrolling } from "../../../use-cases/identity/pending-login.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { homeOf, replaceSession, restartSignIn, whence } from "../../sign-in.ts";
import { pendingOf } from "./second-factor.ts";

/** Where somebody who needs a second factor sets it up, before their first session. */
export const enrolRoutes = new Hono<AppEnv>()
  .get("/login/enrol", async (c) => {
    const pending = await pendingOf(c);
    const next = safeNextPath(c.req.query("next"));
    if (pending?.row.wants !== "enrolment") return restartSignIn(c, next, pending?.account ?? null);
    return show(c, 200, pending, { next, error: null });
  })
  .post("/login/enrol", limitForm, sameOriginForm, formOnly, async (c) => {
    const fields = await readForm(c);
    const next = safeNextPath(fields["next"]);
    const pending = await pendingOf(c);
    if (!pending) return restartSignIn(c, next, null);
    const passed = await passByEnrolling(c.env, pending, (fields["code"] ?? "").slice(0, 64), whence(c));
    if (passed.ok) {
      await replaceSession(c, passed.value.session);
      const page = { next: homeOf(pending.account, next), codes: passed.value.recoveryCodes };
      const nonce = newNonce();
      return respondPage(c, 200, RecoveryCodesPage({ ...page, language: languageOf(c), nonce }), nonce);
    }
    switch (passed.error.reason) {
      case "wrong_code":
        return show(c, 401, pending, { next, error: passed.error.reason });
      case "too_many_attempts":
        c.header("Retry-After", String(passed.error.retryAfterSeconds));
        return show(c, 429, pending, { next, error: passed.error.reason });
      case "login_over":
      case "already_enrolled":
      case "not_started":
        return restartSignIn(c, next, pending.account);
      default:
        return passed.error satisfies never;
    }
  });

async function show(
  c: Context<AppEnv>,
  status: 200 | 401 | 429,
  { account }: Pending,
  page: Pick<EnrolPageProps, "next" | "error">,
) {
  const begun = await beginTotp(c.env, account, Date.now());
  if (!begun.ok) return restartSignIn(c, page.next, account);
  return respondPage(c, status, EnrolPage({ ...page, ...begun.value, language: languageOf(c) }));
}
