import { createMiddleware } from "hono/factory";
import { isAccountActor } from "../../domain/identity/actor.ts";
import { isSteppedUp } from "../../domain/identity/session-life.ts";
import { stepUpMethods } from "../../use-cases/identity/step-up.ts";
import { accountOf } from "../account-of.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Behind `authenticate`: 403 for API keys, and for operators inside a tenant. */
export const requireAccount = createMiddleware<AppEnv>(async (c, next) => {
  if (isAccountActor(c.get("actor"))) return next();
  return problemResponse(c, { status: 403, code: "user_required", title: "Only the signed-in user can do this." });
});

/**
 * Behind `authenticate`, for dangerous acts: 403 unless the user has proved within ten minutes who they are. Tells by
 * what they can. API keys never can.
 */
export const requireStepUp = createMiddleware<AppEnv>(async (c, next) => {
  const actor = c.get("actor");
  if (!isAccountActor(actor)) {
    return problemResponse(c, { status: 403, code: "user_required", title: "Only the signed-in user can do this." });
  }
  if (isSteppedUp(actor.steppedUpAt, Date.now())) return next();
  const methods = await stepUpMethods(c.env, await accountOf(c));
  return problemResponse(c, { status: 403, code: "step_up_required", title: "Confirm first that it is you.", methods });
});

/** Behind `authenticate`: 403 for all but operators who are signed in; their keys are refused too. */
export const requireOperator = createMiddleware<AppEnv>(async (c, next) => {
  if (c.get("actor").kind === "operator") return next();
  return problemResponse(c, {
    status: 403,
    code: "operator_required",
    title: "Only a signed-in operator can do this.",
  });
});

/** Like `requireStepUp`, where an operator's key is good as well: a key has no password to ask for again. */
export const requireStepUpOfPeople = createMiddleware<AppEnv>(async (c, next) => {
  return c.get("actor").kind === "operator_key" ? next() : requireStepUp(c, next);
});
