import type { ContactDetails, Source } from "../../domain/booking/appointment.ts";
import type { GroupAnswer, Idempotency } from "../../domain/booking/commands.ts";
import type { GroupRefusal } from "../../domain/booking/groups/group.ts";
import type { SeriesMode, SeriesWish } from "../../domain/booking/groups/series.ts";
import type { Language } from "../../domain/language.ts";
import type { Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealBooker } from "./seal-group-contacts.ts";

/** Who books a group, for whom, and how. */
export type GroupInput = {
  actor: string;
  customer: ContactDetails;
  source: Source;
  language: Language;
  idempotency: Idempotency;
};
export type SeriesInput = GroupInput & { wish: Omit<SeriesWish, "customer">; mode: SeriesMode };

/** Books a series in one call of the branch's calendar. D1 is asked for a `knownNumber` alone. */
export async function bookSeries(
  access: BranchAccess,
  { customer, wish, ...input }: SeriesInput,
): Promise<Result<GroupAnswer, GroupRefusal>> {
  const asked = { serviceIds: [wish.serviceId], source: input.source };
  const booker = await sealBooker(access, asked, wish.occurrences.length, customer);
  const wanted = { ...wish, customer: booker.customer };
  const command = { ...input, groupId: newId("ser"), bookings: booker.bookings, wish: wanted };
  return askCalendar(access, (calendar, ref) => calendar.bookSeries(ref, command));
}
