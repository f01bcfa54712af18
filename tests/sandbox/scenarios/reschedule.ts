import { CallBroken, type Conversation, type Slot } from "../calls/conversation.ts";
import type { BookedAppointment } from "../calls/events.ts";
import type { Scenario } from "./script.ts";
import { bookPlainly, findSlots, partFriendly, wordsOf } from "./steps.ts";

const changeOfMind = {
  de: (when: string) => `Oh, Moment, da habe ich ja schon etwas vor. Ginge es auch ${when}?`,
  en: (when: string) => `Oh, hang on, I'm busy then. Could we make it ${when} instead?`,
};

export const reschedule: Scenario = {
  id: "reschedule",
  title: { de: "Termin verschieben", en: "Move an appointment" },
  summary: "Books, remembers another engagement and moves the appointment.",
  async play(talk) {
    const first = await bookPlainly(talk);
    const when = wordsOf(talk).laterTimes[0];
    await talk.caller(changeOfMind[talk.order.language](when));
    const found = await talk.ask("find_appointments", {});
    const known = found.ok && found.data.appointments.some((one) => one.appointmentId === first.appointmentId);
    if (!known) throw new CallBroken("find_appointments does not know the appointment just booked");
    const offer = await findSlots(talk, { service: first.wished, when });
    const other = offer.slots.find((slot) => !sameTime(slot.startsAt, first.startsAt));
    if (!other) throw new CallBroken("no other time was offered");
    await talk.caller(wordsOf(talk).takes(other.spoken));
    const appointment = await move(talk, first, other);
    await partFriendly(talk);
    const note = `${appointment.service} moved from ${first.spoken} to ${appointment.spoken}`;
    const intended = !sameTime(appointment.startsAt, first.startsAt);
    return { kind: "rescheduled", intended, hungUpBy: "agent", appointment, note };
  },
};

async function move(talk: Conversation, booked: BookedAppointment, slot: Slot): Promise<BookedAppointment> {
  const { appointmentId, service, staff } = booked;
  const reply = await talk.ask("reschedule_appointment", { appointmentId, startsAt: slot.startsAt });
  if (reply.ok) return { ...reply.data, service, staff };
  const alternative = reply.data.alternatives?.[0];
  if (!alternative) throw new CallBroken(`reschedule_appointment refused (${reply.data.code}) without alternatives`);
  await talk.caller(wordsOf(talk).takesInstead(alternative.spoken));
  const second = await talk.ask("reschedule_appointment", { appointmentId, startsAt: alternative.startsAt });
  if (!second.ok) throw new CallBroken(`reschedule_appointment refused twice (${second.data.code})`);
  return { ...second.data, service, staff };
}

function sameTime(a: string, b: string): boolean {
  return Date.parse(a) === Date.parse(b);
}
