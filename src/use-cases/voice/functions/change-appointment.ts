import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import type { AppointmentTarget } from "../../../domain/booking/commands.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { appointmentId } from "../../../domain/ids.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import type { Window } from "../../../domain/voice/when.ts";
import { askCalendar } from "../../booking/branch-access.ts";
import { sealReason } from "../../booking/seal-reason.ts";
import { offerInstead } from "../offer-slots.ts";
import { refuseBooking } from "../refuse-booking.ts";
import { toSpokenAppointment } from "../spoken-appointment.ts";
import { startOf, understandStaff, understandWhen } from "../understand.ts";
import { callIdempotency, type Refused, refuse, refused, type VoiceContext } from "../voice-context.ts";
import { provenIndex } from "./verify-number.ts";

type RescheduleArgs = z.infer<typeof voiceFunctions.reschedule_appointment>;
type CancelArgs = z.infer<typeof voiceFunctions.cancel_appointment>;

export async function rescheduleAppointment(context: VoiceContext, args: RescheduleArgs): Promise<VoiceAnswer> {
  const target = await readTarget(context, args);
  if (!target.ok) return target.error;
  const staff = understandStaff(context, args.staff);
  if (!staff.ok) return staff.error;
  const when = understandWhen(context, args);
  if (!when.ok) return when.error;
  if (!when.value) return refuse("time_needed", context.say.ask("when"));
  const start = startOf(when.value);
  if (!start.ok) return offerTimes(context, target.value, start.error);

  const { access, speech, say } = context;
  const callId = await context.callId();
  const wanted = { target: target.value, startsAt: start.value, staffId: staff.value?.id ?? null };
  const idempotency = await callIdempotency(callId, "reschedule_appointment", wanted);
  const command = { ...wanted, isByCustomer: true, actor: callId, idempotency };
  const moved = await askCalendar(access, (calendar, ref) => calendar.reschedule(ref, command));
  if (!moved.ok) return refuseBooking(context, moved.error);
  const { appointmentId, service, staff: who, startsAt, spoken } = toSpokenAppointment(context, moved.value);
  const { status } = moved.value;
  const told = status === "pending" ? say.moveRequested : say.rescheduled;
  return {
    ok: true,
    say: told({ service, staff: who, startsAt: moved.value.startsAt }),
    data: {
      appointmentId,
      startsAt,
      endsAt: toRfc3339(speech.timeZone, moved.value.endsAt),
      timeZone: speech.timeZone,
      spoken,
      status,
    },
  };
}

export async function cancelAppointment(context: VoiceContext, args: CancelArgs): Promise<VoiceAnswer> {
  const target = await readTarget(context, args);
  if (!target.ok) return target.error;
  const { access, say } = context;
  const callId = await context.callId();
  const wanted = { target: target.value, reason: args.reason ?? null };
  const idempotency = await callIdempotency(callId, "cancel_appointment", wanted);
  const row = target.value.appointmentId ?? access.ref.branchId;
  const reason = await sealReason(access.vault, row, wanted.reason);
  const command = { ...wanted, reason, actor: callId, idempotency };
  const cancelled = await askCalendar(access, (calendar, ref) => calendar.cancel(ref, command));
  if (!cancelled.ok) return refuseBooking(context, cancelled.error);
  const { appointmentId, service, startsAt, spoken } = toSpokenAppointment(context, cancelled.value);
  return {
    ok: true,
    say: say.cancelled({ service, startsAt: cancelled.value.startsAt }),
    data: { appointmentId, startsAt, spoken },
  };
}

/** Only what is booked under the number on the line, or under another one that was proven in this call. */
async function readTarget(
  context: VoiceContext,
  { appointmentId: text, verificationId }: { appointmentId?: string | undefined; verificationId?: string | undefined },
): Promise<{ ok: true; value: AppointmentTarget & { phoneIndex: string } } | Refused> {
  const callerIndex = await provenIndex(context, verificationId);
  if (!callerIndex) return refused("caller_unknown", context.say.numberWithheld());
  const parsed = text ? appointmentId.safeParse(text) : null;
  // Models mistype ids: then the caller's only upcoming appointment is meant, or the calendar asks which.
  return { ok: true, value: { appointmentId: parsed?.data ?? null, phoneIndex: callerIndex } };
}

/** "Sometime on Friday" needs a time first: what is free then for the same service. */
async function offerTimes(
  context: VoiceContext,
  target: AppointmentTarget & { phoneIndex: string },
  window: Window,
): Promise<VoiceAnswer> {
  const { access } = context;
  const upcoming = await askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, target.phoneIndex));
  const meant = upcoming.filter(({ id }) => target.appointmentId === null || id === target.appointmentId);
  // Times of the wrong service would not help: which one is asked first.
  if (meant.length > 1) {
    return refuseBooking(context, { reason: "ambiguous_appointment", candidates: meant, alternatives: [] });
  }
  const [appointment] = meant;
  const service = appointment && findService(access.rules, appointment.serviceId);
  if (!service) return refuseBooking(context, { reason: "appointment_not_found", alternatives: [] });
  return offerInstead(context, { service, staff: null, window }, "time_needed");
}
