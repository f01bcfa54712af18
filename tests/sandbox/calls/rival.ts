import { randomUUID } from "node:crypto";
import type { Bench } from "../vendor.ts";
import { CallBroken, type Slot } from "./conversation.ts";
import type { CallOrder } from "./line.ts";
import { aCaller } from "./random.ts";

const SEATS_LIMIT = 12;
const TIMEOUT_MS = 10_000;

/** Books the slot through the public API again and again, until the business refuses: then it is really taken. */
export async function takeSlot(bench: Bench, order: CallOrder, serviceId: string, slot: Slot): Promise<void> {
  for (let seat = 1; seat <= SEATS_LIMIT; seat++) {
    const rival = aCaller(order.random, order.language);
    const { status, ms, detail } = await book(bench, order, { serviceId, startsAt: slot.startsAt, customer: rival });
    if (status === 409) return;
    const text =
      status === 201 ? `${rival.name} books ${slot.spoken} online` : `${rival.name} could not book: ${detail}`;
    order.emit({ type: "rival", text, status, ms });
    if (status !== 201) throw new CallBroken(`POST /api/v1/appointments: ${detail}`);
  }
}

type RivalBooking = { serviceId: string; startsAt: string; customer: { name: string; phone: string } };

async function book(bench: Bench, order: CallOrder, booking: RivalBooking) {
  const demo = await bench.demo();
  const started = bench.now();
  const response = await bench.fetch(`${order.workerUrl ?? demo.baseUrl}/api/v1/appointments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${demo.tenantApiKey}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ branchId: demo.branchId, ...booking }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  return {
    status: response.status,
    ms: bench.now() - started,
    detail: `answered ${response.status} ${text.slice(0, 300)}`,
  };
}
