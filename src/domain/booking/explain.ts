import type { StaffId } from "../ids.ts";
import {
  type CalendarFacts,
  judgeMember,
  readTaken,
  refuseByCatalogue,
  refuseByTime,
  refuseOffRaster,
  type Wish,
} from "./placement.ts";
import type { ChangeRefusal, SlotRefusal } from "./refusal.ts";
import { findService, isClosed } from "./rulebook.ts";
import { candidates } from "./slots.ts";

/** Why a time can be had or not: what refuses it for everybody, and what each member would answer. */
export type Explanation = {
  isFree: boolean;
  /** Rules that refuse it whoever does it. */
  refusals: (SlotRefusal | ChangeRefusal)[];
  staff: { staffId: StaffId; refusal: SlotRefusal | null }[];
};

/** Asks every rule, where a booking stops at the first that refuses. Facts never tell about another customer. */
export function explainSlot(facts: CalendarFacts, wish: Wish): Explanation {
  const { rules } = facts;
  if (isClosed(rules)) return { isFree: false, refusals: [{ reason: "branch_closed" }], staff: [] };
  const service = findService(rules, wish.serviceId);
  if (!service) return { isFree: false, refusals: [{ reason: "unknown_service" }], staff: [] };
  const unknown = refuseByCatalogue(rules, service, wish.staffId);
  if (unknown) return { isFree: false, refusals: [unknown], staff: [] };

  const members = candidates(rules, service, wish.staffId);
  const taken = members.length > 0 ? readTaken(facts, service, members, wish) : null;
  const staff = members.map((member) => {
    const answer = taken && judgeMember(facts, service, member, wish, taken);
    return { staffId: member.id, refusal: answer?.ok === false ? answer.error : null };
  });
  // On a closed day there is no raster to be off.
  const isOpen = staff.some(({ refusal }) => refusal?.reason !== "closed" && refusal?.reason !== "outside_hours");
  const raster = isOpen ? refuseOffRaster(rules, service, wish) : null;
  const nobody = members.length === 0 ? ({ reason: "staff_unavailable" } as const) : null;
  const refusals = [refuseByTime(facts, service, wish), raster, nobody].filter((refusal) => refusal !== null);
  return { isFree: refusals.length === 0 && staff.some(({ refusal }) => refusal === null), refusals, staff };
}
