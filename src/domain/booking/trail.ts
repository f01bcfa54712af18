import type { BranchId } from "../ids.ts";
import type { EpochMs } from "../time.ts";
import type { Appointment, CalendarEvent, LoggedEvent } from "./appointment.ts";

/** What an event of a branch's log leaves in its tenant's audit log: ids and values, nothing personal. */
export type TrailEntry = {
  seq: number;
  at: EpochMs;
  actor: string;
  requestId: string | null;
  action: string;
  subjectId: string;
  facts: Record<string, unknown>;
};
type Act = Pick<TrailEntry, "action" | "subjectId" | "facts">;

/** Nothing that customers need to be told: they come when they were to come. */
export const RESIZED = "appointment.resized";
const JOINED = "waiting";

/**
 * Null for what is no act of its own: a hold blocks time for minutes and ends in an appointment or in nothing, an import
 * and a new rulebook stand in the audit log as a whole.
 */
export function trailOf(branchId: BranchId, { event, seq, at, actor, requestId }: LoggedEvent): TrailEntry | null {
  const act = actOf(event);
  return act && { ...act, facts: { branchId, seq, ...act.facts }, seq, at, actor, requestId };
}

function actOf(event: CalendarEvent): Act | null {
  switch (event.type) {
    case "hold_placed":
    case "hold_released":
    case "appointment_imported":
    case "rulebook_changed":
      return null;
    case "appointment_rescheduled":
      return ofAppointment(event.isResize ? RESIZED : "appointment.rescheduled", event.appointment, {
        before: { startsAt: toText(event.previousStartsAt) },
      });
    case "busy_changed":
      return { action: "busy.changed", subjectId: event.calendarId, facts: {} };
    case "conflict_raised":
    case "conflict_resolved": {
      const { id, appointmentId, busyId, calendarId, start, end } = event.conflict;
      const facts = { appointmentId, busyId, calendarId, startsAt: toText(start), endsAt: toText(end) };
      return { action: nameOf(event.type), subjectId: id, facts };
    }
    case "waitlist_changed": {
      const became = event.status === JOINED ? "joined" : event.status;
      return { action: `waitlist.${became}`, subjectId: event.entryId, facts: { status: event.status } };
    }
    case "waitlist_offered": {
      const { id: holdId, serviceId, staffId, startsAt, endsAt, expiresAt } = event.hold;
      const times = { startsAt: toText(startsAt), endsAt: toText(endsAt), expiresAt: toText(expiresAt) };
      const facts = { status: "offered", offer: { holdId, serviceId, staffId, ...times } };
      return { action: "waitlist.offered", subjectId: event.entryId, facts };
    }
    default:
      return ofAppointment(nameOf(event.type), event.appointment, {});
  }
}

function ofAppointment(action: string, appointment: Appointment, more: { before?: object }): Act {
  const { id, version, source, status, serviceId, staffId, startsAt } = appointment;
  const after = { status, startsAt: toText(startsAt), serviceId, staffId };
  return { action, subjectId: id, facts: { version, channel: source.channel, ...more, after } };
}

/** `appointment_checked_in` is `appointment.checked_in`. */
function nameOf(type: CalendarEvent["type"]): string {
  return type.replace("_", ".");
}

function toText(at: EpochMs): string {
  return new Date(at).toISOString();
}
