import type { GroupAnswer } from "../../domain/booking/commands.ts";
import { customerOf } from "../../domain/booking/decide.ts";
import type { GroupRefusal } from "../../domain/booking/groups/group.ts";
import type { PackageWish } from "../../domain/booking/groups/package.ts";
import type { Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import type { GroupInput } from "./book-series.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealGroupContacts } from "./seal-group-contacts.ts";

export type PackageInput = GroupInput & { wish: Omit<PackageWish, "customer"> };

/** Books several services in a row in one call of the branch's calendar. D1 is not asked. */
export async function bookPackage(
  access: BranchAccess,
  { customer, wish, ...input }: PackageInput,
): Promise<Result<GroupAnswer, GroupRefusal>> {
  const bookings = await sealGroupContacts(access.vault, wish.items.length, customer);
  const known = bookings[0] ? customerOf(bookings[0].contact) : null;
  const command = { ...input, groupId: newId("ser"), bookings, wish: { ...wish, customer: known } };
  return askCalendar(access, (calendar, ref) => calendar.bookPackage(ref, command));
}
