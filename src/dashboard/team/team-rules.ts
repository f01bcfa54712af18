import type { MeView, Role } from "../../contracts/identity.ts";

/** Whom each role decides about. The server decides; this only leaves out what it would refuse. */
const GIVEN: Record<Role, readonly Role[]> = {
  owner: ["owner", "manager", "staff", "viewer"],
  manager: ["staff", "viewer"],
  staff: [],
  viewer: [],
};

export const rolesGivenBy = (role: Role): readonly Role[] => GIVEN[role];

/** Never about oneself. */
export function decidesAbout(user: MeView["user"], member: { id: string; role: Role }): boolean {
  return user.id !== member.id && GIVEN[user.role].includes(member.role);
}
