import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { BookingRefusal } from "../../domain/booking/refusal.ts";
import { findService, findStaff } from "../../domain/booking/rulebook.ts";
import type { ServiceId, StaffId } from "../../domain/ids.ts";
import { toSpokenAppointment } from "./spoken-appointment.ts";
import { refuse, toSpokenSlots, type VoiceContext } from "./voice-context.ts";

/** What the caller asked for, as far as it is known: a refusal names it. */
export type Asked = { serviceId?: ServiceId; staffId?: StaffId | null };

/** A refusal of the calendar as the caller hears it, with the nearest times to go on from. */
export function refuseBooking(context: VoiceContext, refusal: BookingRefusal, asked: Asked = {}): VoiceAnswer {
  const say = context.say.refusal(refusal, namesOf(context, asked));
  if (refusal.reason === "ambiguous_appointment") {
    const appointments = refusal.candidates.map((candidate) => toSpokenAppointment(context, candidate));
    const options = appointments.map(({ spoken }) => spoken);
    return refuse(refusal.reason, say, { options, appointments });
  }
  return refuse(refusal.reason, say, { alternatives: toSpokenSlots(context, refusal.alternatives) });
}

function namesOf({ access }: VoiceContext, { serviceId, staffId }: Asked) {
  const { rules } = access;
  const service = serviceId ? findService(rules, serviceId) : undefined;
  const staff = staffId ? findStaff(rules, staffId)?.name : undefined;
  const options = service?.staffIds.flatMap((id) => findStaff(rules, id)?.name ?? []) ?? [];
  return { service: service?.name ?? null, staff: staff ?? null, options };
}
