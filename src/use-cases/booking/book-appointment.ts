import type { Appointment, ContactDetails, Source } from "../../domain/booking/appointment.ts";
import type { Idempotency } from "../../domain/booking/commands.ts";
import type { Wish } from "../../domain/booking/placement.ts";
import type { BookingRefusal } from "../../domain/booking/refusal.ts";
import type { HoldId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { ok, type Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { askInText, type BranchAccess } from "./branch-access.ts";
import { sealContact } from "./contact.ts";
import { knownNumber } from "./known-number.ts";

export type BookInput = {
  wish: Wish;
  holdId: HoldId | null;
  /** Who placed the hold, when there is one. */
  holder: string;
  actor: string;
  customer: ContactDetails;
  source: Source;
  language: Language;
  idempotency: Idempotency;
};

/** `customer` is null in the answer to a repeated request: what was sealed then need not be what is said now. */
export type Booked = { appointment: Appointment; customer: ContactDetails | null };

/** Books in one call of the branch's calendar. D1 is asked for a `knownNumber` alone. */
export async function bookAppointment(
  access: BranchAccess,
  { customer, ...input }: BookInput,
): Promise<Result<Booked, BookingRefusal>> {
  const appointmentId = newId("apt");
  const sealed = await sealContact(access.vault, appointmentId, customer);
  const known = await knownNumber(access, { serviceIds: [input.wish.serviceId], source: input.source }, sealed);
  const contact = { ...sealed, ...known };
  const booked = await askInText(access, "book", { ...input, appointmentId, contact });
  if (!booked.ok) return booked;
  const appointment = booked.value;
  return ok({ appointment, customer: appointment.id === appointmentId ? customer : null });
}
