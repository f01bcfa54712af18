import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { factorsOf } from "../../../db/queries/factors.ts";
import { safeNextPath } from "../../../domain/identity/next-path.ts";
import { newNonce } from "../../../pages/content-security-policy.ts";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { SecondFactorPage, type SecondFactorPageProps } from "../../../pages/second-factor.tsx";
import { dbOf } from "../../../use-cases/identity/account.ts";
import { findPendingLogin, type Pending, passWithCode } from "../../../use-cases/identity/pending-login.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { PENDING_COOKIE } from "../../middleware/credential.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { finishSignIn, restartSignIn, whence } from "../../sign-in.ts";

/** Where a login that has given its first factor gives the second. */
export const secondFactorRoutes = new Hono<AppEnv>()
  .get("/login/second-factor", async (c) => {
    const pending = await pendingOf(c);
    const next = safeNextPath(c.req.query("next"));
    if (pending?.row.wants !== "second_factor") return restartSignIn(c, next, pending?.account ?? null);
    return show(c, 200, pending, { next, kind: kindOf(c.req.query("kind")), error: null });
  })
  .post("/login/second-factor", limitForm, sameOriginForm, formOnly, async (c) => {
    const fields = await readForm(c);
    const next = safeNextPath(fields["next"]);
    const kind = kindOf(fields["kind"]);
    const pending = await pendingOf(c);
    if (!pending) return restartSignIn(c, next, null);
    const passed = await passWithCode(c.env, pending, (fields["code"] ?? "").slice(0, 64), whence(c));
    if (passed.ok) return finishSignIn(c, passed.value, next);
    switch (passed.error.reason) {
      case "login_over":
        return restartSignIn(c, next, pending.account);
      case "too_many_attempts":
        c.header("Retry-After", String(passed.error.retryAfterSeconds));
        return show(c, 429, pending, { next, kind, error: passed.error.reason });
      case "wrong_code":
        return show(c, 401, pending, { next, kind, error: passed.error.reason });
      default:
        return passed.error satisfies never;
    }
  });

export function pendingOf(c: Context<AppEnv>): Promise<Pending | null> {
  return findPendingLogin(c.env, getCookie(c, PENDING_COOKIE), Date.now());
}

async function show(
  c: Context<AppEnv>,
  status: 200 | 401 | 429,
  { account }: Pending,
  page: Pick<SecondFactorPageProps, "next" | "kind" | "error">,
) {
  const { totp, passkey } = await factorsOf(dbOf(c.env, account), account.id);
  const nonce = newNonce();
  const props = { ...page, language: languageOf(c), hasTotp: totp, hasPasskey: passkey, nonce };
  return respondPage(c, status, SecondFactorPage(props), nonce);
}

function kindOf(text: string | undefined): "app" | "recovery" {
  return text === "recovery" ? "recovery" : "app";
}
