import { createMiddleware } from "hono/factory";
import { hasTally } from "../../error-tally.ts";
import { keepErrors as keep } from "../../use-cases/operations/keep-errors.ts";
import type { AppEnv } from "../app-env.ts";

/** Stores the errors that were counted, behind the answer. */
export const keepErrors = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (hasTally()) c.executionCtx.waitUntil(keep(c.env));
});
