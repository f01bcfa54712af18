import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { configOf } from "../../env.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";
import { type Credential, credentialOf } from "./credential.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Against forged requests: one that changes something (or opens a socket) with the session cookie must come from our
 * own pages. Requests with an API key are exempt, because no foreign page can make a browser send one.
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (isRisky(c) && isCookie(credentialOf(c)) && !comesFromUs(c)) return crossOriginProblem(c);
  await next();
});

/**
 * For forms posted before there is a session, such as the login: refuses what a browser says comes from elsewhere.
 * A request with neither header was not sent by a browser's page, so there is nobody to trick.
 */
export const sameOriginForm = createMiddleware<AppEnv>(async (c, next) => {
  const saysWhence = c.req.header("Origin") !== undefined || c.req.header("Sec-Fetch-Site") !== undefined;
  if (isRisky(c) && saysWhence && !comesFromUs(c)) return crossOriginProblem(c);
  await next();
});

function isCookie(credential: Credential | null): boolean {
  return credential !== null && credential.kind !== "api_key";
}

function isRisky(c: Context<AppEnv>): boolean {
  // CORS does not guard WebSockets, and their handshake is a GET.
  const opensSocket = c.req.header("Upgrade")?.toLowerCase() === "websocket";
  return opensSocket || !SAFE_METHODS.has(c.req.method);
}

/** `Sec-Fetch-Site` is written by the browser alone; `Origin: null` (sandboxed frames) equals no origin of ours. */
function comesFromUs(c: Context<AppEnv>): boolean {
  if (c.req.header("Sec-Fetch-Site") === "same-origin") return true;
  const origin = c.req.header("Origin");
  const ours = [new URL(configOf(c.env).PUBLIC_URL).origin, new URL(c.req.url).origin];
  return origin !== undefined && ours.includes(origin);
}

function crossOriginProblem(c: Context<AppEnv>): Response {
  return problemResponse(c, { status: 403, code: "cross_origin", title: "This request came from another site." });
}
