import { type EpochMs, MINUTE_MS, toLocal, weekdayOf } from "../time.ts";
import type { TransferHours } from "../voice/voice-rules.ts";

export const MAX_ON_CALL = 20;
export const WAIT_MINUTES = { min: 1, max: 60, usual: 5 } as const;
export const ROUNDS = { min: 1, max: 5, usual: 2 } as const;

/** `hours`: when somebody is on duty, on the branch's wall clock. Null: always. */
export type OnCallPerson = { id: string; hours: TransferHours | null };
export type Rota<Person extends OnCallPerson> = { people: readonly Person[]; waitMinutes: number; rounds: number };
/** How many have been rung for an alert so far. */
type Moment = { rung: number; timeZone: string; now: EpochMs };

/**
 * Who is rung next: those on duty in their order, round after round. With nobody on duty, everybody in their order: an
 * emergency that wakes the wrong person is better than one that wakes nobody. Null: all rounds are over.
 */
export function nextOnCall<Person extends OnCallPerson>(rota: Rota<Person>, moment: Moment): Person | null {
  const onDuty = rota.people.filter(({ hours }) => isOnDuty(hours, moment));
  const order = onDuty.length > 0 ? onDuty : rota.people;
  if (moment.rung >= order.length * rota.rounds) return null;
  return order[moment.rung % order.length] ?? null;
}

export function nextStepAt({ waitMinutes }: Pick<Rota<OnCallPerson>, "waitMinutes">, now: EpochMs): EpochMs {
  return now + waitMinutes * MINUTE_MS;
}

function isOnDuty(hours: TransferHours | null, { timeZone, now }: Moment): boolean {
  if (hours === null) return true;
  const { date, minute } = toLocal(timeZone, now);
  const weekday = weekdayOf(date);
  return hours.some((span) => span.weekday === weekday && span.fromMinute <= minute && minute < span.toMinute);
}
