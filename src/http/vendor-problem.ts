import type { GateRefusal, VendorFailure } from "../domain/vendors/vendor-answer.ts";
import type { AccountRefusal } from "../use-cases/vendors/vendor-account.ts";
import type { Problem } from "./problem.ts";

const MISSING = {
  api_key: "The connection has no key for the vendor's API yet.",
  enabled_connection: "The connection is switched off.",
};

export function accountProblem(refused: AccountRefusal): Problem {
  if (refused.reason === "not_found") {
    return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
  }
  const title = MISSING[refused.missing];
  return { status: 409, code: "not_configured", title, detail: title };
}

/** The vendor, not we: what it said is passed on, for only its user can mend it. */
export function failureProblem(failure: VendorFailure | GateRefusal): Problem {
  return { status: 502, code: "vendor_failed", title: "The vendor did not do it.", detail: detailOf(failure) };
}

function detailOf(failure: VendorFailure | GateRefusal): string {
  switch (failure.reason) {
    case "refused":
    case "vendor_error":
      return `Status ${failure.status}: ${failure.message}`;
    case "circuit_open":
    case "over_budget":
    case "paused":
      return `It was not asked (${failure.reason}); again from ${new Date(failure.retryAt).toISOString()}.`;
    case "throttled":
      return "It says that it was asked too often.";
    case "timeout":
    case "unreachable":
    case "unreadable_answer":
      return failure.reason;
    default:
      return failure satisfies never;
  }
}
