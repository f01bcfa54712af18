import type { Role } from "../../contracts/identity.ts";
import type { UserId } from "../ids.ts";
import { err, ok, type Result } from "../result.ts";

export type TeamRuleRefusal = { reason: "own_account" } | { reason: "owners_only" } | { reason: "beyond_your_role" };

type Member = { id: UserId; role: Role };

/** Whom each role decides about, and which roles it gives. Nobody is on this list for themselves. */
const decidesAbout: Record<Role, readonly Role[]> = {
  owner: ["owner", "manager", "staff", "viewer"],
  manager: ["staff", "viewer"],
  staff: [],
  viewer: [],
};

/** May `actor` change, disable or remove this member? Never oneself: so nobody locks themselves out or rises. */
export function mayDecideAbout(actor: Member, target: Member): Result<void, TeamRuleRefusal> {
  return actor.id === target.id ? err({ reason: "own_account" }) : mayGive(actor.role, target.role);
}

/** May somebody with the role `own` give `wanted`? */
export function mayGive(own: Role, wanted: Role): Result<void, TeamRuleRefusal> {
  if (decidesAbout[own].includes(wanted)) return ok(undefined);
  return err({ reason: wanted === "owner" ? "owners_only" : "beyond_your_role" });
}
