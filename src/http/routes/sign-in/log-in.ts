import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod";
import { safeNextPath } from "../../../domain/identity/next-path.ts";
import { configOf } from "../../../env.ts";
import { newNonce } from "../../../pages/content-security-policy.ts";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { LoginPage, type LoginPageProps } from "../../../pages/login.tsx";
import { authenticateOperator, authenticateSession } from "../../../use-cases/identity/find-session.ts";
import { type LoginRefusal, logIn } from "../../../use-cases/identity/log-in.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { OPERATOR_COOKIE, SESSION_COOKIE } from "../../middleware/credential.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { finishSignIn, whence } from "../../sign-in.ts";

type Door = LoginPageProps["door"];
type Kept = Pick<LoginPageProps, "next" | "email">;

const loginForm = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1024) });

/** The password step, at the door for users of tenants and at the one for operators. */
export function loginRoutes(door: Door) {
  return new Hono<AppEnv>()
    .get("/", async (c) => {
      const next = safeNextPath(c.req.query("next"));
      // The app asks for a new session where the API did not take this one.
      const isWelcome = c.req.query("anew") === undefined && (await isSignedIn(c, door));
      if (isWelcome) return c.redirect(door === "operator" ? "/admin" : next, 303);
      return showLogin(c, 200, door, { next, email: "", error: null });
    })
    .post("/", limitForm, sameOriginForm, formOnly, async (c) => {
      const fields = await readForm(c);
      const kept = { next: safeNextPath(fields["next"]), email: fields["email"] ?? "" };
      const form = loginForm.safeParse(fields);
      if (!form.success) return showLogin(c, 400, door, { ...kept, error: "incomplete" });
      const opening = await logIn(c.env, { ...form.data, ...whence(c), as: door });
      return opening.ok ? finishSignIn(c, opening.value, kept.next) : showRefusal(c, opening.error, door, kept);
    });
}

function showLogin(
  c: Context<AppEnv>,
  status: 200 | 400 | 401 | 403 | 429,
  door: Door,
  page: Pick<LoginPageProps, "next" | "email" | "error">,
) {
  const isDevelopment = configOf(c.env).ENVIRONMENT === "development";
  const nonce = newNonce();
  const props = { ...page, language: languageOf(c), isDevelopment, door, nonce };
  return respondPage(c, status, LoginPage(props), nonce);
}

function showRefusal(c: Context<AppEnv>, refusal: LoginRefusal, door: Door, kept: Kept) {
  switch (refusal.reason) {
    case "bad_credentials":
      return showLogin(c, 401, door, { ...kept, error: refusal.reason });
    case "email_unverified":
      return showLogin(c, 403, door, { ...kept, error: refusal.reason });
    case "too_many_attempts":
      c.header("Retry-After", String(refusal.retryAfterSeconds));
      return showLogin(c, 429, door, { ...kept, error: refusal.reason });
    default:
      return refusal satisfies never;
  }
}

async function isSignedIn(c: Context<AppEnv>, door: Door): Promise<boolean> {
  const token = getCookie(c, door === "operator" ? OPERATOR_COOKIE : SESSION_COOKIE);
  if (token === undefined) return false;
  const find = door === "operator" ? authenticateOperator : authenticateSession;
  return (await find(c.env, token, Date.now())) !== null;
}
