import { CallBroken, type Conversation, type Slot } from "../calls/conversation.ts";
import type { Scenario } from "./script.ts";
import { agreeAndName, booked, bookSlot, type Offer, openWithOffer, partFriendly } from "./steps.ts";

const sameDay = {
  de: "Und was hätten Sie an dem Tag sonst noch frei?",
  en: "And what else would you have that day?",
};

export const slotTaken: Scenario = {
  id: "slot-taken",
  title: { de: "Jemand ist schneller", en: "Somebody is faster" },
  summary: "A rival books the offered time online before the caller has said a name; the caller takes an alternative.",
  async play(talk) {
    const offer = await raceableOffer(talk);
    const slot = fewestStaff(offer.slots);
    await agreeAndName(talk, slot);
    await talk.rivalTakes(offer.serviceId, slot);
    const appointment = await bookSlot(talk, offer.service, slot);
    await partFriendly(talk);
    const dodged = appointment.startsAt !== slot.startsAt;
    return { ...booked(appointment), intended: dodged };
  },
};

/** The rival needs the service's id, which alternatives come without: then the caller asks about their day. */
async function raceableOffer(talk: Conversation): Promise<Offer & { serviceId: string }> {
  const { serviceId, ...offer } = await openWithOffer(talk);
  if (serviceId) return { ...offer, serviceId };
  await talk.caller(sameDay[talk.order.language]);
  const date = offer.slots[0].startsAt.slice(0, 10);
  const reply = await talk.ask("check_availability", { service: offer.service, date });
  const [first, ...others] = reply.ok ? reply.data.slots : [];
  if (!reply.ok || !first)
    throw new CallBroken(`check_availability offers alternatives on ${date}, but nothing when asked`);
  return { service: offer.service, serviceId: reply.data.serviceId, slots: [first, ...others.slice(0, 2)] };
}

/** The quickest to fill for the rivals. */
function fewestStaff(slots: [Slot, ...Slot[]]): Slot {
  return slots.reduce((least, slot) => (slot.staff.length < least.staff.length ? slot : least));
}
