import type { Finding } from "../../../contracts/call-care.ts";
import { type LocalDate, type LocalMinute, toLocal } from "../../time.ts";
import { settle } from "../when/day-parts.ts";
import { clockText, meansDay, meansMinute, readSaid, type Said } from "../when/said.ts";
import { type CallStory, speechOf } from "./call-story.ts";

const BOOKED = /\b(?:gebucht|eingetragen|reserviert|vereinbart|fest eingeplant|booked|scheduled|reserved|all set)\b/i;
const CANCELLED = /\b(?:storniert|abgesagt|gelöscht|cancelled|canceled)\b/i;
const NOT_SO = /\?|\b(?:nicht|kein|keinen|leider|noch|wenn|sobald|soll|möchten|not|n't|cannot|once|if|shall|would)\b/i;
const PRICES =
  /(\d{1,5})(?:[.,](\d{2}))? ?(?:€|euro\b|eur\b|dollars?\b|pounds?\b|franken\b)|[$£€] ?(\d{1,5})(?:[.,](\d{2}))?/gi;
/** Figures and words that the grammar of times might take for some. */
const NO_TIMES = new RegExp(`${PRICES.source}|${BOOKED.source}`, "gi");
/** A dot within "3. Dezember" or "2 p.m. on Tuesday" ends no sentence. */
const SENTENCE_END =
  /(?<=[.!?])(?<!\b[ap]\.m\.(?=\s+[a-z]))\s+(?!(?<=\d\.\s+)(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))/;
const MAKES = new Set(["book_appointment", "reschedule_appointment", "join_waitlist"]);

/** What the agent said is booked or called off, held against what is. Only what it stated counts, never what it asked. */
export function auditPromises(story: CallStory): Finding[] {
  const said = speechOf(story, "agent").flatMap(({ text }) => text.split(SENTENCE_END));
  const stated = said.filter((sentence) => !NOT_SO.test(sentence));
  const promised = stated.filter((sentence) => BOOKED.test(sentence));
  const done = story.functions.filter(({ ok, name }) => ok && MAKES.has(name));
  const isBooked = done.length > 0 || story.booked.length > 0;
  const cancelled = stated.some((sentence) => CANCELLED.test(sentence));
  const isCancelled = story.functions.some(({ ok, name }) => ok && name === "cancel_appointment");
  return [
    ...(promised.length > 0 && !isBooked ? [broken("booking")] : []),
    ...(cancelled && !isCancelled ? [broken("cancellation")] : []),
    ...(isBooked ? [...auditWhen(story, promised, done), ...auditPrices(story, promised)] : []),
  ];
}

function broken(what: "booking" | "cancellation"): Finding {
  return { code: "promise_without_booking", points: 45, facts: { what } };
}

type Real = { dates: LocalDate[]; minutes: LocalMinute[] };

/** A sentence is wrong when none of the times, weekdays or dates that it names is so: it may name the old one as well. */
function auditWhen(story: CallStory, promised: string[], done: readonly { say: string }[]): Finding[] {
  const moment = { now: story.startedAt, timeZone: story.timeZone };
  const read = (text: string) => readSaid(text.replaceAll(NO_TIMES, " "), moment);
  const real = realOf(
    story,
    done.map(({ say }) => read(say)),
  );
  const said = promised.map(read);
  return [...auditDays(said, real), ...auditTimes(said, real)];
}

/**
 * Appointments as they stand, and as our functions answered: one that was moved since was promised truly. Answers name
 * dates; the weekday beside one is no other day.
 */
function realOf({ booked, timeZone }: CallStory, answered: readonly Said[]): Real {
  const dated = answered.flatMap(({ days }) => days.filter(({ weekday }) => weekday === null));
  const standing = booked.map(({ startsAt }) => toLocal(timeZone, startsAt));
  return {
    dates: [...standing.map(({ date }) => date), ...dated.map(({ date }) => date)],
    minutes: [
      ...standing.map(({ minute }) => minute),
      ...answered.flatMap(({ clocks }) => clocks.map((clock) => settle(clock, null))),
    ],
  };
}

function auditDays(said: readonly Said[], { dates }: Real): Finding[] {
  const [booked] = dates;
  const kinds = said.flatMap(({ days }) => [
    days.filter(({ weekday }) => weekday === null),
    days.filter(({ weekday }) => weekday !== null),
  ]);
  const wrong = kinds.find((days) => days.length > 0 && !days.some((day) => dates.some((date) => meansDay(day, date))));
  if (!wrong?.[0] || booked === undefined) return [];
  return [{ code: "promise_other_day", points: 45, facts: { saidDay: wrong[0].date, bookedDay: booked } }];
}

function auditTimes(said: readonly Said[], { minutes }: Real): Finding[] {
  const [booked] = minutes;
  const wrong = said.find(
    ({ clocks }) => clocks.length > 0 && !clocks.some((clock) => minutes.some((minute) => meansMinute(clock, minute))),
  );
  if (!wrong?.clocks[0] || booked === undefined) return [];
  const facts = { said: clockText(wrong.clocks[0]), booked: clockText({ minute: booked, certain: true }) };
  return [{ code: "promise_other_time", points: 45, facts }];
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

function pricesIn(text: string): number[] {
  return [...text.matchAll(PRICES)].map(([, whole, cents, whole2, cents2]) => {
    return Number(whole ?? whole2) * 100 + Number(cents ?? cents2 ?? 0);
  });
}
