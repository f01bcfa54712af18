import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { apiLimitsOf, QUOTA_SECONDS } from "../../domain/identity/limits.ts";
import { policyField, rateLimitField, type Taken } from "../../domain/identity/rate-limit-fields.ts";
import { takeApi } from "../../use-cases/identity/limit-api-use.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Behind `authenticate`: the limits of the credential and its tenant. Every answer tells what is left of them. */
export const limitApi = createMiddleware<AppEnv>(async (c, next) => {
  const limits = apiLimitsOf(c.get("actor"));
  const taken = await takeApi(c.env, limits, Date.now());
  // Before the answer is made: to change its headers afterwards costs more than counting.
  c.header("RateLimit-Policy", policyField(limits));
  c.header("RateLimit", rateLimitField(taken));
  const refused = taken.filter(({ isAllowed }) => !isAllowed);
  if (refused.length > 0) return tooMany(c, refused);
  await next();
});

function tooMany(c: Context<AppEnv>, refused: readonly Taken[]): Response {
  const waitSeconds = Math.max(...refused.map(({ resetSeconds }) => resetSeconds));
  c.header("Retry-After", String(waitSeconds));
  const said = refused.map(
    ({ limit }) => `${limit.quota} requests in ${QUOTA_SECONDS} seconds for the ${limit.policy}`,
  );
  const detail = `More than ${said.join(" and ")}.`;
  return problemResponse(c, { status: 429, code: "too_many_requests", title: "Too many requests.", detail });
}
