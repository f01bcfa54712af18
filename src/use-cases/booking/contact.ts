import type { Vault } from "../../db/vault.ts";
import type { BookingContact, ContactDetails } from "../../domain/booking/appointment.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import { newId } from "../new-id.ts";

/** Seals what is known of the customer for the appointment and for the customer row it may create. */
export async function sealContact(
  vault: Vault,
  appointmentId: AppointmentId,
  details: ContactDetails,
): Promise<BookingContact> {
  const customerId = newId("cus");
  const { notes: _notes, answers: _answers, ...lasting } = details; // these belong to the one appointment
  const [sealed, sealedForCustomer, phoneIndex, emailIndex] = await Promise.all([
    sealDetails(vault, appointmentId, details),
    vault.seal({ purpose: "customer.contact", row: customerId }, JSON.stringify({ ...lasting, notes: null })),
    details.phone ? vault.phoneIndex(details.phone) : null,
    details.email ? vault.emailIndex(details.email) : null,
  ]);
  return { customerId, phoneIndex, emailIndex, sealed, sealedForCustomer };
}

/** Seals them for the appointment alone. */
export function sealDetails(vault: Vault, appointmentId: AppointmentId, details: ContactDetails): Promise<string> {
  return vault.seal({ purpose: "appointment.contact", row: appointmentId }, JSON.stringify(details));
}
