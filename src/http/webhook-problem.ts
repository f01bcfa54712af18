import type { WebhookRefusal } from "../use-cases/outbound/refusal.ts";
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
