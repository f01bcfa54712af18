import type { AccountRefusal } from "../use-cases/calendars/sync/account-refusal.ts";
import type { Problem } from "./problem.ts";
import { failureProblem } from "./vendor-problem.ts";

export function calendarAccountProblem(refusal: AccountRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refusal.what}.` };
    case "not_configured":
      return { status: 409, code: "not_configured", title: "This installation has no application at that vendor." };
    case "too_many":
      return { status: 409, code: "too_many", title: `At most ${refusal.limit} are possible.` };
    case "exists":
      return { status: 409, code: "calendar_connected", title: "That calendar is connected to this member already." };
    case "consent_unknown":
      return { status: 409, code: "consent_unknown", title: "That permission is not one of this session, or too old." };
    case "scope_missing":
      return { status: 409, code: "scope_missing", title: "Not everything that is needed was allowed." };
    case "proposal_closed":
      return { status: 409, code: "proposal_closed", title: "It is decided already." };
    case "proposal_refused":
      return { status: 409, code: "proposal_refused", title: "It cannot be done.", detail: refusal.why };
    case "vendor":
      return vendorProblem(refusal.failure);
    default:
      return refusal satisfies never;
  }
}

function vendorProblem(failure: Extract<AccountRefusal, { reason: "vendor" }>["failure"]): Problem {
  switch (failure.reason) {
    case "credential_dead":
    case "changed_meanwhile":
    case "taken":
    case "cursor_expired":
    case "too_many":
      return { status: 502, code: "vendor_failed", title: "The vendor did not do it.", detail: failure.reason };
    default:
      return failureProblem(failure);
  }
}
