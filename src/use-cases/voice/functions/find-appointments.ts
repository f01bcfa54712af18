import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { askCalendar } from "../../booking/branch-access.ts";
import { toSpokenAppointment } from "../spoken-appointment.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";
import { provenIndex } from "./verify-number.ts";

type Args = z.infer<typeof voiceFunctions.find_appointments>;

/** Upcoming appointments of the number on the line, or of one that was proven in this call, and of no other. */
export async function findAppointments(context: VoiceContext, { verificationId }: Args): Promise<VoiceAnswer> {
  const { access, say } = context;
  const callerIndex = await provenIndex(context, verificationId);
  if (!callerIndex) return refuse("caller_unknown", say.numberWithheld());
  const found = await askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, callerIndex));
  const appointments = found.map((appointment) => toSpokenAppointment(context, appointment));
  const spoken = appointments.map((appointment) => ({ ...appointment, startsAt: Date.parse(appointment.startsAt) }));
  return { ok: true, say: say.found(spoken), data: { appointments } };
}
