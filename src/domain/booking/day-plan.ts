import type { EpochMs, LocalDate } from "../time.ts";
import { datesReaching, gridStarts, openOver, spansOn, workingOver } from "./hours.ts";
import { covers, type Interval } from "./interval.ts";
import { type Place, placeOf } from "./occupancy.ts";
import { findStaff, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import { coreFor } from "./rules.ts";

/** A start that the rules allow, and who works then: what is left to ask is who else has booked. */
export type PlannedStart = { startsAt: EpochMs; onDuty: readonly Place[] };
export type DayPlan = readonly PlannedStart[];

/** Rules only change together with the rulebook that carries them, and every caller of a day asks for the same plan. */
const plans = new WeakMap<Rulebook, Map<string, DayPlan>>();
const MAX_KEPT = 2_000;

/** The starts that begin in the hours of `date`, sorted: on the raster, while the branch is open and somebody works. */
export function planDay(rules: Rulebook, service: ServiceRules, date: LocalDate): DayPlan {
  const kept = plans.get(rules) ?? keepPlans(rules);
  const key = `${date}${service.id}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
  const plan = makePlan(rules, service, date);
  kept.set(key, plan);
  return plan;
}

function keepPlans(rules: Rulebook): Map<string, DayPlan> {
  const kept = new Map<string, DayPlan>();
  plans.set(rules, kept);
  return kept;
}

function makePlan(rules: Rulebook, service: ServiceRules, date: LocalDate): DayPlan {
  const starts = spansOn(rules.hours, date)
    .flatMap((span) => gridStarts(rules.timeZone, span, service.slotStepMinutes))
    .sort((a, b) => a - b);
  const members = service.staffIds.map((id) => findStaff(rules, id)).filter((member) => member !== undefined);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined || members.length === 0) return [];

  const ends = members.map((member) => coreFor(service, member, last).end);
  const dates = datesReaching(rules.timeZone, { start: first, end: Math.max(...ends) });
  const open = openOver(rules.timeZone, rules.hours, dates);
  const rosters = members.map((member) => ({ member, working: workingOver(rules, member, dates) }));
  return [...new Set(starts)]
    .map((startsAt) => ({ startsAt, onDuty: rosters.flatMap((roster) => onDutyAt(service, roster, startsAt, open)) }))
    .filter(({ onDuty }) => onDuty.length > 0);
}

type Roster = { member: StaffRules; working: Interval[] };

function onDutyAt(service: ServiceRules, { member, working }: Roster, startsAt: EpochMs, open: Interval[]) {
  const core = coreFor(service, member, startsAt);
  const works = open.some((span) => covers(span, core)) && working.some((span) => covers(span, core));
  return works ? [placeOf(service, member, core)] : [];
}
