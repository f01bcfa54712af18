import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie } from "hono/cookie";
import * as z from "zod";
import { safeNextPath } from "../../domain/identity/next-path.ts";
import { configOf } from "../../env.ts";
import { languageOf } from "../../pages/language.ts";
import { respondPage } from "../../pages/layout.tsx";
import { LoginPage, type LoginPageProps } from "../../pages/login.tsx";
import { pagesCss, pagesCssPath } from "../../pages/styles.ts";
import { authenticateSession } from "../../use-cases/identity/find-session.ts";
import { type LoginRefusal, logIn } from "../../use-cases/identity/log-in.ts";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "../middleware/credential.ts";
import { sameOrigin, sameOriginForm } from "../middleware/same-origin.ts";
import { problemResponse } from "../problem.ts";
import { COOKIE, closeSession, finishSignIn, whence } from "../sign-in.ts";

const FORM_LIMIT_BYTES = 16 * 1024;

const loginForm = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1024) });

const limitForm = bodyLimit({
  maxSize: FORM_LIMIT_BYTES,
  onError: (c) => problemResponse(c, { status: 413, code: "too_large", title: "The form is too large." }),
});

/** Sign-in and sign-out in the browser, and the styles of its pages. Works without JavaScript. */
export const identityRoutes = new Hono<AppEnv>()
  .get("/login", async (c) => {
    const next = safeNextPath(c.req.query("next"));
    if (await isSignedIn(c)) return c.redirect(next, 303);
    return showLogin(c, 200, { next, email: "", error: null });
  })
  .post("/login", limitForm, sameOriginForm, async (c) => {
    if (!isForm(c)) return problemResponse(c, { status: 415, code: "unsupported_media_type", title: "Send a form." });
    const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const next = safeNextPath(fields.next);
    const form = loginForm.safeParse(fields);
    if (!form.success) return showLogin(c, 400, { next, email: fields.email ?? "", error: "incomplete" });

    const opening = await logIn(c.env, { ...form.data, ...whence(c), as: "user" });
    if (!opening.ok) return showRefusal(c, opening.error, { next, email: form.data.email });
    return finishSignIn(c, opening.value, next);
  })
  .post("/logout", sameOrigin, async (c) => {
    await closeSession(c, SESSION_COOKIE);
    deleteCookie(c, SESSION_COOKIE, COOKIE);
    return c.redirect("/login", 303);
  })
  .get("/pages.css", (c) => {
    const isThisVersion = c.req.url.endsWith(pagesCssPath);
    c.header("Cache-Control", isThisVersion ? "public, max-age=31536000, immutable" : "no-cache");
    c.header("X-Content-Type-Options", "nosniff");
    return c.body(pagesCss, 200, { "Content-Type": "text/css; charset=utf-8" });
  });

function showLogin(
  c: Context<AppEnv>,
  status: 200 | 400 | 401 | 429,
  page: Pick<LoginPageProps, "next" | "email" | "error">,
) {
  const isDevelopment = configOf(c.env).ENVIRONMENT === "development";
  return respondPage(c, status, LoginPage({ ...page, language: languageOf(c), isDevelopment }));
}

function showRefusal(c: Context<AppEnv>, refusal: LoginRefusal, kept: { next: string; email: string }) {
  switch (refusal.reason) {
    case "bad_credentials":
      return showLogin(c, 401, { ...kept, error: refusal.reason });
    case "too_many_attempts":
      c.header("Retry-After", String(refusal.retryAfterSeconds));
      return showLogin(c, 429, { ...kept, error: refusal.reason });
    default:
      return refusal satisfies never;
  }
}

async function isSignedIn(c: Context<AppEnv>): Promise<boolean> {
  const token = getCookie(c, SESSION_COOKIE);
  return token !== undefined && (await authenticateSession(c.env, token, Date.now())) !== null;
}

function isForm(c: Context<AppEnv>): boolean {
  const [type = ""] = (c.req.header("Content-Type") ?? "").split(";");
  return type.trim().toLowerCase() === "application/x-www-form-urlencoded";
}
