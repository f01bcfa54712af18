import type { PasswordFlaw } from "../domain/identity/password-policy.ts";
import type { OwnRefusal } from "../use-cases/identity/accounts/own-account.ts";
import type { TeamRefusal } from "../use-cases/identity/team/team-lead.ts";
import type { Problem } from "./problem.ts";

export function teamProblem(refusal: TeamRefusal): Problem {
  const code = refusal.reason;
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code, title: `There is no such ${refusal.what}.` };
    case "own_account":
      return { status: 403, code, title: "Nobody changes their own role or removes themselves." };
    case "owners_only":
      return { status: 403, code, title: "Only an owner decides about owners." };
    case "beyond_your_role":
      return { status: 403, code, title: "Your role does not decide about this one." };
    case "last_owner":
      return { status: 409, code, title: "The business needs another owner first." };
    case "email_taken":
      return { status: 409, code, title: "This address already has an account." };
    case "already_invited":
      return { status: 409, code, title: "This address is invited already. Send that invitation again." };
    case "too_many":
      return { status: 409, code, title: `At most ${refusal.limit} users are possible.` };
    case "too_many_attempts":
      return { status: 429, code, title: "Too many e-mails were sent. Wait a while." };
    default:
      return refusal satisfies never;
  }
}

const rules: Record<PasswordFlaw, string> = {
  too_short: "must have at least 12 characters",
  too_long: "must have at most 1024 bytes",
  no_lower: "must have a lower-case letter",
  no_upper: "must have an upper-case letter",
  no_digit: "must have a digit",
  no_symbol: "must have a symbol",
  breached: "is known from a data breach",
};

export function ownAccountProblem(refusal: OwnRefusal): Problem {
  const code = refusal.reason;
  switch (refusal.reason) {
    case "wrong_password":
      return { status: 409, code, title: "The present password is wrong." };
    case "weak_password": {
      const errors = refusal.flaws.map((flaw) => ({ field: "newPassword", rule: rules[flaw] }));
      return { status: 400, code, title: "The new password is not good enough.", errors };
    }
    case "too_many_attempts":
      return { status: 429, code, title: "Too many attempts. Wait a while." };
    default:
      return refusal satisfies never;
  }
}
