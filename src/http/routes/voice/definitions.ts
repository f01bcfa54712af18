import type { Context } from "hono";
import type { DeskRefusal, Keeper } from "../../../use-cases/voice/desk/keeper.ts";
import { refusal, security, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import type { Problem } from "../../problem.ts";

const common = { tags: ["Voice agents"], security };
export const reading = { ...common, middleware: requirePermission("voice:read") };
export const writing = { ...common, middleware: requirePermission("voice:write") };
export const conflict = { 409: refusal("It cannot be done; `code` tells why.") };

export function keeperOf(c: Context<AppEnv>): Keeper {
  return { env: c.env, actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
}

export function deskProblem(refused: DeskRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} are possible.` };
    default:
      return refused satisfies never;
  }
}
