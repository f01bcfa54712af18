import type { Context } from "hono";
import { sees, sightOf } from "../domain/identity/sight.ts";
import type { AppointmentId, CalendarId, StaffId } from "../domain/ids.ts";
import { type FoundAppointment, findBranchOf } from "../use-cases/booking/find-branch-of.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";

/** Whoever sees their own calendar alone has named another, or has none: `answerFault` makes a 403 of this. */
export class OtherCalendar extends Error {}

/** Whom a wish is for: whoever has one calendar alone means that one. Null: whoever is free. Throws `OtherCalendar`. */
export function meantStaff(c: Context<AppEnv>, wanted: StaffId | null | undefined): StaffId | null {
  const only = onlyStaff(c);
  if (only !== null && wanted && wanted !== only) throw new OtherCalendar(wanted);
  return only ?? wanted ?? null;
}

/** The one calendar that the actor sees; null when they see all. Throws `OtherCalendar` when they see none. */
export function onlyStaff(c: Context<AppEnv>): StaffId | null {
  const sight = sightOf(tenantActor(c));
  if (sight === "all") return null;
  if (sight.staffId === null) throw new OtherCalendar("none");
  return sight.staffId;
}

/** Their own calendar alone, and they have none yet: a list of theirs is empty. */
export function seesNobody(c: Context<AppEnv>): boolean {
  const sight = sightOf(tenantActor(c));
  return sight !== "all" && sight.staffId === null;
}

/** Throws `OtherCalendar` unless the actor sees this one. */
export function requireSeen(c: Context<AppEnv>, calendarId: CalendarId): void {
  if (!sees(sightOf(tenantActor(c)), calendarId)) throw new OtherCalendar(calendarId);
}

/** An appointment that the actor sees. Another's is none. */
export async function findSeen(c: Context<AppEnv>, id: AppointmentId): Promise<FoundAppointment | null> {
  const actor = tenantActor(c);
  const found = await findBranchOf(c.env, c.executionCtx, actor.tenantId, id);
  return found && sees(sightOf(actor), found.appointment.staffId) ? found : null;
}
