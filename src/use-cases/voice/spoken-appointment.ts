import type { Appointment } from "../../domain/booking/appointment.ts";
import { findService, findStaff } from "../../domain/booking/rulebook.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { speakTime } from "../../domain/voice/spoken-time.ts";
import type { VoiceContext } from "./voice-context.ts";

/** An appointment as the model sees it. A service or member that was archived since has no name any more. */
export function toSpokenAppointment({ access, speech }: VoiceContext, appointment: Appointment) {
  const { rules } = access;
  return {
    appointmentId: appointment.id,
    service: findService(rules, appointment.serviceId)?.name ?? "",
    staff: findStaff(rules, appointment.staffId)?.name ?? "",
    startsAt: toRfc3339(rules.timeZone, appointment.startsAt),
    spoken: speakTime(appointment.startsAt, speech),
  };
}
