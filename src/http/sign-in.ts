import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { KNOWN_DEVICE_MS, PENDING_LOGIN_MS } from "../domain/identity/session-life.ts";
import { languageOf } from "../pages/language.ts";
import type { Account } from "../use-cases/identity/account.ts";
import { logOut } from "../use-cases/identity/log-out.ts";
import type { Opening, OpenSession } from "../use-cases/identity/open-session.ts";
import type { AppEnv } from "./app-env.ts";
import { DEVICE_COOKIE, OPERATOR_COOKIE, PENDING_COOKIE, SESSION_COOKIE } from "./middleware/credential.ts";

export const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** From where a sign-in comes, for `openSession` and its like. */
export function whence(c: Context<AppEnv>) {
  return {
    clientAddress: c.req.header("CF-Connecting-IP") ?? "unknown",
    userAgent: c.req.header("User-Agent"),
    deviceToken: getCookie(c, DEVICE_COOKIE),
    requestId: c.get("requestId"),
    now: Date.now(),
  };
}

/** Hands the browser its session and goes on to `next`, or to the page that asks for what is still owed. */
export async function finishSignIn(c: Context<AppEnv>, opening: Opening, next: string): Promise<Response> {
  if (opening.kind === "open") {
    await replaceSession(c, opening);
    return c.redirect(homeOf(opening.account, next), 303);
  }
  setCookie(c, PENDING_COOKIE, opening.token, { ...COOKIE, maxAge: PENDING_LOGIN_MS / 1_000 });
  const page = opening.wants === "enrolment" ? "/login/enrol" : "/login/second-factor";
  return c.redirect(`${page}?${new URLSearchParams({ lang: languageOf(c), next }).toString()}`, 303);
}

/** Operators have a home of their own. */
export function homeOf({ role }: Pick<OpenSession["account"], "role">, next: string): string {
  return role === "operator" ? "/admin" : next;
}

/** For a login that is over, or was opened in another tab. */
export function restartSignIn(c: Context<AppEnv>, next: string, account: Pick<Account, "role"> | null): Response {
  if (getCookie(c, PENDING_COOKIE) !== undefined) deleteCookie(c, PENDING_COOKIE, COOKIE);
  const door = account?.role === "operator" ? "/admin/login" : "/login";
  return c.redirect(`${door}?${new URLSearchParams({ lang: languageOf(c), next }).toString()}`, 303);
}

/** The token is always new, and a session that the browser still had ends here. */
export async function replaceSession(c: Context<AppEnv>, session: OpenSession): Promise<void> {
  const cookie = session.account.role === "operator" ? OPERATOR_COOKIE : SESSION_COOKIE;
  await closeSession(c, cookie);
  setCookie(c, cookie, session.token, COOKIE);
  setCookie(c, DEVICE_COOKIE, session.deviceToken, { ...COOKIE, maxAge: KNOWN_DEVICE_MS / 1_000 });
  if (getCookie(c, PENDING_COOKIE) !== undefined) deleteCookie(c, PENDING_COOKIE, COOKIE);
}

export async function closeSession(c: Context<AppEnv>, cookie: string): Promise<void> {
  const token = getCookie(c, cookie);
  if (token !== undefined) await logOut(c.env, token, { requestId: c.get("requestId"), now: Date.now() });
}
