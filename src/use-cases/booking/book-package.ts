import type { GroupAnswer } from "../../domain/booking/commands.ts";
import type { GroupRefusal } from "../../domain/booking/groups/group.ts";
import type { PackageWish } from "../../domain/booking/groups/package.ts";
import type { Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import type { GroupInput } from "./book-series.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealBooker } from "./seal-group-contacts.ts";

export type PackageInput = GroupInput & { wish: Omit<PackageWish, "customer"> };

/** Books several services in a row in one call of the branch's calendar. D1 is asked for a `knownNumber` alone. */
export async function bookPackage(
  access: BranchAccess,
  { customer, wish, ...input }: PackageInput,
): Promise<Result<GroupAnswer, GroupRefusal>> {
  const asked = { serviceIds: wish.items.map((item) => item.serviceId), source: input.source };
  const booker = await sealBooker(access, asked, wish.items.length, customer);
  const wanted = { ...wish, customer: booker.customer };
  const command = { ...input, groupId: newId("ser"), bookings: booker.bookings, wish: wanted };
  return askCalendar(access, (calendar, ref) => calendar.bookPackage(ref, command));
}
