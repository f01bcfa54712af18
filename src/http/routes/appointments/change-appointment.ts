import type { Context } from "hono";
import type { Calendar } from "../../../../durable-objects/stubs.ts";
import type { AppointmentView } from "../../../contracts/booking.ts";
import { toAppointmentView } from "../../../db/booking-views.ts";
import type { Vault } from "../../../db/vault.ts";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import type { BranchRef, Idempotency } from "../../../domain/booking/commands.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import type { AppointmentId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { askCalendar, viewContextOf } from "../../../use-cases/booking/branch-access.ts";
import type { FoundAppointment } from "../../../use-cases/booking/find-branch-of.ts";
import { notFound } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { bookingProblem } from "../../booking-problem.ts";
import { commandBy } from "../../idempotency-key.ts";
import { findSeen } from "../../own-calendar.ts";
import { problemResponse } from "../../problem.ts";

type Change = { appointmentId: AppointmentId; action: string; input: unknown };
type By = { actor: string; idempotency: Idempotency };
type Ask = (calendar: Calendar, ref: BranchRef, by: By, vault: Vault) => Promise<Result<Appointment, BookingRefusal>>;
type Problem = ReturnType<typeof problemResponse>;

/** Finds an appointment and has its calendar carry out a command on it. Fails with the answer to give. */
export async function changeAppointment(
  c: Context<AppEnv>,
  { appointmentId, action, input }: Change,
  ask: Ask,
): Promise<Result<FoundAppointment, Problem>> {
  const found = await findSeen(c, appointmentId);
  if (!found) return err(notFound(c, "appointment"));
  const by = await commandBy(c, `${action} ${appointmentId}`, input);
  const changed = await askCalendar(found.access, (calendar, ref) => ask(calendar, ref, by, found.access.vault));
  if (!changed.ok) return err(problemResponse(c, bookingProblem(changed.error, found.access.rules.timeZone)));
  return ok({ ...found, appointment: changed.value });
}

export function viewOf({ appointment, access, customerId }: FoundAppointment): Promise<AppointmentView> {
  return toAppointmentView(appointment, viewContextOf(access), customerId);
}
