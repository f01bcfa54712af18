import type { ApiKeyRefusal } from "../use-cases/identity/api-keys/keeper.ts";
import type { Problem } from "./problem.ts";

export function apiKeyProblem(refusal: ApiKeyRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such API key." };
    case "invalid":
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors: refusal.errors };
    case "scopes_not_yours": {
      const detail = `You may not hand on: ${refusal.scopes.join(", ")}.`;
      return { status: 403, code: refusal.reason, title: "A key may do no more than you.", detail };
    }
    case "too_many":
      return { status: 409, code: refusal.reason, title: `At most ${refusal.limit} keys are possible. Revoke one.` };
    case "not_active":
      return { status: 409, code: refusal.reason, title: "The key no longer works." };
    case "already_rotated":
      return { status: 409, code: refusal.reason, title: "The key was replaced already." };
    default:
      return refusal satisfies never;
  }
}
