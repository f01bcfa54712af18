import type { Finding } from "../../../contracts/call-care.ts";
import { type CallStory, speechOf } from "./call-story.ts";

const BOOKED = /\b(?:gebucht|eingetragen|reserviert|vereinbart|fest eingeplant|booked|scheduled|reserved|all set)\b/i;
const CANCELLED = /\b(?:storniert|abgesagt|gelöscht|cancelled|canceled)\b/i;
const NOT_SO = /\?|\b(?:nicht|kein|keinen|leider|noch|wenn|sobald|soll|möchten|not|n't|cannot|once|if|shall|would)\b/i;
const CLOCKS = /\b(\d{1,2}):(\d{2})(?: ?(am|pm)\b)?|\b(\d{1,2}) ?uhr(?: (\d{2})\b)?|\b(\d{1,2}) ?(am|pm)\b/gi;
const PRICES =
  /(\d{1,5})(?:[.,](\d{2}))? ?(?:€|euro\b|eur\b|dollars?\b|pounds?\b|franken\b)|[$£€] ?(\d{1,5})(?:[.,](\d{2}))?/gi;
const MAKES = new Set(["book_appointment", "reschedule_appointment", "join_waitlist"]);

/** What the agent said is booked or called off, held against what is. Only what it stated counts, never what it asked. */
export function auditPromises(story: CallStory): Finding[] {
  const said = speechOf(story, "agent").flatMap(({ text }) => text.split(/(?<=[.!?])\s+/));
  const stated = said.filter((sentence) => !NOT_SO.test(sentence));
  const promised = stated.filter((sentence) => BOOKED.test(sentence));
  const done = story.functions.filter(({ ok, name }) => ok && MAKES.has(name));
  const isBooked = done.length > 0 || story.booked.length > 0;
  const cancelled = stated.some((sentence) => CANCELLED.test(sentence));
  const isCancelled = story.functions.some(({ ok, name }) => ok && name === "cancel_appointment");
  return [
    ...(promised.length > 0 && !isBooked ? [broken("booking")] : []),
    ...(cancelled && !isCancelled ? [broken("cancellation")] : []),
    ...(isBooked ? [...auditTimes(story, promised, done), ...auditPrices(story, promised)] : []),
  ];
}

function broken(what: "booking" | "cancellation"): Finding {
  return { code: "promise_without_booking", points: 45, facts: { what } };
}

/** By the hands of the clock: which day is said in too many ways to be sure. */
function auditTimes(story: CallStory, promised: string[], done: readonly { say: string }[]): Finding[] {
  const real = new Set([
    ...story.booked.map(({ startsAt }) => clockOf(startsAt, story.timeZone)),
    ...done.flatMap(({ say }) => clocksIn(say)),
  ]);
  const wrong = promised.flatMap(clocksIn).find((clock) => !real.has(clock));
  const [booked] = real;
  if (wrong === undefined || booked === undefined) return [];
  return [{ code: "promise_other_time", points: 45, facts: { said: wrong, booked } }];
}

function auditPrices(story: CallStory, promised: string[]): Finding[] {
  const [first] = story.booked;
  const wrong = promised
    .flatMap(pricesIn)
    .find((price) => story.booked.every(({ priceMinor }) => priceMinor !== price));
  if (!first || wrong === undefined) return [];
  return [
    {
      code: "promise_other_price",
      points: 25,
      facts: { saidMinor: wrong, bookedMinor: first.priceMinor, currency: first.currency },
    },
  ];
}

/** "16:30", as "16:30", "16 Uhr 30" and "4:30 PM" say it. */
export function clocksIn(text: string): string[] {
  return [...text.matchAll(CLOCKS)].flatMap(([, hour, minute, half, uhr, past, bare, bareHalf]) => {
    const hours = toHours(Number(hour ?? uhr ?? bare), (half ?? bareHalf)?.toLowerCase());
    const minutes = Number(minute ?? past ?? 0);
    return hours > 24 || minutes > 59 ? [] : [`${two(hours % 24)}:${two(minutes)}`];
  });
}

function toHours(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

function pricesIn(text: string): number[] {
  return [...text.matchAll(PRICES)].map(([, whole, cents, whole2, cents2]) => {
    return Number(whole ?? whole2) * 100 + Number(cents ?? cents2 ?? 0);
  });
}

function clockOf(at: number, timeZone: string): string {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", parts).format(at);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
