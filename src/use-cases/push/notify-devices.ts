import type { EventsMessage, JobMessage } from "../../contracts/queue-messages.ts";
import { appointmentId, userId } from "../../domain/ids.ts";
import { pushPublicKey } from "../../providers/push/web-push.ts";

/** More bookings at once are told as a number. */
export const MAX_TOLD = 20;

/** Wakes whoever tells devices of what others than the desk booked or asked for: one message a drain, no statement. */
export async function notifyDevices(env: Env, group: readonly EventsMessage[]): Promise<void> {
  const [first] = group;
  if (!first || pushPublicKey(env) === null) return;
  const booked = group
    .flatMap(({ trail }) => trail)
    .filter((entry) => isBooking(entry) || isMoveRequest(entry))
    .map(({ subjectId }) => appointmentId.parse(subjectId));
  if (booked.length === 0) return;
  const message = { type: "send_push", tenantId: first.tenantId, appointmentIds: booked.slice(0, MAX_TOLD) } as const;
  await env.JOBS.send(message satisfies JobMessage);
}

type Entry = EventsMessage["trail"][number];

function isBooking({ action, facts }: Entry): boolean {
  return action === "appointment.booked" && facts["channel"] !== "dashboard";
}

/** Moved by others than a user, and waiting for an answer at its new time. */
function isMoveRequest({ action, actor, facts }: Entry): boolean {
  const { status } = (facts["after"] ?? {}) as { status?: unknown }; // of the trail of a branch
  return action === "appointment.rescheduled" && status === "pending" && !userId.safeParse(actor).success;
}
