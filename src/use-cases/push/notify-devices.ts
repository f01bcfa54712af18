import type { EventsMessage, JobMessage } from "../../contracts/queue-messages.ts";
import { appointmentId } from "../../domain/ids.ts";
import { pushPublicKey } from "../../providers/push/web-push.ts";

/** More bookings at once are told as a number. */
export const MAX_TOLD = 20;

/** Wakes whoever tells devices of what was booked by others than the desk: one message a drain, no statement. */
export async function notifyDevices(env: Env, group: readonly EventsMessage[]): Promise<void> {
  const [first] = group;
  if (!first || pushPublicKey(env) === null) return;
  const booked = group
    .flatMap(({ trail }) => trail)
    .filter(({ action, facts }) => action === "appointment.booked" && facts["channel"] !== "dashboard")
    .map(({ subjectId }) => appointmentId.parse(subjectId));
  if (booked.length === 0) return;
  const message = { type: "send_push", tenantId: first.tenantId, appointmentIds: booked.slice(0, MAX_TOLD) } as const;
  await env.JOBS.send(message satisfies JobMessage);
}
