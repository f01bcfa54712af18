import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "../app-env.ts";

/** Browsers refuse a `__Host-` cookie that is not Secure, has a Domain, or a Path other than `/`. */
export const SESSION_COOKIE = "__Host-session";
/** Who has given the first factor and owes the second. Opens nothing but the pages that ask for it. */
export const PENDING_COOKIE = "__Host-pending";
/** Recognises a browser that has signed in before. Opens nothing. */
export const DEVICE_COOKIE = "__Host-device";
/** What a passkey's challenge is bound to while somebody signs in with it. */
export const ATTEMPT_COOKIE = "__Host-attempt";
/** An operator's own session, beside that of a tenant which they look into. */
export const OPERATOR_COOKIE = "__Host-operator";
const BEARER = /^Bearer +(\S+)$/i;

export type Credential = { kind: "api_key"; key: string } | { kind: "session" | "operator"; token: string };

/** A header beats the cookie: who sends one means it, and no foreign page can make a browser send it. */
export function credentialOf(c: Context<AppEnv>): Credential | null {
  const authorization = c.req.header("Authorization");
  if (authorization !== undefined) return { kind: "api_key", key: BEARER.exec(authorization)?.[1] ?? "" };
  const key = c.req.header("X-API-Key");
  if (key !== undefined) return { kind: "api_key", key };
  const [session, operator] = [getCookie(c, SESSION_COOKIE), getCookie(c, OPERATOR_COOKIE)];
  // An operator who looks into a tenant has both: the platform's own routes are for the one, all others for the other.
  const atHome = operator !== undefined && (session === undefined || isOfPlatform(c));
  if (atHome) return { kind: "operator", token: operator };
  return session === undefined ? null : { kind: "session", token: session };
}

function isOfPlatform(c: Context<AppEnv>): boolean {
  return c.req.path.startsWith("/api/v1/operations/");
}
