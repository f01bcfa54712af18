import type * as z from "zod";
import { holidayOn } from "../../src/domain/booking/holidays.ts";
import {
  type OpeningHours,
  type ResourceNeed,
  type Rulebook,
  rulebook,
  type TimeOff,
} from "../../src/domain/booking/rulebook.ts";
import { addDays, type EpochMs, type LocalDate, localDateOf, weekdayOf } from "../../src/domain/time.ts";
import type { ServiceName } from "./business.ts";
import {
  BRANCHES,
  type BranchPlan,
  MITTE,
  ON_HOLIDAY,
  OPENING_HOURS,
  SERVICES,
  serviceIdAt,
  TENANT,
  TIME_ZONE,
} from "./business.ts";

const HOLIDAY_REGION = "DE-BE";
const MONDAY = 1;
const THURSDAY = 4;

/** What the branches' calendars will know once the demo is stored. */
export function demoRulebooks(now: EpochMs): Rulebook[] {
  return BRANCHES.map((branch) => branchRules(branch, now));
}

export function isHoliday(date: LocalDate): boolean {
  return holidayOn(HOLIDAY_REGION, date) !== null;
}

function branchRules(branch: BranchPlan, now: EpochMs): Rulebook {
  return rulebook.parse({
    tenantId: TENANT.id,
    branchId: branch.id,
    version: 1,
    branchName: branch.name,
    tenantName: TENANT.name,
    timeZone: TIME_ZONE,
    language: TENANT.language,
    address: branch.address,
    phone: branch.phone,
    hours: {
      weekly: OPENING_HOURS,
      exceptions: exceptionsOf(branch, localDateOf(TIME_ZONE, now)),
      holidayRegion: HOLIDAY_REGION,
    },
    services: branch.services.map((service) => serviceRules(branch, service)),
    staff: branch.staff.map(({ id, name, ownHours }) => ({
      id,
      name,
      hours: ownHours && { weekly: ownHours, exceptions: [] },
      timeOff: name === ON_HOLIDAY ? [weekOff(localDateOf(TIME_ZONE, now))] : [],
    })),
    resources: branch.resources.map(({ id, name, kind }) => ({ id, name, kind })),
  });
}

function serviceRules(branch: BranchPlan, name: ServiceName): z.input<typeof rulebook>["services"][number] {
  const service = SERVICES[name];
  return {
    id: serviceIdAt(branch, name),
    name: service.name,
    aliases: [...service.aliases],
    description: service.description,
    durationMinutes: service.durationMinutes,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: "bufferAfterMinutes" in service ? service.bufferAfterMinutes : 0,
    minimumNoticeMinutes: 60,
    horizonDays: 60,
    slotStepMinutes: 15,
    staffIds: branch.staff.filter((member) => member.does.includes(name)).map((member) => member.id),
    resources: needsOf(branch, name),
    priceMinor: service.priceMinor,
    currency: "EUR",
  };
}

/** One of the places, when the branch has places for the service. */
function needsOf({ resources }: BranchPlan, service: ServiceName): ResourceNeed[] {
  const fit = resources.filter(({ neededBy }) => neededBy.includes(service));
  const [first] = fit;
  return first ? [{ name: first.kind, resourceIds: fit.map(({ id }) => id) }] : [];
}

/** Monday to Sunday, the second week of the next month. */
function weekOff(today: LocalDate): TimeOff {
  const nextMonth = `${addDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-08`;
  const fromDate = firstDate(nextMonth, (date) => weekdayOf(date) === MONDAY);
  return { fromDate, toDate: addDays(fromDate, 6), span: null };
}

/** The next holiday on an open day, closed everywhere; and a training afternoon in Mitte that ends a Thursday early. */
function exceptionsOf(branch: BranchPlan, today: LocalDate): OpeningHours["exceptions"] {
  const holiday = { date: firstDate(today, (date) => isHoliday(date) && isOpenWeekday(date)), spans: [] };
  if (branch !== MITTE) return [holiday];
  const short = firstDate(addDays(today, 8), (date) => weekdayOf(date) === THURSDAY && !isHoliday(date));
  const training = { date: short, spans: [{ fromMinute: 9 * 60, toMinute: 14 * 60 }] };
  return [holiday, training].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function firstDate(from: LocalDate, matches: (date: LocalDate) => boolean): LocalDate {
  let date = from;
  while (!matches(date)) date = addDays(date, 1);
  return date;
}

function isOpenWeekday(date: LocalDate): boolean {
  return OPENING_HOURS.some((span) => span.weekday === weekdayOf(date));
}
