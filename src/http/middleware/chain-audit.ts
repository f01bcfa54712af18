import { createMiddleware } from "hono/factory";
import { hasUnchained } from "../../db/queries/audit.ts";
import { wakeAuditChains } from "../../use-cases/audit/wake-audit-chains.ts";
import type { AppEnv } from "../app-env.ts";

/** Behind the answer: what the request left in the audit log gets its place in the chain. */
export const chainAudit = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (hasUnchained()) c.executionCtx.waitUntil(wakeAuditChains(c.env, Date.now()));
});
