import { CallBroken } from "../calls/conversation.ts";
import type { Scenario } from "./script.ts";
import { greet, nothingBooked, wordsOf } from "./steps.ts";

const WAITS_SECONDS = 8;
const lines = {
  de: {
    cry: "Bei Ihnen läuft Wasser aus der Decke, ein Rohr ist gebrochen!",
    message: "Wasserrohrbruch, Wasser läuft aus der Decke.",
    waits: "Gut, ich bleibe am Apparat.",
  },
  en: {
    cry: "There is water pouring from your ceiling, a pipe has burst!",
    message: "Burst pipe, water is pouring from the ceiling.",
    waits: "All right, I'll stay on the line.",
  },
};

export const emergency: Scenario = {
  id: "emergency",
  title: { de: "Notfall", en: "Emergency" },
  summary: "Reports an emergency, which rings the rota if there is one, and waits on the line for a while.",
  async play(talk) {
    const { cry, message, waits } = lines[talk.order.language];
    await greet(talk);
    await talk.caller(cry);
    const { name, phone } = talk.order.caller;
    const reply = await talk.ask("take_message", { message, name, phone, topic: "emergency", urgency: "urgent" });
    if (!reply.ok) throw new CallBroken(`take_message refused (${reply.data.code})`);
    await talk.caller(waits);
    await talk.waits(WAITS_SECONDS);
    await talk.agent(wordsOf(talk).goodbye);
    return nothingBooked("reported an emergency", true);
  },
};
