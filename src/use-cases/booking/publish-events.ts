import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { EventMessage } from "../../contracts/queue-messages.ts";

/** Tells one tenant's live viewers of changes on its calendars, in one call of the feed. Safe to repeat. */
export async function publishAppointmentEvents(env: Env, messages: readonly EventMessage[]): Promise<void> {
  const [first] = messages;
  if (first) await tenantFeed(env, first.tenantId).publish(messages.map(toEntry));
}

function toEntry({ type, branchId, seq, at, appointmentId, callId }: EventMessage) {
  return { key: `${branchId}/${seq}`, at, event: { type, appointmentId, branchId, callId } };
}
