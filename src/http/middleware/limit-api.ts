import { createMiddleware } from "hono/factory";
import { actorId } from "../../domain/identity/actor.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

const PERIOD_SECONDS = 60;

/** Behind `authenticate`: a brake on each credential. Approximate and per location, so a brake only. */
export const limitApi = createMiddleware<AppEnv>(async (c, next) => {
  const { success } = await c.env.RL_API.limit({ key: actorId(c.get("actor")) });
  if (!success) {
    c.header("Retry-After", String(PERIOD_SECONDS));
    return problemResponse(c, { status: 429, code: "too_many_requests", title: "Too many requests. Wait a minute." });
  }
  await next();
});
