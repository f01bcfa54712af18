import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";

/** Answers depend on who asks, so nobody on the way may keep one, refusals included. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  c.header("Cache-Control", "no-store"); // before the answer is made: afterwards it would be copied
  await next();
});
