import type { ServiceId } from "../ids.ts";
import type { EpochMs, LocalDate } from "../time.ts";
import { datesReaching, gridStarts, openOver, spansOn } from "./hours.ts";
import { covers } from "./interval.ts";
import { findStaff, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import { coreAt } from "./rules.ts";

/** A start that the rules allow, and who works then: what is left to ask is who else has booked. */
export type PlannedStart = { startsAt: EpochMs; endsAt: EpochMs; onDuty: readonly StaffRules[] };
export type DayPlan = readonly PlannedStart[];

/** Rules only change together with the rulebook that carries them, and every caller of a day asks for the same plan. */
const plans = new WeakMap<Rulebook, Map<string, DayPlan>>();
const MAX_KEPT = 2_000;

/** The starts that begin in the hours of `date`, sorted: on the raster, while the branch is open and somebody works. */
export function planDay(rules: Rulebook, service: ServiceRules, date: LocalDate): DayPlan {
  const kept = plans.get(rules) ?? keepPlans(rules);
  const key = keyOf(service.id, date);
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

function keyOf(service: ServiceId, date: LocalDate): string {
  return `${date}${service}`;
}

function makePlan(rules: Rulebook, service: ServiceRules, date: LocalDate): DayPlan {
  const { timeZone } = rules;
  const starts = spansOn(rules.hours, date)
    .flatMap((span) => gridStarts(timeZone, span, service.slotStepMinutes))
    .sort((a, b) => a - b);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return [];

  const dates = datesReaching(timeZone, { start: first, end: coreAt(service, last).end });
  const open = openOver(timeZone, rules.hours, dates);
  const members = service.staffIds
    .map((id) => findStaff(rules, id))
    .filter((member) => member !== undefined)
    .map((member) => ({ member, working: member.hours ? openOver(timeZone, member.hours, dates) : open }));
  return [...new Set(starts)]
    .map((startsAt) => {
      const core = coreAt(service, startsAt);
      const isOpen = open.some((span) => covers(span, core));
      const onDuty = isOpen ? members.filter(({ working }) => working.some((span) => covers(span, core))) : [];
      return { startsAt, endsAt: core.end, onDuty: onDuty.map(({ member }) => member) };
    })
    .filter(({ onDuty }) => onDuty.length > 0);
}
