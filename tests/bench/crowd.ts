import type { CalendarDayView } from "../../src/contracts/booking.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { LocalDate } from "../../src/domain/time.ts";
import { type Arena, withBare, withProduct } from "./contestants.ts";
import { type LoadResult, packRequests, runLoad } from "./load.ts";
import { authorization, bookRequest, slotAt } from "./requests.ts";
import { createSources } from "./sources.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead } from "./usual-days.ts";
import { aim, told, type Verdict } from "./verdict.ts";

const CLIENTS = 1_000;
const SECONDS = 20;
const BARE_SECONDS = 5;
const MAX_RATE = 4_000;
/** Of the answers to a booking that was refused: the only kind that is no error here. */
const HONEST = '"code":"slot_taken"';
/** Few enough days that most of the crowd comes too late. */
const DAYS = DAYS_WITH_APPOINTMENTS;

/**
 * A thousand clients book into two months of one branch, far more than fits, and then the ledger is read. The bare Worker
 * gets as many: the local runtime serves whom it has just served, and lets most of a thousand connections wait for long.
 */
export async function measureCrowd(): Promise<Verdict[]> {
  const { load, business, booked, clashes } = await withProduct(["Crowd", "Phone", "Web"], {}, sendCrowd);
  const bare = await withBare(({ port }) => {
    const { make, expect, repeats } = createSources(business, Date.now()).bareInsertWeb;
    const requests = packRequests(Array.from({ length: BARE_SECONDS * MAX_RATE }, (_, index) => make(index)));
    return runLoad({ port, connections: CLIENTS, seconds: BARE_SECONDS, requests, expect, repeats });
  });
  const { answered, refused, errors, firstError } = load;
  const title = `${CLIENTS} clients for ${SECONDS} s`;
  return [
    aim(errors === 0, `${title}: ${answered} booked, ${refused} honest 409s, ${errors} errors ${firstError ?? ""}`),
    aim(clashes === 0 && booked === answered, `${title}: the ledger has ${booked} more, ${clashes} clash`),
    told(`${title}: ${paceOf(load)}`),
    told(`${CLIENTS} clients of the bare Worker for ${BARE_SECONDS} s: ${paceOf(bare)}`),
  ];
}

async function sendCrowd(arena: Arena) {
  const { business, served } = arena;
  const rules = business.branches[0] as Rulebook; // there is one
  const now = Date.now();
  const make = (_: unknown, index: number) =>
    bookRequest(business.demo, rules, { startsAt: slotAt(rules, now, index, DAYS), index });
  const requests = packRequests(Array.from({ length: SECONDS * MAX_RATE }, make));
  const before = await readLedger(arena, rules, now);
  const plan = { port: served.port, connections: CLIENTS, seconds: SECONDS, requests, repeats: false };
  const load = await runLoad({ ...plan, expect: '"confirmed"', refusal: HONEST });
  const after = await readLedger(arena, rules, now);
  return { load, business, booked: after.appointments - before.appointments, clashes: after.clashes };
}

function paceOf({ answered, refused, elapsedMs, latencies }: LoadResult): string {
  const rate = ((answered + refused) * 1_000) / elapsedMs;
  const at = (share: number) => latencies[Math.floor(latencies.length * share)]?.toFixed(0);
  return `${rate.toFixed(0)} answers a second, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

type Ledger = { appointments: number; clashes: number };

async function readLedger({ served, business }: Arena, rules: Rulebook, now: number): Promise<Ledger> {
  const ledger: Ledger = { appointments: 0, clashes: 0 };
  for (const date of datesAhead(rules, now, DAYS)) {
    const day = await readDay(served.port, authorization(business.demo), rules, date);
    ledger.appointments += day.appointments.length;
    ledger.clashes += countClashes(day);
  }
  return ledger;
}

async function readDay(port: number, headers: Record<string, string>, { branchId }: Rulebook, date: LocalDate) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/branches/${branchId}/calendar?date=${date}`, { headers });
  if (!answer.ok) throw new Error(`the calendar answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()) as CalendarDayView;
}

/** Neighbours in time on one member's calendar that overlap. */
function countClashes({ appointments }: CalendarDayView): number {
  const byStaff = Map.groupBy(appointments, ({ staffId }) => staffId);
  return [...byStaff.values()].reduce((sum, list) => {
    const sorted = list.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
    const clashes = sorted.filter(
      ({ startsAt }, index) => Date.parse(startsAt) < Date.parse(sorted[index - 1]?.endsAt ?? startsAt),
    );
    return sum + clashes.length;
  }, 0);
}
