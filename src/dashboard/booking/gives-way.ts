import type { SlotExplanationView } from "../../contracts/booking.ts";

/** Rules that staff may overrule: none of them protects a customer who is booked already. */
const SOFT: readonly (string | null)[] = ["too_soon", "too_far", "off_grid", "daily_cap", "weekly_cap"];

/** Whether nothing but such rules stands in the way, of the branch and of somebody who could do it. */
export function givesWay({ isFree, refusals, staff }: SlotExplanationView): boolean {
  const isSoft = ({ code }: { code: string | null }) => code === null || SOFT.includes(code);
  return !isFree && refusals.every(isSoft) && staff.some(isSoft);
}
