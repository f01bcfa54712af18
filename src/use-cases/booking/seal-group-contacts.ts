import type { Vault } from "../../db/vault.ts";
import type { ContactDetails } from "../../domain/booking/appointment.ts";
import { customerOf } from "../../domain/booking/decide.ts";
import type { GroupBooking } from "../../domain/booking/groups/group.ts";
import { newId } from "../new-id.ts";
import type { BranchAccess } from "./branch-access.ts";
import { sealContact } from "./contact.ts";
import { type BookedServices, knownNumber } from "./known-number.ts";

/** Ids and sealed contacts for so many appointments of one customer, who becomes one customer row. */
export async function sealGroupContacts(
  vault: Vault,
  count: number,
  customer: ContactDetails,
): Promise<GroupBooking["bookings"]> {
  const bookings = await Promise.all(
    Array.from({ length: count }, async () => {
      const appointmentId = newId("apt");
      return { appointmentId, contact: await sealContact(vault, appointmentId, customer) };
    }),
  );
  const [first] = bookings;
  if (!first) return [];
  const { customerId, sealedForCustomer } = first.contact;
  return bookings.map((booking) => ({ ...booking, contact: { ...booking.contact, customerId, sealedForCustomer } }));
}

/** The same, and who they are to caps. */
export async function sealBooker(
  access: BranchAccess,
  booked: BookedServices,
  count: number,
  details: ContactDetails,
): Promise<Pick<GroupBooking, "bookings"> & { customer: string | null }> {
  const bookings = await sealGroupContacts(access.vault, count, details);
  const [first] = bookings;
  if (!first) return { bookings, customer: null };
  const known = await knownNumber(access, booked, first.contact);
  return {
    bookings: bookings.map((booking) => ({ ...booking, contact: { ...booking.contact, ...known } })),
    customer: customerOf({ ...first.contact, ...known }),
  };
}
