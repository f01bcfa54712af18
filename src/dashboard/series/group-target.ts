import type { AppointmentView } from "../../contracts/booking.ts";

export type Scope = "one" | "following" | "all";
/** `appointment`: the one that is meant, or the first of those that are. `standing`: all that are still to come. */
export type GroupTarget = {
  seriesId: string;
  appointment: AppointmentView;
  scopes: readonly Scope[];
  standing: readonly AppointmentView[];
};

/** How many of them a change is about. */
export function countMeant({ appointment, standing }: GroupTarget, scope: Scope): number {
  if (scope === "one") return 1;
  if (scope === "all") return standing.length;
  return standing.filter(({ startsAt }) => Date.parse(startsAt) >= Date.parse(appointment.startsAt)).length;
}

/** As the API takes it. */
export function targetOf({ appointment }: GroupTarget, scope: Scope) {
  return scope === "all" ? { scope } : { scope, fromAppointmentId: appointment.id as string };
}
