import type { ResourceId, ServiceId, StaffId } from "../ids.ts";
import { err, ok, type Result } from "../result.ts";
import { type EpochMs, HOUR_MS } from "../time.ts";
import type { AppointmentGroup } from "./appointment.ts";
import { hasCaps, periodsOf, refuseByCaps } from "./caps.ts";
import { hullOf, type Interval } from "./interval.ts";
import { placeOf, type Taken, takeSeat } from "./occupancy.ts";
import type { SlotRefusal } from "./refusal.ts";
import { findService, findStaff, isClosed, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import { coreFor, refuseByBranch, refuseByRange, refuseByRaster, refuseByStaff, withBuffers } from "./rules.ts";
import { type Candidate, chooseMember, selectionWindow } from "./selection.ts";
import { type BlockReader, calendarsOf, candidates } from "./slots.ts";

/** A time somebody wants. */
export type Wish = {
  serviceId: ServiceId;
  /** Null: whoever is chosen. */
  staffId: StaffId | null;
  startsAt: EpochMs;
  /** A length of its own, for this appointment. As long as the member takes when left out. */
  ownMinutes?: number | undefined;
  /** The start stands already: notice, horizon and raster were judged when it was taken. */
  keepsStart?: boolean;
  /** Seats of a group session. One when left out. */
  partySize?: number;
  /** Blind index of the customer, for caps. */
  customer?: string | null;
  /** Staff insist: notice, horizon, raster and caps give way; hours and what is taken never do. */
  isOverride?: boolean;
  /** A later part of a group: notice and horizon were judged by its first, and a package's raster with them. */
  follows?: AppointmentGroup["kind"];
};

/** A wish that can be had: who does it, and what it takes. */
export type Placement = {
  service: ServiceRules;
  staffId: StaffId;
  resourceIds: ResourceId[];
  partySize: number;
  startsAt: EpochMs;
  endsAt: EpochMs;
};

/**
 * What a decision may know about the branch. `readBlocks` leaves out whatever the command itself will release.
 * `promisedAt` is when the caller was promised the time (a hold), so that notice cannot run out while they speak.
 */
export type CalendarFacts = { rules: Rulebook; readBlocks: BlockReader; now: EpochMs; promisedAt: EpochMs };

/** A walk-in is entered while it happens, or just after. */
export const OVERRIDE_BACK_MS = HOUR_MS;

/** All rules, in the order in which they help a caller most. */
export function decidePlacement(facts: CalendarFacts, wish: Wish): Result<Placement, SlotRefusal> {
  if (isClosed(facts.rules)) return err({ reason: "branch_closed" });
  const service = findService(facts.rules, wish.serviceId);
  if (!service) return err({ reason: "unknown_service" });
  const members = candidates(facts.rules, service, wish.staffId);
  const refusal =
    refuseByCatalogue(facts.rules, service, wish.staffId) ??
    refuseByTime(facts, service, wish) ??
    refuseByShortest(facts.rules, service, members, wish) ??
    refuseOffRaster(facts.rules, service, wish);
  return refusal ? err(refusal) : assign(facts, service, members, wish);
}

/** Free starts are looked for by the usual length: whether one of them is free for the length that is wanted, too. */
export function fitsLength(facts: CalendarFacts, wish: Wish): boolean {
  return wish.ownMinutes === undefined || decidePlacement(facts, wish).ok;
}

/** What one member would answer, with the reason when it is no: `assign` and `explainSlot` ask it of each. */
export function judgeMember(
  { rules }: CalendarFacts,
  service: ServiceRules,
  member: StaffRules,
  wish: Wish,
  taken: Taken,
): Result<Candidate, SlotRefusal> {
  const core = coreFor(service, member, wish.startsAt, wish.ownMinutes);
  const refusal = refuseByBranch(rules, core) ?? refuseByStaff(rules, member, core);
  if (refusal) return err(refusal);
  const seat = takeSeat(placeOf(service, member, core), wish.partySize ?? 1, taken);
  if (!seat.ok) return seat;
  const full = wish.isOverride ? null : refuseByCapsOf(rules, service, member, wish, taken);
  return full ? err(full) : ok({ member, core, seat: seat.value });
}

/** The blocks that deciding about a start needs, in one read. */
export function readTaken(
  { rules, readBlocks, now }: CalendarFacts,
  service: ServiceRules,
  members: readonly StaffRules[],
  { startsAt, ownMinutes }: Pick<Wish, "startsAt" | "ownMinutes">,
): Taken {
  const windows: Interval[] = members.map((member) =>
    withBuffers(service, coreFor(service, member, startsAt, ownMinutes)),
  );
  if (members.length > 1) windows.push(selectionWindow(rules, service, startsAt));
  if (hasCaps(service)) windows.push(periodsOf(rules.timeZone, startsAt).week);
  return { blocks: readBlocks(calendarsOf(rules, service, members), hullOf(windows)), now };
}

export function refuseByCatalogue(rules: Rulebook, service: ServiceRules, staffId: StaffId | null): SlotRefusal | null {
  if (!staffId) return null;
  if (!findStaff(rules, staffId)) return { reason: "unknown_staff" };
  return service.staffIds.includes(staffId) ? null : { reason: "staff_not_offered", staffId };
}

/** Notice and horizon. */
export function refuseByTime(
  { promisedAt, now }: CalendarFacts,
  service: ServiceRules,
  wish: Wish,
): SlotRefusal | null {
  if (wish.follows || wish.keepsStart) return null;
  if (!wish.isOverride) return refuseByRange(service, wish.startsAt, promisedAt);
  const earliest = now - OVERRIDE_BACK_MS;
  return wish.startsAt < earliest ? { reason: "too_soon", earliest } : null;
}

/** A branch that is closed even to the quickest of them needs no further look. */
function refuseByShortest(
  rules: Rulebook,
  service: ServiceRules,
  members: readonly StaffRules[],
  { startsAt, ownMinutes }: Wish,
): SlotRefusal | null {
  const cores = members.map((member) => coreFor(service, member, startsAt, ownMinutes)).sort((a, b) => a.end - b.end);
  return cores[0] ? refuseByBranch(rules, cores[0]) : null;
}

export function refuseOffRaster(rules: Rulebook, service: ServiceRules, wish: Wish): SlotRefusal | null {
  const isFree = wish.isOverride || wish.keepsStart || wish.follows === "package";
  return isFree ? null : refuseByRaster(rules, service, wish.startsAt);
}

function refuseByCapsOf(
  { timeZone }: Rulebook,
  service: ServiceRules,
  { id: staffId }: StaffRules,
  { startsAt, customer = null }: Wish,
  taken: Taken,
): SlotRefusal | null {
  if (!hasCaps(service)) return null;
  return refuseByCaps(service, { staffId, customer, periods: periodsOf(timeZone, startsAt) }, taken);
}

function assign(
  facts: CalendarFacts,
  service: ServiceRules,
  members: readonly StaffRules[],
  wish: Wish,
): Result<Placement, SlotRefusal> {
  if (members.length === 0) return err({ reason: "staff_unavailable" });
  const taken = readTaken(facts, service, members, wish);
  const judged = members.map((member) => judgeMember(facts, service, member, wish, taken));
  const [first, ...others] = judged.flatMap((answer) => (answer.ok ? [answer.value] : []));
  if (!first) return err(mostTelling(judged.flatMap((answer) => (answer.ok ? [] : [answer.error]))));
  const window = selectionWindow(facts.rules, service, wish.startsAt);
  const { member, core, seat } = chooseMember(service, [first, ...others], taken, window);
  const { resourceIds } = seat;
  const partySize = wish.partySize ?? 1;
  return ok({ service, staffId: member.id, resourceIds, partySize, startsAt: core.start, endsAt: core.end });
}

/**
 * What a member lacks who is free tells more than that another one is taken; "taken" more than "the buffer is in the
 * way", and all of them more than "nobody works then".
 */
const TELLING: readonly SlotRefusal["reason"][] = [
  "no_capacity",
  "no_resource",
  "slot_taken",
  "buffer",
  "daily_cap",
  "weekly_cap",
  "staff_unavailable",
];

function mostTelling(refusals: readonly SlotRefusal[]): SlotRefusal {
  for (const reason of TELLING) {
    const refusal = refusals.filter((candidate) => candidate.reason === reason).sort(bySeatsLeft)[0];
    if (refusal) return refusal;
  }
  return refusals[0] ?? { reason: "staff_unavailable" };
}

/** Of several sessions, the one with the most seats is what can be had. */
function bySeatsLeft(a: SlotRefusal, b: SlotRefusal): number {
  const seatsOf = (refusal: SlotRefusal) => (refusal.reason === "no_capacity" ? refusal.seatsLeft : 0);
  return seatsOf(b) - seatsOf(a);
}
