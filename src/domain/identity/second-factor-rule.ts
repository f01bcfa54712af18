import type { Role } from "../../contracts/identity.ts";
import type { SignInMethod } from "../../contracts/sign-in.ts";

type Rule = {
  role: Role | "operator";
  /** The tenant's setting. */
  requiredFor: readonly Role[];
  environment: "development" | "staging" | "production";
};

/** Operators and owners always; others as their tenant says. Only a demo in development may let owners off. */
export function isSecondFactorRequired({ role, requiredFor, environment }: Rule): boolean {
  if (role === "operator") return true;
  return requiredFor.includes(role) || (role === "owner" && environment !== "development");
}

export type NextStep = "open" | "second_factor" | "enrolment";

/** What follows the first factor. A passkey is two factors: something they have, unlocked by something they are or know. */
export function stepAfter(
  method: SignInMethod,
  { hasFactor, isRequired }: { hasFactor: boolean; isRequired: boolean },
): NextStep {
  if (method === "passkey") return "open";
  if (hasFactor) return "second_factor";
  return isRequired ? "enrolment" : "open";
}
