import { CallBroken, type Conversation } from "../calls/conversation.ts";
import { pick } from "../calls/random.ts";
import type { Scenario } from "./script.ts";
import { agreeAndName, booked, bookSlot, findSlots, greet, partFriendly, wordsOf } from "./steps.ts";

const lines = {
  de: {
    vague: "Haarschnitt",
    wish: "Guten Tag, einmal Haarschnitt bitte.",
    chosen: (name: string) => `${name} bitte.`,
  },
  en: { vague: "haircut", wish: "Hi, a haircut, please.", chosen: (name: string) => `${name}, please.` },
};

export const askBack: Scenario = {
  id: "ask-back",
  title: { de: "Rückfrage zur Leistung", en: "Which one exactly?" },
  summary: "Says something vague; the agent should ask back rather than guess, then the booking goes on.",
  async play(talk) {
    await greet(talk);
    const service = await clarify(talk);
    const offer = await findSlots(talk, { service, when: pick(talk.order.random, wordsOf(talk).times) });
    await agreeAndName(talk, offer.slots[0]);
    const appointment = await bookSlot(talk, service, offer.slots[0]);
    await partFriendly(talk);
    return booked(appointment);
  },
};

/** A business with one haircut only has nothing to ask back; that is fine too. */
async function clarify(talk: Conversation): Promise<string> {
  const { vague, wish, chosen } = lines[talk.order.language];
  await talk.caller(wish);
  const reply = await talk.ask("check_availability", { service: vague });
  if (reply.ok) return reply.data.service;
  if (reply.data.alternatives) return vague; // understood, but nothing was free at once
  const option = reply.data.options?.[0];
  if (!option) throw new CallBroken(`"${vague}" was refused (${reply.data.code}) without options to choose from`);
  await talk.caller(chosen(option));
  return option;
}
