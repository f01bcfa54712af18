import { Hono } from "hono";
import { etag } from "hono/etag";
import { calendarFileLimit } from "../../../domain/identity/strict-limits.ts";
import { serveFeed } from "../../../use-cases/calendars/serve-feed.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { hashToken } from "../../../use-cases/identity/token.ts";
import { serveOwnFeed } from "../../../use-cases/portal/own-feed.ts";
import type { AppEnv } from "../../app-env.ts";
import { problemResponse } from "../../problem.ts";

/** By its secret address: what a calendar program reads every few minutes, mostly to find it unchanged. */
export const calendarFileRoutes = new Hono<AppEnv>().get("/calendar/:file{.+\\.ics}", etag(), async (c) => {
  const token = c.req.param("file").slice(0, -".ics".length);
  const taken = await takeStrict(c.env, calendarFileLimit, await hashToken(token));
  if (!taken.ok) {
    c.header("Retry-After", String(taken.error.retryAfterSeconds));
    return problemResponse(c, { status: 429, code: "too_many_requests", title: "This calendar is read too often." });
  }
  const asked = [c.env, c.executionCtx, token, Date.now()] as const;
  const file = (await serveFeed(...asked)) ?? (await serveOwnFeed(...asked));
  if (file === null) return problemResponse(c, { status: 404, code: "not_found", title: "There is no such calendar." });
  c.header("Cache-Control", "private, no-cache");
  return c.body(file, 200, { "Content-Type": "text/calendar; charset=utf-8" });
});
