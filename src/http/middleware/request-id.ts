import { createMiddleware } from "hono/factory";
import { inRequest } from "../../log.ts";
import type { AppEnv } from "../app-env.ts";

const ACCEPTED = /^[A-Za-z0-9_-]{8,64}$/;

/** The correlation id of everything that follows: the caller's own when it is harmless, else a new one. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.header("x-request-id");
  const id = given && ACCEPTED.test(given) ? given : crypto.randomUUID();
  c.set("requestId", id);
  // Before the answer is made: to change its headers afterwards costs more than all routing.
  c.header("x-request-id", id);
  await inRequest(id, next);
});
