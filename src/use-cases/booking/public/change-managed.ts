import type { Appointment } from "../../../domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import type { Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { askCalendar } from "../branch-access.ts";
import { idempotencyOf } from "../idempotency.ts";
import { sealReason } from "../seal-reason.ts";
import type { Managed } from "./manage-link.ts";

type Changed = Promise<Result<Appointment, BookingRefusal>>;

/** Takes the new time and gives up the old one in one step. All rules count, approval too: customers override nothing. */
export async function moveManaged(managed: Managed, startsAt: EpochMs): Changed {
  const by = await commandOf(managed, "move", startsAt);
  const wanted = { target: targetOf(managed), startsAt, staffId: null, isOverride: false, isByCustomer: true };
  return askCalendar(managed.access, (calendar, ref) => calendar.reschedule(ref, { ...by, ...wanted }));
}

export async function cancelManaged(managed: Managed, reason: string | null): Changed {
  const by = await commandOf(managed, "cancel", reason);
  const { access, appointment } = managed;
  const wanted = { target: targetOf(managed), reason: await sealReason(access.vault, appointment.id, reason) };
  return askCalendar(access, (calendar, ref) => calendar.cancel(ref, { ...by, ...wanted }));
}

/** A second click on what the same page showed is the same command. */
async function commandOf({ appointment, linkHash }: Managed, action: string, input: unknown) {
  const key = `${appointment.version}|${JSON.stringify(input)}`;
  return { actor: "web", idempotency: await idempotencyOf("api", { by: `link|${linkHash}`, action, key, input }) };
}

/** The link is the permission, so no number needs to match. */
function targetOf({ appointment }: Managed) {
  return { appointmentId: appointment.id, phoneIndex: null };
}
