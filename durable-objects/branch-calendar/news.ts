import type { CalendarNotice } from "../../src/contracts/live.ts";
import type { EventsMessage } from "../../src/contracts/queue-messages.ts";
import type { CalendarEvent, LoggedEvent } from "../../src/domain/booking/appointment.ts";
import type { FeedEntry } from "../stubs.ts";

/** Others are told what happened, not what was taken over: an import is no news. */
export function toNews({ seq, at, event, requestId }: LoggedEvent): EventsMessage["events"] {
  if (!("appointment" in event) || event.type === "appointment_imported") return [];
  const { id: appointmentId, source, staffId, status } = event.appointment;
  const news = { type: event.type, seq, at, appointmentId, callId: source.callId, staffId, status };
  return [{ ...news, ...(requestId ? { requestId } : {}) }];
}

/** The rest of the log is for the branch's own viewers. */
export function toNotice({ seq, at, event, requestId }: LoggedEvent): EventsMessage["notices"] {
  const notice = noticeOf(event);
  return notice ? [{ seq, at, notice, ...(requestId ? { requestId } : {}) }] : [];
}

function noticeOf(event: CalendarEvent): CalendarNotice | null {
  switch (event.type) {
    case "waitlist_offered":
    case "waitlist_changed":
      return { type: event.type, entryId: event.entryId };
    case "conflict_raised":
    case "conflict_resolved":
      return { type: event.type, conflictId: event.conflict.id };
    default:
      return null;
  }
}

/** The same for the tenant's live viewers, under keys that make a repeated delivery harmless. */
export function feedEntries({ branchId, events, notices }: EventsMessage): FeedEntry[] {
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
