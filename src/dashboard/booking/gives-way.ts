import type { SlotExplanationView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";

/** Rules that staff may overrule: none of them protects a customer who is booked already. */
const SOFT: readonly (string | null)[] = ["too_soon", "too_far", "off_grid", "daily_cap", "weekly_cap"];

/** Whether nothing but such rules stands in the way, of the branch and of somebody who could do it. */
export function givesWay({ isFree, refusals, staff }: SlotExplanationView): boolean {
  const isSoft = ({ code }: { code: string | null }) => code === null || SOFT.includes(code);
  return !isFree && refusals.every(isSoft) && staff.some(isSoft);
}

/** A walk-in is entered while it happens, or just after: the server refuses what began earlier even so. */
export const INSIST_BACK_MS = 3_600_000;

type Wanted = { explanation: SlotExplanationView | undefined; startsAt: string | null };

/** Whether somebody with these permissions is asked why they want it all the same, or told that it is too late for that. */
export function insisting(
  permissions: readonly string[],
  { explanation, startsAt }: Wanted,
  now: number,
): "asked" | "too_late" | null {
  if (!mayOverrule(permissions) || !explanation || !givesWay(explanation)) return null;
  const isPast = explanation.refusals.some(({ code }) => code === "too_soon");
  return isPast && startsAt !== null && Date.parse(startsAt) < now - INSIST_BACK_MS ? "too_late" : "asked";
}

/** Whether a refusal is worth a second look: a harder rule may stand behind the one that it names. */
export function isWorthInsisting(permissions: readonly string[], error: unknown): boolean {
  return mayOverrule(permissions) && error instanceof ApiError && SOFT.includes(error.code);
}

function mayOverrule(permissions: readonly string[]): boolean {
  return permissions.includes("appointments:override");
}
