import type { VoiceAnswer } from "../../../contracts/voice.ts";
import { askCalendar } from "../../booking/branch-access.ts";
import { toSpokenAppointment } from "../spoken-appointment.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";

/** Upcoming appointments of the number on the line, and of no other. */
export async function findAppointments(context: VoiceContext): Promise<VoiceAnswer> {
  const { access, say } = context;
  const callerIndex = await context.callerIndex();
  if (!callerIndex) return refuse("caller_unknown", say.numberWithheld());
  const found = await askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, callerIndex));
  const appointments = found.map((appointment) => toSpokenAppointment(context, appointment));
  const spoken = appointments.map((appointment) => ({ ...appointment, startsAt: Date.parse(appointment.startsAt) }));
  return { ok: true, say: say.found(spoken), data: { appointments } };
}
