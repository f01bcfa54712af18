import type { Context } from "hono";
import type { EventRefusal } from "../use-cases/operations/events/refusal.ts";
import type { Operator } from "../use-cases/operations/operator.ts";
import { security } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { requirePermission } from "./middleware/require-permission.ts";
import type { Problem } from "./problem.ts";

export const operatorReading = { tags: ["Operations"], security, middleware: requirePermission("operations:read") };
export const operatorWriting = { tags: ["Operations"], security, middleware: requirePermission("operations:write") };

export function operatorOf(c: Context<AppEnv>): Operator {
  return { env: c.env, actor: c.get("actor"), requestId: c.get("requestId"), now: Date.now() };
}

export function eventProblem(refusal: EventRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refusal.what}.` };
    case "wrong_status":
      return { status: 409, code: refusal.reason, title: `The event is ${refusal.status}, so this cannot be done.` };
    case "still_unplaced": {
      const detail = `The likeliest branch has a confidence of ${refusal.confidence}.`;
      return { status: 409, code: refusal.reason, title: "It still cannot be told whose event it is.", detail };
    }
    default:
      return refusal satisfies never;
  }
}
