import type { Context } from "hono";
import type { Manager, WebhookRefusal } from "../use-cases/outbound/manager.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import type { Problem } from "./problem.ts";

export function webhookProblem(refusal: WebhookRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refusal.what}.` };
    case "invalid":
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors: refusal.errors };
    case "too_many":
      return { status: 409, code: refusal.reason, title: `At most ${refusal.limit} endpoints are possible.` };
    case "endpoint_disabled":
      return { status: 409, code: refusal.reason, title: "The endpoint is switched off. Enable it first." };
    default:
      return refusal satisfies never;
  }
}

export function managerOf(c: Context<AppEnv>): Manager {
  return { env: c.env, actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
}
