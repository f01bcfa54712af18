import { createMiddleware } from "hono/factory";
import { isTenantActor, may } from "../../domain/identity/actor.ts";
import type { Permission } from "../../domain/identity/permissions.ts";
import { authenticateApiKey } from "../../use-cases/identity/authenticate-api-key.ts";
import type { AppEnv } from "../app-env.ts";

const BEARER = /^Bearer +(\S+)$/i;

/** A key of ours where Cal.com's first API had its own: in `?apiKey=`, or in the header. Refuses in its words. */
export const authenticateV1 = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.query("apiKey") ?? BEARER.exec(c.req.header("Authorization") ?? "")?.[1] ?? "";
  const actor = await authenticateApiKey(c.env, c.executionCtx, key, Date.now());
  if (!actor || !isTenantActor(actor)) return c.json({ message: "Your API key is not valid." }, 401);
  c.set("actor", actor);
  await next();
});

export function permitV1(permission: Permission) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!may(c.get("actor"), permission)) return c.json({ message: `This needs the permission ${permission}.` }, 403);
    await next();
  });
}
