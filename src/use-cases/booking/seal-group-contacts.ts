import type { Vault } from "../../db/vault.ts";
import type { ContactDetails } from "../../domain/booking/appointment.ts";
import type { GroupBooking } from "../../domain/booking/groups/group.ts";
import { newId } from "../new-id.ts";
import { sealContact } from "./contact.ts";

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
