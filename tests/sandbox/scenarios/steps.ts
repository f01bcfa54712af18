import { CallBroken, type Conversation, type Slot } from "../calls/conversation.ts";
import type { BookedAppointment } from "../calls/events.ts";
import { pick } from "../calls/random.ts";
import { type Phrases, phrases } from "./phrases.ts";
import type { Outcome } from "./script.ts";

const TRIES = 5;

export function wordsOf(talk: Conversation): Phrases {
  return phrases[talk.order.language];
}

/** The agent answers the phone with what the product told it about the business. */
export async function greet(talk: Conversation): Promise<void> {
  const { greeting, business_name, business, language } = talk.variables;
  const ownWords = language === talk.order.language ? greeting : undefined;
  await talk.agent(ownWords || wordsOf(talk).greeting(business_name || business));
}

type Wish = { service: string; when: string };

/** The caller asks for the service the operator named, or for one of those that the agent lists. */
export async function chooseService(talk: Conversation): Promise<Wish> {
  const words = wordsOf(talk);
  const when = pick(talk.order.random, words.times);
  if (talk.service) {
    await talk.caller(words.wantNamed(talk.service, when));
    return { service: talk.service, when };
  }
  await talk.caller(words.whatDoYouOffer);
  const listed = await talk.ask("list_services", {});
  const bookable = listed.ok ? listed.data.services.filter((service) => service.staff.length > 0) : [];
  const [first, ...others] = bookable.slice(0, 3);
  if (!first) throw new CallBroken("list_services named no service that anybody offers");
  const service = pick(talk.order.random, [first, ...others]).name;
  await talk.caller(words.wantService(service, when));
  return { service, when };
}

export type Offer = { service: string; serviceId: string | null; slots: [Slot, ...Slot[]] };

/** Asks for free times, and for other days while there are none. Refusals may carry alternatives: those count too. */
export async function findSlots(talk: Conversation, wish: Wish): Promise<Offer> {
  const words = wordsOf(talk);
  const later = [...words.laterTimes];
  for (let when: string | undefined = wish.when; when !== undefined; when = later.shift()) {
    if (when !== wish.when) await talk.caller(words.orRather(when));
    const reply = await talk.ask("check_availability", { service: wish.service, when });
    const serviceId = reply.ok ? reply.data.serviceId : null;
    const [first, ...others] = reply.ok ? reply.data.slots : (reply.data.alternatives ?? []);
    if (first) return { service: wish.service, serviceId, slots: [first, ...others.slice(0, 2)] };
    if (!reply.ok && reply.data.code === "unknown_service") break;
  }
  throw new CallBroken(`no free time for "${wish.service}" was offered`);
}

/** Greeting, service, free times: how every booking begins. */
export async function openWithOffer(talk: Conversation): Promise<Offer> {
  await greet(talk);
  return findSlots(talk, await chooseService(talk));
}

type Booking = { service: string; startsAt: string; name: string; phone?: string; confirmed?: boolean };
type Refused = { code: string; alternatives?: Slot[] | undefined };

/** The caller hears their name spelled, takes a slot, and says what is still asked for. */
export async function bookSlot(talk: Conversation, service: string, { startsAt }: Slot): Promise<BookedAppointment> {
  await talk.agent(wordsOf(talk).spellBack(talk.order.caller.name));
  await talk.caller(wordsOf(talk).right);
  let booking: Booking = { service, startsAt, name: talk.order.caller.name };
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const reply = await talk.ask("book_appointment", booking);
    if (reply.ok) return reply.data;
    booking = await corrected(talk, booking, reply.data);
  }
  throw new CallBroken(`book_appointment refused ${TRIES} times`);
}

/** Where the line shows no number, the caller says one; when somebody was faster, they take an alternative. */
async function corrected(talk: Conversation, booking: Booking, { code, alternatives }: Refused): Promise<Booking> {
  const { phone } = talk.order.caller;
  const words = wordsOf(talk);
  if (code === "phone_needed") {
    await talk.caller(words.giveNumber(phone));
    return { ...booking, phone };
  }
  if (code === "confirm_needed") {
    await talk.caller(words.right);
    return { ...booking, confirmed: true };
  }
  const alternative = alternatives?.[0];
  if (!alternative) throw new CallBroken(`book_appointment refused (${code}) without alternatives`);
  await talk.caller(words.takesInstead(alternative.spoken));
  return { ...booking, startsAt: alternative.startsAt };
}

/** The caller picks one of the offered times and says a name. */
export async function agreeAndName(talk: Conversation, slot: Slot): Promise<void> {
  const words = wordsOf(talk);
  await talk.caller(words.takes(slot.spoken));
  await talk.agent(words.askName);
  await talk.caller(words.giveName(talk.order.caller.name));
}

/** The whole plain booking, up to the confirmation. */
export async function bookPlainly(talk: Conversation): Promise<BookedAppointment & { wished: string }> {
  const offer = await openWithOffer(talk);
  const slot = pick(talk.order.random, offer.slots);
  await agreeAndName(talk, slot);
  return { ...(await bookSlot(talk, offer.service, slot)), wished: offer.service };
}

export async function partFriendly(talk: Conversation): Promise<void> {
  await talk.caller(wordsOf(talk).thanks);
  await talk.agent(wordsOf(talk).goodbye);
}

export function booked(appointment: BookedAppointment): Outcome {
  const note = `${appointment.service} with ${appointment.staff}, ${appointment.spoken}`;
  return { kind: "booked", intended: true, hungUpBy: "agent", appointment, note };
}

export function nothingBooked(note: string, intended: boolean): Outcome {
  return { kind: "nothing_booked", intended, hungUpBy: "caller", note };
}
