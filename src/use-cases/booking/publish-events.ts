import { type FeedEntry, tenantFeed } from "../../../durable-objects/stubs.ts";
import type { EventsMessage } from "../../contracts/queue-messages.ts";

/** Tells one tenant's live viewers of changes on its calendars, in one call of the feed. Safe to repeat. */
export async function publishAppointmentEvents(env: Env, messages: readonly EventsMessage[]): Promise<void> {
  const [first] = messages;
  if (first) await tenantFeed(env, first.tenantId).publish(messages.flatMap(toEntries));
}

function toEntries({ branchId, events, notices }: EventsMessage): FeedEntry[] {
  const changes = events.map(({ type, seq, at, appointmentId, callId, staffId, requestId = null }) => ({
    key: `${branchId}/${seq}`,
    at,
    staffId,
    requestId,
    event: { type, appointmentId, branchId, callId },
  }));
  const others = notices.map(({ seq, at, notice, requestId = null }) => ({
    key: `${branchId}/${seq}`,
    at,
    requestId,
    event: { ...notice, branchId },
  }));
  return [...changes, ...others].sort((a, b) => a.at - b.at);
}
