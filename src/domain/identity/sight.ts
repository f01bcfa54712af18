import type { CalendarEvent } from "../booking/appointment.ts";
import type { CalendarId, StaffId } from "../ids.ts";
import type { Actor } from "./actor.ts";

/** Whose appointments somebody sees: everybody's, or one member's. Null: nobody's, until they are linked to a member. */
export type Sight = "all" | { staffId: StaffId | null };

export function sightOf(actor: Actor): Sight {
  return actor.kind === "user" ? actor.sight : "all";
}

export function sees(sight: Sight, calendarId: CalendarId | null): boolean {
  return sight === "all" || (calendarId !== null && calendarId === sight.staffId);
}

/** May a viewer be told what happened on the branch's calendar? What is not about one calendar must be ids alone. */
export function seesEvent(sight: Sight, event: CalendarEvent): boolean {
  if ("appointment" in event) return sees(sight, event.appointment.staffId);
  if ("hold" in event) return sees(sight, event.hold.staffId);
  if ("conflict" in event) return sees(sight, event.conflict.calendarId);
  if ("calendarId" in event) return sees(sight, event.calendarId);
  return sight === "all" || event.type === "hold_released" || event.type === "rulebook_changed";
}
