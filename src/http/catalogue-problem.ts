import type { ClosingObstacles } from "../contracts/catalogue.ts";
import type { CatalogueRefusal } from "../use-cases/catalogue/refusal.ts";
import type { Problem } from "./problem.ts";

export function catalogueProblem(refusal: CatalogueRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refusal.what}.` };
    case "invalid": {
      const errors = refusal.errors.slice(0, 50);
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors };
    }
    case "version_conflict": {
      const detail = `The branch is at version ${refusal.version}. Read it again and repeat the change.`;
      return { status: 412, code: refusal.reason, title: "The branch was changed meanwhile.", detail };
    }
    case "too_many":
      return { status: 409, code: refusal.reason, title: `At most ${refusal.limit} of ${refusal.what} are possible.` };
    case "resource_needed": {
      const detail = `Nothing else can be taken for: ${refusal.services.slice(0, 10).join(", ")}.`;
      return { status: 409, code: refusal.reason, title: "A service needs this resource.", detail };
    }
    case "branch_in_use": {
      const { obstacles } = refusal;
      const detail = `In the way: ${obstaclesIn(obstacles).join(", ")}.`;
      return { status: 409, code: refusal.reason, title: "The branch cannot be closed yet.", detail, obstacles };
    }
    default:
      return refusal satisfies never;
  }
}

function obstaclesIn({ appointments, phoneNumbers, voiceAgents, isLastOpen }: ClosingObstacles): string[] {
  return [
    ...(appointments > 0 ? [`${appointments} appointments to come (cancel or move them)`] : []),
    ...(phoneNumbers > 0 ? [`${phoneNumbers} phone numbers (let them ring elsewhere, or release them)`] : []),
    ...(voiceAgents > 0 ? [`${voiceAgents} voice agents (assign them elsewhere)`] : []),
    ...(isLastOpen ? ["it is the last open branch"] : []),
  ];
}
