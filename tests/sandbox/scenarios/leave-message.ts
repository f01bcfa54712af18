import { CallBroken } from "../calls/conversation.ts";
import type { Scenario } from "./script.ts";
import { greet, nothingBooked, wordsOf } from "./steps.ts";

const lines = {
  de: {
    ask: "Guten Tag, eine Frage: Wo kann ich bei Ihnen parken?",
    question: "Wo kann ich bei Ihnen parken?",
    leave: "Und richten Sie bitte aus, dass ich wegen meiner Rechnung zurückgerufen werden möchte.",
    message: "Bittet um Rückruf wegen der Rechnung.",
    right: "Ja, die Nummer stimmt. Vielen Dank!",
  },
  en: {
    ask: "Hello, a question: where can I park at your place?",
    question: "Where can I park at your place?",
    leave: "And please pass on that I'd like to be called back about my invoice.",
    message: "Asks to be called back about the invoice.",
    right: "Yes, that number is right. Thank you!",
  },
};

/** Without an entry in the knowledge base the agent says that it does not know: both are a good answer. */
export const leaveMessage: Scenario = {
  id: "message",
  title: { de: "Frage und Nachricht", en: "A question and a message" },
  summary: "Asks about parking, then leaves a message that becomes a callback task.",
  async play(talk) {
    const { ask, question, leave, message, right } = lines[talk.order.language];
    await greet(talk);
    await talk.caller(ask);
    await talk.ask("answer_question", { question });
    await talk.caller(leave);
    const { name } = talk.order.caller;
    const reply = await talk.ask("take_message", { message, name, topic: "invoice" });
    if (!reply.ok) throw new CallBroken(`take_message refused (${reply.data.code})`);
    await talk.caller(right);
    await talk.agent(wordsOf(talk).goodbye);
    return nothingBooked("left a message", true);
  },
};
