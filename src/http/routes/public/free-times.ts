import { localDate } from "../../../contracts/booking.ts";
import type { SlotsAnswer } from "../../../domain/booking/commands.ts";
import { bookableDates, daysOf, STRIP_DAYS } from "../../../domain/booking/public-booking.ts";
import type { ServiceRules } from "../../../domain/booking/rulebook.ts";
import { type StaffId, staffId } from "../../../domain/ids.ts";
import { addDays, DAY_MS, type LocalDate, localDateOf } from "../../../domain/time.ts";
import { askCalendar, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";

/** More starts than a day of any branch has. */
const MAX_TIMES = 200;

/** What a page of free times is about: a day within what may be booked, and whose calendar. */
export type Chosen = { date: LocalDate; staffId: StaffId | null; first: LocalDate; last: LocalDate };

/** Anything that makes no sense gives way to the first day, and to anybody. */
export function chosenOf(
  { rules }: BranchAccess,
  service: ServiceRules,
  query: { date?: string | undefined; staff?: string | undefined },
  now: number,
): Chosen {
  const { first, last } = bookableDates(rules.timeZone, service, now);
  const date = localDate.safeParse(query.date);
  const member = staffId.safeParse(query.staff);
  return {
    date: date.success && date.data >= first && date.data <= last ? date.data : first,
    staffId: member.success && service.staffIds.includes(member.data) ? member.data : null,
    first,
    last,
  };
}

/** The free times of a day; when there are none, the nearest ones. */
export function freeTimes(
  access: BranchAccess,
  service: ServiceRules,
  chosen: Chosen,
  partySize = 1,
): Promise<SlotsAnswer> {
  const day = daysOf(access.rules.timeZone, chosen.date);
  const query = { serviceId: service.id, staffId: chosen.staffId, partySize, limit: MAX_TIMES };
  return askCalendar(access, (calendar, ref) => calendar.findSlots(ref, { ...query, from: day.start, to: day.end }));
}

/** Opens with the day that was asked for; where none was, with the first that has free times. */
export async function openDay(
  access: BranchAccess,
  service: ServiceRules,
  query: { date?: string | undefined; staff?: string | undefined; partySize?: number },
  now: number,
): Promise<{ chosen: Chosen } & SlotsAnswer> {
  const chosen = chosenOf(access, service, query, now);
  const answer = await freeTimes(access, service, chosen, query.partySize);
  const [next] = answer.nearest;
  if (query.date !== undefined || answer.slots.length > 0 || !next) return { chosen, ...answer };
  const first = { ...chosen, date: localDateOf(access.rules.timeZone, next.startsAt) };
  return { chosen: first, ...(await freeTimes(access, service, first, query.partySize)) };
}

/** The strip that the day is in, of those that begin with the first day: none opens with days gone by. */
export function stripOf({ date, first, last }: Chosen) {
  const ahead = Math.round((Date.parse(date) - Date.parse(first)) / DAY_MS);
  return { from: addDays(first, ahead - (ahead % STRIP_DAYS)), days: STRIP_DAYS, first, last };
}
