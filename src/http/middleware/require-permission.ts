import { createMiddleware } from "hono/factory";
import { may } from "../../domain/identity/actor.ts";
import type { Permission } from "../../domain/identity/permissions.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Behind `authenticate`: 403 unless the actor's role or key has the permission. */
export function requirePermission(permission: Permission) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!may(c.get("actor"), permission)) {
      const detail = `This needs the permission ${permission}.`;
      return problemResponse(c, { status: 403, code: "forbidden", title: "You may not do this.", detail });
    }
    await next();
  });
}
