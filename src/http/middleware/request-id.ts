import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";

const ACCEPTED = /^[A-Za-z0-9_-]{8,64}$/;

/** The correlation id of everything that follows: the caller's own when it is harmless, else a new one. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.header("x-request-id");
  c.set("requestId", given && ACCEPTED.test(given) ? given : crypto.randomUUID());
  await next();
  // The answer to a WebSocket handshake is immutable.
  if (c.res.status !== 101) c.res.headers.set("x-request-id", c.var.requestId);
});
