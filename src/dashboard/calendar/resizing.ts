import type { AppointmentView } from "../../contracts/booking.ts";

type Timed = Pick<AppointmentView, "startsAt" | "endsAt">;

const MINUTE = 60_000;
const STEP = 15;
/** What the calendar takes, in minutes. */
export const SHORTEST = 5;
export const LONGEST = 720;

export function minutesOf({ startsAt, endsAt }: Timed): number {
  return Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE);
}

/** So many steps longer or shorter, on the quarter hour; at least one step is left. */
export function steppedMinutes(minutes: number, steps: -1 | 0 | 1): number {
  const whole =
    steps === 1 ? Math.floor(minutes / STEP) : steps === -1 ? Math.ceil(minutes / STEP) : Math.round(minutes / STEP);
  return Math.min(LONGEST, Math.max(STEP, (whole + steps) * STEP));
}

export function resized<T extends Timed>(appointment: T, minutes: number): T {
  return { ...appointment, endsAt: new Date(Date.parse(appointment.startsAt) + minutes * MINUTE).toISOString() };
}
