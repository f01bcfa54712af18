import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { UserActor } from "../../../domain/identity/actor.ts";
import type { TeamLead } from "../../../use-cases/identity/team/team-lead.ts";
import type { AppEnv } from "../../app-env.ts";
import { problemResponse } from "../../problem.ts";

/** Behind `authenticate`: 403 for software, and for operators who look in. */
export const requireUser = createMiddleware<AppEnv>(async (c, next) => {
  if (c.get("actor").kind === "user") return next();
  return problemResponse(c, { status: 403, code: "user_required", title: "Only the signed-in user can do this." });
});

/** Behind `requireUser`. */
export function leadOf(c: Context<AppEnv>): TeamLead & { actor: UserActor } {
  const actor = c.get("actor");
  if (actor.kind !== "user") throw new Error("software passed a check for people");
  return { env: c.env, actor, requestId: c.get("requestId"), now: Date.now() };
}
