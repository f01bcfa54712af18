import type { Appointment, ContactDetails, Source } from "../../domain/booking/appointment.ts";
import type { Idempotency } from "../../domain/booking/commands.ts";
import type { Wish } from "../../domain/booking/placement.ts";
import type { BookingRefusal } from "../../domain/booking/refusal.ts";
import type { HoldId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealContact } from "./contact.ts";

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

/** Books in one call of the branch's calendar. D1 is not asked. */
export async function bookAppointment(
  access: BranchAccess,
  { customer, ...input }: BookInput,
): Promise<Result<Appointment, BookingRefusal>> {
  const appointmentId = newId("apt");
  const contact = await sealContact(access.vault, appointmentId, customer);
  return askCalendar(access, (calendar, ref) => calendar.book(ref, { ...input, appointmentId, contact }));
}
