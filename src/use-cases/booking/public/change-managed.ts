import type { Appointment } from "../../../domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import { ok, type Result } from "../../../domain/result.ts";
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

/** Once it is called off, by whomever, a click that comes late has what it wanted. */
export async function cancelManaged(managed: Managed, reason: string | null): Changed {
  if (managed.appointment.status === "cancelled") return ok(managed.appointment);
  const by = await commandOf(managed, "cancel", reason);
  const { access, appointment } = managed;
  const wanted = { target: targetOf(managed), reason: await sealReason(access.vault, appointment.id, reason) };
  return askCalendar(access, (calendar, ref) => calendar.cancel(ref, { ...by, ...wanted }));
}

/** Clicks that come at once are one command; what comes later to the same end changes nothing. */
async function commandOf({ appointment, linkHash }: Managed, action: string, input: unknown) {
  const key = `${appointment.version}|${JSON.stringify(input)}`;
  return { actor: "web", idempotency: await idempotencyOf("api", { by: `link|${linkHash}`, action, key, input }) };
}

/** The link is the permission, so no number needs to match. */
function targetOf({ appointment }: Managed) {
  return { appointmentId: appointment.id, phoneIndex: null };
}
