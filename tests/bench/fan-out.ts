import { setTimeout as wait } from "node:timers/promises";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { type Answer, Connection } from "./connection.ts";
import { type Arena, withProduct } from "./contestants.ts";
import { authorization, bookRequest, slotAt } from "./requests.ts";
import { aim, quantile, told, type Verdict } from "./verdict.ts";
import { Viewers } from "./viewers.ts";

const VIEWERS = 1_000;
/** They book in turn, so that none waits for the other. */
const CALLERS = 16;
const MAX_LAST_MS = 25;
/** Events a second, and for how many seconds: apart from each other, and as many as must be carried. */
const CALM = { rate: 8, seconds: 5 };
const BUSY = { rate: 40, seconds: 5 };
const LAST_CHANCE_MS = 3_000;

/** Bookings of one branch that a thousand sockets watch: how long until the last of them knows. */
export function measureFanOut(): Promise<Verdict[]> {
  return withProduct(["Watched"], {}, async (arena) => {
    const { business, served } = arena;
    const path = `/live/branches/${business.branches[0]?.branchId}`;
    const viewers = await Viewers.open(served.port, path, authorization(business.demo), VIEWERS);
    const bookings = await Promise.all(Array.from({ length: CALLERS }, () => Connection.open(served.port)));
    await book(arena, bookings, viewers, { first: 0, rate: 10, seconds: 1 }); // wakes what sleeps
    const calm = await book(arena, bookings, viewers, { first: 10, ...CALM });
    const busy = await book(arena, bookings, viewers, { first: 10 + CALM.rate * CALM.seconds, ...BUSY });
    for (const booking of bookings) booking.close();
    viewers.close();
    const p95 = quantile(calm.lasts, 0.95);
    const title = `an event reaches the last of ${VIEWERS} sockets`;
    const sustained = `${BUSY.rate} events a second to ${VIEWERS} sockets: ${busy.lasts.length} of ${BUSY.rate * BUSY.seconds} arrived, ${busy.rate.toFixed(1)} a second`;
    return [
      aim(p95 < MAX_LAST_MS, `${title}: p95 ${p95.toFixed(1)} ms after the booking was sent, aim below ${MAX_LAST_MS}`),
      aim(busy.lasts.length === BUSY.rate * BUSY.seconds && busy.rate > BUSY.rate * 0.97, sustained),
      told(
        `${title} meanwhile: p50 ${quantile(busy.lasts, 0.5).toFixed(1)} ms, p95 ${quantile(busy.lasts, 0.95).toFixed(1)} ms`,
      ),
    ];
  });
}

type Series = { first: number; rate: number; seconds: number };

/** Books at an even pace. Milliseconds from each request until its event had reached all, and events a second. */
async function book(
  { business }: Arena,
  bookings: readonly Connection[],
  viewers: Viewers,
  { first, rate, seconds }: Series,
) {
  const rules = business.branches[0] as Rulebook; // there is one
  const startedAt = performance.now();
  const sentAt: number[] = [];
  const answers: Promise<Answer>[] = [];
  for (let event = 0; event < rate * seconds; event++) {
    await wait(Math.max(0, startedAt + (event * 1_000) / rate - performance.now()));
    const index = first + event;
    const request = bookRequest(business.demo, rules, { startsAt: slotAt(rules, Date.now(), 100 + index), index });
    sentAt.push(performance.now());
    const booking = bookings[event % bookings.length] as Connection; // within its bounds
    answers.push(booking.send(Buffer.from(request)));
  }
  const refused = (await Promise.all(answers)).find((answer) => answer.status !== 201);
  if (refused) throw new Error(`${refused.status} ${refused.body.slice(0, 300)}`);
  const last = first + sentAt.length - 1;
  for (const end = performance.now() + LAST_CHANCE_MS; viewers.reachedAllAt(last) === null && performance.now() < end; )
    await wait(5);
  const reached = sentAt.map((_, event) => viewers.reachedAllAt(first + event));
  const lasts = reached.flatMap((at, event) => (at === null ? [] : [at - (sentAt[event] ?? at)]));
  const end = Math.max(...reached.map((at) => at ?? Number.POSITIVE_INFINITY));
  return { lasts, rate: (lasts.length * 1_000) / Math.max(end - startedAt, seconds * 1_000) };
}
