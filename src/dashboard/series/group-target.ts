import type { AppointmentView } from "../../contracts/booking.ts";

export type Scope = "one" | "following" | "all";
/** `appointment`: the one that is meant, or the first of those that are. */
export type GroupTarget = { seriesId: string; appointment: AppointmentView; scopes: readonly Scope[] };

/** As the API takes it. */
export function targetOf({ appointment }: GroupTarget, scope: Scope) {
  return scope === "all" ? { scope } : { scope, fromAppointmentId: appointment.id as string };
}
