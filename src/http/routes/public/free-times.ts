import { localDate, partySize } from "../../../contracts/booking.ts";
import type { SlotsAnswer } from "../../../domain/booking/commands.ts";
import { bookableDates, daysOf, STRIP_DAYS } from "../../../domain/booking/public-booking.ts";
import type { ServiceRules } from "../../../domain/booking/rulebook.ts";
import { type StaffId, staffId } from "../../../domain/ids.ts";
import { addDays, DAY_MS, type LocalDate, localDateOf } from "../../../domain/time.ts";
import { askCalendar, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";

/** More starts than a day of any branch has. */
const MAX_TIMES = 200;

/** What a page of free times is about: a day within what may be booked, whose calendar, and for how many. */
export type Chosen = {
  date: LocalDate;
  staffId: StaffId | null;
  people: number;
  first: LocalDate;
  last: LocalDate;
};
type Query = { date?: string | undefined; staff?: string | undefined; people?: number };

/** Anything that makes no sense gives way to the first day, and to anybody. */
export function chosenOf({ rules }: BranchAccess, service: ServiceRules, query: Query, now: number): Chosen {
  const { first, last } = bookableDates(rules.timeZone, service, now);
  const date = localDate.safeParse(query.date);
  const member = staffId.safeParse(query.staff);
  return {
    date: date.success && date.data >= first && date.data <= last ? date.data : first,
    staffId: member.success && service.staffIds.includes(member.data) ? member.data : null,
    people: query.people ?? 1,
    first,
    last,
  };
}

/** Seats that a form asks for. Whether there are so many is not said. */
export function readPeople(text: string | undefined): number {
  const read = partySize.safeParse(Number(text));
  return read.success ? read.data : 1;
}

/** Seats that an address asks for: one, where no session has so many. */
export function peopleIn(query: { people?: string | undefined }, { capacity }: ServiceRules): number {
  const people = readPeople(query.people);
  return people <= capacity ? people : 1;
}

/** As an address has it: left out for one. */
export function peopleParameter(people: number): string | null {
  return people > 1 ? String(people) : null;
}

/** The free times of a day; when there are none, the nearest ones. */
export function freeTimes(access: BranchAccess, service: ServiceRules, chosen: Chosen): Promise<SlotsAnswer> {
  const day = daysOf(access.rules.timeZone, chosen.date);
  const { staffId, people } = chosen;
  const query = { serviceId: service.id, staffId, partySize: people, limit: MAX_TIMES };
  return askCalendar(access, (calendar, ref) => calendar.findSlots(ref, { ...query, from: day.start, to: day.end }));
}

/** Opens with the day that was asked for; where none was, with the first that has free times. */
export async function openDay(
  access: BranchAccess,
  service: ServiceRules,
  query: Query,
  now: number,
): Promise<{ chosen: Chosen } & SlotsAnswer> {
  const chosen = chosenOf(access, service, query, now);
  const answer = await freeTimes(access, service, chosen);
  const [next] = answer.nearest;
  if (query.date !== undefined || answer.slots.length > 0 || !next) return { chosen, ...answer };
  const first = { ...chosen, date: localDateOf(access.rules.timeZone, next.startsAt) };
  return { chosen: first, ...(await freeTimes(access, service, first)) };
}

/** The strip that the day is in, of those that begin with the first day: none opens with days gone by. */
export function stripOf({ date, first, last }: Chosen) {
  const ahead = Math.round((Date.parse(date) - Date.parse(first)) / DAY_MS);
  return { from: addDays(first, ahead - (ahead % STRIP_DAYS)), days: STRIP_DAYS, first, last };
}
