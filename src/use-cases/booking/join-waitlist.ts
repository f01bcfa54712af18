import type { ContactDetails } from "../../domain/booking/appointment.ts";
import type { Idempotency } from "../../domain/booking/commands.ts";
import type { WaitlistAnswers, WaitlistEntry } from "../../domain/booking/waitlist.ts";
import { ok, type Result } from "../../domain/result.ts";
import { newId } from "../new-id.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealContact } from "./contact.ts";
import { idOfRequest } from "./id-of-request.ts";
import { knownNumber } from "./known-number.ts";

type JoinRefusal = Extract<WaitlistAnswers["join"], { ok: false }>["error"];
type JoinInput = Pick<WaitlistEntry, "serviceId" | "staffId" | "window" | "partySize" | "language" | "source"> & {
  customer: ContactDetails;
  actor: string;
  idempotency: Idempotency;
};

/** `isNew`: not when they waited for the same already, and now do so for the times of both. */
type Joined = { entry: WaitlistEntry; isNew: boolean };

/** Joins in one call of the branch's calendar. The contact is sealed for the appointment that it may become. */
export async function joinWaitlist(
  access: BranchAccess,
  { customer, actor, idempotency, ...wish }: JoinInput,
): Promise<Result<Joined, JoinRefusal>> {
  const id = await idOfRequest("wai", idempotency);
  const appointmentId = newId("apt");
  const sealed = await sealContact(access.vault, appointmentId, customer);
  const known = await knownNumber(access, { serviceIds: [wish.serviceId], source: wish.source }, sealed);
  const { fingerprint, requestId = null } = idempotency;
  const entry = { ...wish, id, appointmentId, contact: { ...sealed, ...known } };
  const command = { entry, fingerprint, actor, requestId };
  const joined = await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "join", command));
  return joined.ok ? ok({ entry: joined.value, isNew: joined.value.id === id }) : joined;
}
