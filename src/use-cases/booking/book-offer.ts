import { openContact } from "../../db/booking-views.ts";
import type { ContactDetails } from "../../domain/booking/appointment.ts";
import type { WaitlistAnswers, WaitlistCommands, WaitlistEntry } from "../../domain/booking/waitlist.ts";
import { err } from "../../domain/result.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealDetails } from "./contact.ts";

type By = Omit<WaitlistCommands["book"], "entryId" | "sealed">;

/** Books what somebody who waited was offered, with what they answered to the questions of the service. */
export async function bookOffer(
  access: BranchAccess,
  { id: entryId, appointmentId, contact, status }: WaitlistEntry,
  answers: NonNullable<ContactDetails["answers"]>,
  by: By,
): Promise<WaitlistAnswers["book"]> {
  // Offered since: nobody has looked at the answers.
  if (status !== "offered" && status !== "booked") return err({ reason: "not_offered", status });
  const withAnswers = async () => {
    const details = await openContact(access.vault, appointmentId, contact.sealed);
    return sealDetails(access.vault, appointmentId, { ...details, answers });
  };
  const sealed = Object.keys(answers).length > 0 ? await withAnswers() : null;
  return askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "book", { ...by, entryId, sealed }));
}
