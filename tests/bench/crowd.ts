import type { CalendarDayView } from "../../src/contracts/booking.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { LocalDate } from "../../src/domain/time.ts";
import { type Arena, withProduct } from "./contestants.ts";
import { packRequests, runLoad } from "./load.ts";
import { authorization, bookRequest, slotAt } from "./requests.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead } from "./usual-days.ts";
import { aim, told, type Verdict } from "./verdict.ts";

const CLIENTS = 1_000;
const SECONDS = 20;
const MAX_RATE = 4_000;
/** Of the answers to a booking that was refused: the only kind that is no error here. */
const HONEST = '"code":"slot_taken"';
/** Few enough days that most of the crowd comes too late. */
const DAYS = DAYS_WITH_APPOINTMENTS;

/** A thousand clients book into two months of one branch, far more than fits, and then the ledger is read. */
export function measureCrowd(): Promise<Verdict[]> {
  return withProduct(["Crowd"], {}, async (arena) => {
    const { business, served } = arena;
    const rules = business.branches[0] as Rulebook; // there is one
    const now = Date.now();
    const make = (_: unknown, index: number) =>
      bookRequest(business.demo, rules, { startsAt: slotAt(rules, now, index, DAYS), index });
    const before = await readLedger(arena, rules, now);
    const requests = packRequests(Array.from({ length: SECONDS * MAX_RATE }, make));
    const load = { port: served.port, connections: CLIENTS, seconds: SECONDS, requests, repeats: false };
    const { answered, refused, errors, firstError, latencies, elapsedMs } = await runLoad({
      ...load,
      expect: '"confirmed"',
      refusal: HONEST,
    });
    const after = await readLedger(arena, rules, now);
    const p95 = latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN;
    const rate = ((answered + refused) * 1_000) / elapsedMs;
    const title = `${CLIENTS} clients for ${SECONDS} s`;
    const booked = after.appointments - before.appointments;
    return [
      aim(errors === 0, `${title}: ${answered} booked, ${refused} honest 409s, ${errors} errors ${firstError ?? ""}`),
      aim(
        after.clashes === 0 && booked === answered,
        `${title}: the ledger has ${booked} more, ${after.clashes} clash`,
      ),
      told(`${title}: ${rate.toFixed(0)} answers a second, p95 ${p95.toFixed(0)} ms`),
    ];
  });
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
