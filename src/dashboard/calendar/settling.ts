import type { AppointmentView } from "../../contracts/booking.ts";

/** What can be done with an appointment as it stands: the last part of the route that does it. */
export type SettleAction = "accept" | "decline" | "check-in" | "complete" | "no-show";

type Settled = Pick<AppointmentView, "status" | "startsAt" | "endsAt" | "checkedInAt" | "approvalExpiresAt">;

const EARLY_CHECK_IN_MS = 2 * 3_600_000;

export function actionsFor(appointment: Settled, now: number): SettleAction[] {
  const { status, checkedInAt, approvalExpiresAt } = appointment;
  const startsAt = Date.parse(appointment.startsAt);
  const isOpen = approvalExpiresAt === null || Date.parse(approvalExpiresAt) > now;
  if (status === "pending") return isOpen ? ["accept", "decline"] : [];
  if (now < startsAt - EARLY_CHECK_IN_MS) return [];
  // A slip of the finger can be put right.
  if (status === "no_show") return ["complete"];
  if (status === "completed") return checkedInAt === null ? ["no-show"] : [];
  if (status !== "confirmed") return [];
  const arrival: SettleAction[] = checkedInAt === null ? ["check-in"] : [];
  if (now < startsAt) return arrival;
  return checkedInAt === null ? [...arrival, "complete", "no-show"] : ["complete"];
}

/** It is over, and nobody has said that the customer came. */
export function looksMissed({ status, endsAt, checkedInAt }: Settled, now: number): boolean {
  return status === "confirmed" && checkedInAt === null && Date.parse(endsAt) <= now;
}

/** Moved and cancelled is what still lies ahead. */
export function canMove({ status, startsAt }: Pick<AppointmentView, "status" | "startsAt">, now: number): boolean {
  return status === "confirmed" && Date.parse(startsAt) > now;
}
