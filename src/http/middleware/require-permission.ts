import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { may } from "../../domain/identity/actor.ts";
import type { Permission } from "../../domain/identity/permissions.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Behind `authenticate`: 403 unless the actor's role or key has the permission, which stands on it to be read. */
export function requirePermission(permission: Permission) {
  const middleware = createMiddleware<AppEnv>(async (c, next) => {
    if (!may(c.get("actor"), permission)) return forbidden(c, permission);
    await next();
  });
  return Object.assign(middleware, { permission });
}

/** For what only a part of a request needs, such as an override. */
export function forbidden(c: Context<AppEnv>, permission: Permission) {
  const detail = `This needs the permission ${permission}.`;
  return problemResponse(c, { status: 403, code: "forbidden", title: "You may not do this.", detail });
}
