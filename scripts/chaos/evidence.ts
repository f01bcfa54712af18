import type { AppointmentView } from "../../src/contracts/booking.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { addDays, type EpochMs, localDateOf, MINUTE_MS } from "../../src/domain/time.ts";
import type { Buffers, Row } from "./checker.ts";
import type { Desk } from "./desk.ts";
import { DAYS } from "./writer.ts";

/** Everything on the branch's calendar in the days that the writers use: straight from its object. */
export async function readLedger(desk: Desk, rules: Rulebook, now: EpochMs): Promise<Row[]> {
  const today = localDateOf(rules.timeZone, now);
  const rows: Row[] = [];
  for (let day = 0; day <= DAYS + 2; day++) {
    const path = `/api/v1/branches/${rules.branchId}/calendar?date=${addDays(today, day)}`;
    const { appointments } = await desk.ask<{ appointments: AppointmentView[] }>(path);
    rows.push(...appointments.map(toRow));
  }
  return rows;
}

/** The same from D1: no calendar is asked. */
export async function readReadModel(desk: Desk, rules: Rulebook): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = `branchId=${rules.branchId}&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
    const answer: Page = await desk.ask(`/api/v1/appointments?${page}`);
    rows.push(...answer.items.map(toRow));
    cursor = answer.nextCursor;
  }
  return rows;
}

export type Drift = { checked: number; missing: number; stale: number; surplus: number };

export function askDrift(desk: Desk, { tenantId, branchId }: Rulebook): Promise<Drift> {
  const path = `/api/v1/operations/tenants/${tenantId}/branches/${branchId}/drift-check`;
  return desk.ask(path, { method: "POST", asOperator: true });
}

export function buffersOf(rules: Rulebook): Map<string, Buffers> {
  return new Map(
    rules.services.map(({ id, bufferBeforeMinutes, bufferAfterMinutes }) => [
      id,
      { beforeMs: bufferBeforeMinutes * MINUTE_MS, afterMs: bufferAfterMinutes * MINUTE_MS },
    ]),
  );
}

type Page = { items: AppointmentView[]; nextCursor: string | null };

function toRow({ id, customer, serviceId, staffId, startsAt, endsAt, status, version }: AppointmentView): Row {
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
  return { id, subject: customer.name, serviceId, staffId, startsAt: start, endsAt: end, status, version };
}
