import { createMiddleware } from "hono/factory";
import { recordApiRequest } from "../../use-cases/api-requests/record-api-request.ts";
import type { AppEnv } from "../app-env.ts";

/** Behind `authenticate`: what a tenant's key asked for and what became of it. People have the audit log. */
export const logApiRequest = createMiddleware<AppEnv>(async (c, next) => {
  const actor = c.get("actor");
  if (actor.kind !== "api_key") return next();
  const at = Date.now();
  await next();
  const { tenantId, keyId } = actor;
  const { method, path } = c.req;
  const answered = { status: c.res.status, code: c.get("problemCode") ?? null, durationMs: Date.now() - at };
  const asked = { keyId, requestId: c.get("requestId"), method, path, ...answered, at };
  recordApiRequest(c.env, c.executionCtx, tenantId, asked);
  return undefined;
});
