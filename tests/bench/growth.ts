import { fileURLToPath } from "node:url";
import type { DemoAppointment } from "../../scripts/seed/appointments.ts";
import { seededId } from "../../scripts/seed/dice.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { addDays, type EpochMs, edgeAt, localDateOf, MINUTE_MS } from "../../src/domain/time.ts";
import { FROM_MINUTE } from "../support/node/business.ts";
import { freePort } from "../support/node/serve.ts";
import { type Arena, withProduct } from "./contestants.ts";
import { residentBytes, untilIdle } from "./cpu-time.ts";
import { Inspector } from "./inspector.ts";
import { packRequests, runLoad } from "./load.ts";
import { authorization, availabilityRequest, SLOT_MINUTES, STARTS_A_DAY } from "./requests.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead, usualDays } from "./usual-days.ts";
import { aim, quantile, type Verdict } from "./verdict.ts";

const GROWING_WORKER = fileURLToPath(new URL("growing-worker.js", import.meta.url));
/** Appointments of each branch. */
const SIZES = [100, 10_000, 100_000];
/** All that the smallest branch has lie on these. */
const ASKED_DAYS = 16;
const ROUNDS = 6;
const SECONDS = 0.5;
const MIB = 1_024 * 1_024;
const MAX_MIB = 32;
const MAX_GROWTH = 1.5;

/** The same question to branches of which one has a thousand times the appointments, and what the largest takes of memory. */
export async function measureGrowth(): Promise<Verdict[]> {
  const inspectorPort = await freePort();
  const names = SIZES.map((size) => `With ${size}`);
  return withProduct(names, { entry: GROWING_WORKER, inspectorPort, appointmentsOf }, async (arena) => {
    const { branches } = arena.business;
    for (const [index, rules] of branches.entries()) await grow(arena, rules, SIZES[index] ?? 0);
    const p95s = await askInTurn(arena);
    const [smallest = Number.NaN] = p95s;
    const growth = Math.max(...p95s) / smallest;
    const told = SIZES.map((size, index) => `${size}: ${p95s[index]?.toFixed(2)} ms`).join(", ");
    const memory = await memoryOf(arena, branches.at(-1) as Rulebook, inspectorPort); // there are as many as sizes
    return [
      aim(growth < MAX_GROWTH, `p95 of a day's availability by appointments: ${told}; aim within ${MAX_GROWTH} times`),
      aim(
        memory.heap + memory.native < MAX_MIB,
        `a warm calendar of ${SIZES.at(-1)} takes ${memory.heap.toFixed(1)} MiB of heap and ${memory.native.toFixed(1)} MiB beside it, aim below ${MAX_MIB} MiB`,
      ),
    ];
  });
}

function appointmentsOf(rules: Rulebook, index: number): DemoAppointment[] {
  return usualDays(rules, Date.now()).slice(0, SIZES[index]);
}

/** Half of them lie in the past, half behind the usual days. All of a day's time is taken. */
async function grow({ served, business }: Arena, rules: Rulebook, size: number): Promise<void> {
  const perDay = rules.staff.length * STARTS_A_DAY;
  const days = Math.ceil(Math.max(0, size - 6 * DAYS_WITH_APPOINTMENTS) / perDay);
  const past = Math.ceil(days / 2);
  const ahead = DAYS_WITH_APPOINTMENTS + 2 + past;
  const copies = Array.from({ length: days }, (_, day) => (day < past ? day - past : day + ahead - past)).flatMap(
    (day) => fullDay(rules, day),
  );
  const answer = await fetch(urlOf(served.port, "/grow", rules), {
    method: "POST",
    body: JSON.stringify(copies),
    headers: authorization(business.demo),
  });
  if (!answer.ok) throw new Error(`growing failed: ${(await answer.text()).slice(0, 500)}`);
}

function fullDay(rules: Rulebook, day: number): { id: string; staffId: string; startsAt: EpochMs; endsAt: EpochMs }[] {
  const date = addDays(localDateOf(rules.timeZone, Date.now()), day);
  const first = edgeAt(rules.timeZone, date, FROM_MINUTE, "first");
  return rules.staff.flatMap(({ id: staffId }) =>
    Array.from({ length: STARTS_A_DAY }, (_, slot) => {
      const startsAt = first + slot * SLOT_MINUTES * MINUTE_MS;
      const id = seededId("apt", `${staffId}|${startsAt}`);
      return { id, staffId, startsAt, endsAt: startsAt + SLOT_MINUTES * MINUTE_MS };
    }),
  );
}

/** The p95 of each branch, in ms. In turn, so that what else the machine does falls on all of them. */
async function askInTurn({ served, business }: Arena): Promise<number[]> {
  const { demo, branches } = business;
  const latencies = branches.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, rules] of branches.entries()) {
      const dates = datesAhead(rules, Date.now(), ASKED_DAYS);
      const requests = packRequests(dates.map((date) => availabilityRequest(demo, rules, { date })));
      const load = { port: served.port, connections: 1, seconds: SECONDS, requests, repeats: true };
      const result = await runLoad({ ...load, expect: '"slots":[' });
      if (result.errors > 0) throw new Error(`a wrong answer: ${result.firstError}`);
      if (round > 0) latencies[index]?.push(...result.latencies); // the first warms it up
    }
  }
  return latencies.map((list) => quantile(list, 0.95));
}

/** MiB that a process has more once it has this branch warm beside the smallest. */
async function memoryOf(arena: Arena, rules: Rulebook, inspectorPort: number) {
  await arena.restart();
  const { served, business } = arena;
  await warm(served.port, business, business.branches[0] as Rulebook); // there are as many as sizes
  const inspector = await Inspector.open(inspectorPort);
  const before = await usage(served.pid, inspector);
  await warm(served.port, business, rules);
  const after = await usage(served.pid, inspector);
  inspector.close();
  const heap = after.heap - before.heap;
  return { heap: heap / MIB, native: Math.max(0, after.resident - before.resident - heap) / MIB };
}

async function usage(pid: number, inspector: Inspector): Promise<{ heap: number; resident: number }> {
  await untilIdle(pid);
  return { heap: await inspector.usedHeap(), resident: residentBytes(pid) };
}

/** Every day that can be booked is asked about, so that memory holds all it may. */
async function warm(port: number, { demo }: Arena["business"], rules: Rulebook): Promise<void> {
  const dates = datesAhead(rules, Date.now(), 700);
  const requests = packRequests(dates.map((date) => availabilityRequest(demo, rules, { date })));
  const load = { port, connections: 4, seconds: 60, requests, repeats: false };
  const { errors, firstError } = await runLoad({ ...load, expect: '"slots":[' });
  if (errors > 0) throw new Error(`a wrong answer: ${firstError}`);
}

function urlOf(port: number, path: string, { tenantId, branchId }: Rulebook): string {
  return `http://127.0.0.1:${port}${path}?calendar=${tenantId}/${branchId}`;
}
