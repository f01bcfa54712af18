import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "../app-env.ts";

/** Browsers refuse a `__Host-` cookie that is not Secure, has a Domain, or a Path other than `/`. */
export const SESSION_COOKIE = "__Host-session";
/** Who has given the first factor and owes the second. Opens nothing but the pages that ask for it. */
export const PENDING_COOKIE = "__Host-pending";
/** Recognises a browser that has signed in before. Opens nothing. */
export const DEVICE_COOKIE = "__Host-device";
/** An operator's own session, beside that of a tenant which they look into. */
export const OPERATOR_COOKIE = "__Host-operator";
const BEARER = /^Bearer +(\S+)$/i;

export type Credential = { kind: "api_key"; key: string } | { kind: "session"; token: string };

/** A header beats the cookie: who sends one means it, and no foreign page can make a browser send it. */
export function credentialOf(c: Context<AppEnv>): Credential | null {
  const authorization = c.req.header("Authorization");
  if (authorization !== undefined) return { kind: "api_key", key: BEARER.exec(authorization)?.[1] ?? "" };
  const key = c.req.header("X-API-Key");
  if (key !== undefined) return { kind: "api_key", key };
  const token = getCookie(c, SESSION_COOKIE);
  return token === undefined ? null : { kind: "session", token };
}
