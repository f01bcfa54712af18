import type { Context } from "hono";
import type { CodeRefusal } from "../use-cases/identity/factors/check-code.ts";
import type { AlreadyEnrolled, NotStarted } from "../use-cases/identity/factors/enrol-totp.ts";
import type { RemovalRefusal } from "../use-cases/identity/factors/remove-factor.ts";
import type { RegistrationRefusal } from "../use-cases/identity/passkeys/register-passkey.ts";
import type { StepUpRefusal } from "../use-cases/identity/step-up.ts";
import type { AppEnv } from "./app-env.ts";
import { type Problem, problemResponse } from "./problem.ts";

export type FactorRefusal =
  | CodeRefusal
  | AlreadyEnrolled
  | NotStarted
  | RemovalRefusal
  | RegistrationRefusal
  | StepUpRefusal;

export function factorProblem(c: Context<AppEnv>, refusal: FactorRefusal) {
  if (refusal.reason === "too_many_attempts") c.header("Retry-After", String(refusal.retryAfterSeconds));
  return problemResponse(c, toProblem(refusal));
}

function toProblem(refusal: FactorRefusal): Problem {
  const code = refusal.reason;
  switch (refusal.reason) {
    case "wrong_code":
      return { status: 409, code, title: "The code is wrong, or was used before." };
    case "wrong_proof":
      return { status: 409, code, title: "That does not prove who you are." };
    case "already_enrolled":
      return { status: 409, code, title: "An authenticator app is set up already. Remove it first." };
    case "not_started":
      return { status: 409, code, title: "Ask for a secret first." };
    case "second_factor_required":
      return { status: 409, code, title: "Your role needs a second factor. Set up another one first." };
    case "passkey_not_accepted":
      return { status: 409, code, title: "The passkey was not accepted. Begin again." };
    case "passkey_known":
      return { status: 409, code, title: "This passkey is registered already." };
    case "too_many_passkeys":
      return { status: 409, code, title: `There can be ${refusal.most} passkeys. Remove one first.` };
    case "not_found":
      return { status: 404, code, title: "There is no such thing on this account." };
    case "too_many_attempts":
      return { status: 429, code, title: "Too many attempts. Wait a while." };
    default:
      return refusal satisfies never;
  }
}
