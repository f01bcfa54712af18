import type { SlotExplanationView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";

/** Rules that staff may overrule: none of them protects a customer who is booked already. */
const SOFT: readonly (string | null)[] = ["too_soon", "too_far", "off_grid", "daily_cap", "weekly_cap"];

/** Whether nothing but such rules stands in the way, of the branch and of somebody who could do it. */
export function givesWay({ isFree, refusals, staff }: SlotExplanationView): boolean {
  const isSoft = ({ code }: { code: string | null }) => code === null || SOFT.includes(code);
  return !isFree && refusals.every(isSoft) && staff.some(isSoft);
}

/** Whether somebody with these permissions is asked why they want it all the same. */
export function mayInsist(permissions: readonly string[], explanation: SlotExplanationView | undefined): boolean {
  return mayOverrule(permissions) && explanation !== undefined && givesWay(explanation);
}

/** Whether a refusal is worth a second look: a harder rule may stand behind the one that it names. */
export function isWorthInsisting(permissions: readonly string[], error: unknown): boolean {
  return mayOverrule(permissions) && error instanceof ApiError && SOFT.includes(error.code);
}

function mayOverrule(permissions: readonly string[]): boolean {
  return permissions.includes("appointments:override");
}
