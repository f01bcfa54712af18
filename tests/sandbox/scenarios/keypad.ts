import { CallBroken, type Conversation } from "../calls/conversation.ts";
import type { BookedAppointment } from "../calls/events.ts";
import { pick } from "../calls/random.ts";
import type { Scenario } from "./script.ts";
import { agreeAndName, booked, openWithOffer, partFriendly, wordsOf } from "./steps.ts";

const crackling = {
  de: "Und erreichbar bin ich unter null drei null, zwei drei ... (es rauscht)",
  en: "And you can reach me on oh three oh, two three ... (the line crackles)",
};
const HEARD = "0 3 0 2 3";

export const keypad: Scenario = {
  id: "keypad",
  title: { de: "Nummer über die Tasten", en: "A number by keypad" },
  summary: "The number is misheard, so the caller types it, hears it read back, says yes, and is booked.",
  async play(talk) {
    const offer = await openWithOffer(talk);
    const slot = pick(talk.order.random, offer.slots);
    await agreeAndName(talk, slot);
    const { name } = talk.order.caller;
    const appointment = await bookByKeypad(talk, { service: offer.service, startsAt: slot.startsAt, name });
    await partFriendly(talk);
    return booked(appointment);
  },
};

type Wish = { service: string; startsAt: string; name: string };

/** Misheard, typed, read back, confirmed: only then is it used. */
async function bookByKeypad(talk: Conversation, wish: Wish): Promise<BookedAppointment> {
  await talk.caller(crackling[talk.order.language]);
  await expectRefusal(talk, { ...wish, phone: HEARD }, "invalid_phone");
  const phone = typedNumber(talk);
  await talk.types(phone);
  await expectRefusal(talk, { ...wish, phone }, "confirm_needed");
  await talk.caller(wordsOf(talk).right);
  const reply = await talk.ask("book_appointment", { ...wish, phone, confirmed: true });
  if (!reply.ok) throw new CallBroken(`book_appointment refused (${reply.data.code}) what was confirmed`);
  return reply.data;
}

async function expectRefusal(talk: Conversation, wish: Wish & { phone: string }, code: string): Promise<void> {
  const reply = await talk.ask("book_appointment", wish);
  if (reply.ok) throw new CallBroken(`book_appointment took the number ${wish.phone} without ${code}`);
  if (reply.data.code !== code) throw new CallBroken(`book_appointment refused (${reply.data.code}), not ${code}`);
}

/** Another one than the caller rings from, from the same block that no real phone is in; the hash key ends it. */
function typedNumber(talk: Conversation): string {
  const digits = talk.order.caller.phone.replace("+49", "0");
  const last = Number(digits.at(-1));
  return `${digits.slice(0, -1)}${(last + 1) % 10}#`;
}
