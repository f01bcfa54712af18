import { setTimeout as wait } from "node:timers/promises";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { type Answer, Connection } from "./connection.ts";
import { type Arena, withBare, withProduct } from "./contestants.ts";
import { authorization, bookRequest, request, slotAt } from "./requests.ts";
import { bareSlot } from "./sources.ts";
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

/** Where sockets are opened, and what books there. `make` builds the nth booking. */
type Stage = { port: number; path: string; headers: Record<string, string>; make(index: number): string };
type Shown = { calm: number[]; busy: number[]; busyRate: number; frameBytes: number };

/**
 * Bookings of one branch that a thousand sockets watch: how long until the last of them knows. Beside it a bare object
 * that inserts a row and sends as long a frame.
 */
export async function measureFanOut(): Promise<Verdict[]> {
  const ours = await withProduct(["Watched"], {}, (arena) => show(productStage(arena)));
  const bare = await withBare(({ port }) => show(bareStage(port, ours.frameBytes)));
  const [p95, bareP95] = [ours, bare].map(({ calm }) => quantile(calm, 0.95)) as [number, number];
  const wanted = BUSY.rate * BUSY.seconds;
  const title = `an event reaches the last of ${VIEWERS} sockets`;
  const meanwhile = ({ busy }: Shown) =>
    `p50 ${quantile(busy, 0.5).toFixed(1)} ms, p95 ${quantile(busy, 0.95).toFixed(1)} ms`;
  return [
    aim(
      p95 < MAX_LAST_MS,
      `${title}: p95 ${p95.toFixed(1)} ms after the booking was sent (bare: ${bareP95.toFixed(1)}), aim below ${MAX_LAST_MS}`,
    ),
    aim(
      ours.busy.length === wanted && ours.busyRate > BUSY.rate * 0.97,
      `${BUSY.rate} events a second to ${VIEWERS} sockets: ${ours.busy.length} of ${wanted} arrived, ${ours.busyRate.toFixed(1)} a second (bare: ${bare.busyRate.toFixed(1)})`,
    ),
    told(`${title} meanwhile: ${meanwhile(ours)} (bare: ${meanwhile(bare)})`),
  ];
}

function productStage({ business, served }: Arena): Stage {
  const rules = business.branches[0] as Rulebook; // there is one
  const now = Date.now();
  return {
    port: served.port,
    path: `/live/branches/${rules.branchId}`,
    headers: authorization(business.demo),
    make: (index) => bookRequest(business.demo, rules, { startsAt: slotAt(rules, now, 100 + index), index }),
  };
}

function bareStage(port: number, frameBytes: number): Stage {
  const frame = "x".repeat(frameBytes);
  const make = (index: number) => request("POST", `/tell?object=watched&${bareSlot(index)}`, {}, frame);
  return { port, path: "/live?object=watched", headers: {}, make };
}

async function show(stage: Stage): Promise<Shown> {
  const viewers = await Viewers.open(stage.port, stage.path, stage.headers, VIEWERS);
  const callers = await Promise.all(Array.from({ length: CALLERS }, () => Connection.open(stage.port)));
  await book(stage, callers, viewers, { first: 0, rate: 10, seconds: 1 }); // wakes what sleeps
  const calm = await book(stage, callers, viewers, { first: 10, ...CALM });
  const busy = await book(stage, callers, viewers, { first: 10 + CALM.rate * CALM.seconds, ...BUSY });
  for (const caller of callers) caller.close();
  viewers.close();
  return { calm: calm.lasts, busy: busy.lasts, busyRate: busy.rate, frameBytes: viewers.frameBytes };
}

/** From the first that had reached all to the last: how long each took on its way is told beside it. */
function rateOfArrivals(at: readonly number[]): number {
  return ((at.length - 1) * 1_000) / (Math.max(...at) - Math.min(...at));
}

type Series = { first: number; rate: number; seconds: number };

/** Books at an even pace. Milliseconds from each request until its event had reached all, and events a second. */
async function book(
  { make }: Stage,
  callers: readonly Connection[],
  viewers: Viewers,
  { first, rate, seconds }: Series,
) {
  const requests = Array.from({ length: rate * seconds }, (_, event) => Buffer.from(make(first + event)));
  const startedAt = performance.now();
  const sentAt: number[] = [];
  const answers: Promise<Answer>[] = [];
  for (const [event, bytes] of requests.entries()) {
    await wait(Math.max(0, startedAt + (event * 1_000) / rate - performance.now()));
    sentAt.push(performance.now());
    const caller = callers[event % callers.length] as Connection; // within its bounds
    const earlier = answers[event - callers.length] ?? Promise.resolve(); // a caller says one thing at a time
    answers.push(earlier.then(() => caller.send(bytes)));
  }
  const refused = (await Promise.all(answers)).find((answer) => answer.status >= 300);
  if (refused) throw new Error(`${refused.status} ${refused.body.slice(0, 300)}`);
  const last = first + sentAt.length - 1;
  for (const end = performance.now() + LAST_CHANCE_MS; viewers.reachedAllAt(last) === null && performance.now() < end; )
    await wait(5);
  const reached = sentAt.map((_, event) => viewers.reachedAllAt(first + event));
  const lasts = reached.flatMap((at, event) => (at === null ? [] : [at - (sentAt[event] ?? at)]));
  return { lasts, rate: rateOfArrivals(reached.filter((at) => at !== null)) };
}
