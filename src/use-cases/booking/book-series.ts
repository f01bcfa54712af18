import type { ContactDetails, Source } from "../../domain/booking/appointment.ts";
import type { GroupAnswer, Idempotency } from "../../domain/booking/commands.ts";
import { customerOf } from "../../domain/booking/decide.ts";
import type { GroupRefusal } from "../../domain/booking/groups/group.ts";
import type { SeriesMode, SeriesWish } from "../../domain/booking/groups/series.ts";
import type { Language } from "../../domain/language.ts";
import type { Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealGroupContacts } from "./seal-group-contacts.ts";

/** Who books a group, for whom, and how. */
export type GroupInput = {
  actor: string;
  customer: ContactDetails;
  source: Source;
  language: Language;
  idempotency: Idempotency;
};
export type SeriesInput = GroupInput & { wish: Omit<SeriesWish, "customer">; mode: SeriesMode };

/** Books a series in one call of the branch's calendar. D1 is not asked. */
export async function bookSeries(
  access: BranchAccess,
  { customer, wish, ...input }: SeriesInput,
): Promise<Result<GroupAnswer, GroupRefusal>> {
  const bookings = await sealGroupContacts(access.vault, wish.occurrences.length, customer);
  const known = bookings[0] ? customerOf(bookings[0].contact) : null;
  const command = { ...input, groupId: newId("ser"), bookings, wish: { ...wish, customer: known } };
  return askCalendar(access, (calendar, ref) => calendar.bookSeries(ref, command));
}
