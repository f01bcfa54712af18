import { CallBroken } from "../calls/conversation.ts";
import type { Scenario } from "./script.ts";
import { bookPlainly, wordsOf } from "./steps.ts";

const lines = {
  de: {
    regret: "Ach nein, ich sehe gerade, das klappt doch nicht. Können Sie den Termin bitte wieder absagen?",
    reason: "Terminkonflikt",
    thanks: "Danke, und Entschuldigung für das Hin und Her!",
  },
  en: {
    regret: "Oh no, I've just seen that I can't make it after all. Could you cancel it again, please?",
    reason: "schedule conflict",
    thanks: "Thank you, and sorry for the back and forth!",
  },
};

export const cancel: Scenario = {
  id: "cancel",
  title: { de: "Termin absagen", en: "Cancel an appointment" },
  summary: "Books, then thinks better of it and cancels.",
  async play(talk) {
    const appointment = await bookPlainly(talk);
    const { regret, reason, thanks } = lines[talk.order.language];
    await talk.caller(regret);
    const reply = await talk.ask("cancel_appointment", { appointmentId: appointment.appointmentId, reason });
    if (!reply.ok) throw new CallBroken(`cancel_appointment refused (${reply.data.code})`);
    await talk.caller(thanks);
    await talk.agent(wordsOf(talk).goodbye);
    const note = `${appointment.service}, ${appointment.spoken}: booked and cancelled again`;
    return { kind: "cancelled", intended: true, hungUpBy: "agent", appointment, note };
  },
};
