import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Actor } from "../../domain/identity/actor.ts";
import { authenticateApiKey, authenticateApiKeyNow } from "../../use-cases/identity/authenticate-api-key.ts";
import { authenticateOperator, authenticateSession } from "../../use-cases/identity/find-session.ts";
import { recordImpersonatedRequest } from "../../use-cases/identity/operators/record-request.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";
import { type Credential, credentialOf } from "./credential.ts";

const MAX_PATH_LENGTH = 300;

/** Sets `c.var.actor` from the session cookie, `Authorization: Bearer` or `X-API-Key`; 401 without a valid one. */
export const authenticate = authenticateBy(authenticateApiKey);

/** For what lasts: a key that was revoked a second ago must not open it. */
export const authenticateAfresh = authenticateBy(authenticateApiKeyNow);

function authenticateBy(readKey: typeof authenticateApiKey) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const credential = credentialOf(c);
    const actor = credential && (await actorOf(c, credential, readKey));
    if (!actor) return unauthenticated(c);
    c.set("actor", actor);
    if (actor.kind === "impersonator") await recordImpersonatedRequest(c.env, actor, seenRequest(c));
    await next();
  });
}

function seenRequest(c: Context<AppEnv>) {
  const path = c.req.path.slice(0, MAX_PATH_LENGTH); // ids, never the query: that may hold a name
  return { method: c.req.method, path, requestId: c.get("requestId"), now: Date.now() };
}

function actorOf(
  c: Context<AppEnv>,
  credential: Credential,
  readKey: typeof authenticateApiKey,
): Promise<Actor | null> {
  const now = Date.now();
  if (credential.kind === "api_key") return readKey(c.env, c.executionCtx, credential.key, now);
  if (credential.kind === "operator") return authenticateOperator(c.env, credential.token, now);
  return authenticateSession(c.env, credential.token, now);
}

function unauthenticated(c: Context<AppEnv>): Response {
  const title = "Sign in or send a valid API key.";
  const response = problemResponse(c, { status: 401, code: "unauthenticated", title });
  response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}
