import { createHmac } from "node:crypto";
import type { Bench } from "../../vendor.ts";
import type { Account, Booking, Webhook } from "./account.ts";
import { toPayload } from "./booking-shapes.ts";

export type Trigger =
  | "BOOKING_CREATED"
  | "BOOKING_REQUESTED"
  | "BOOKING_RESCHEDULED"
  | "BOOKING_CANCELLED"
  | "BOOKING_REJECTED";

/** Tells the webhooks that want to know, without waiting for them: no bookings wait for a receiver. */
export function announce(bench: Bench, account: Account, trigger: Trigger, booking: Booking, old?: Booking): void {
  const moved = old && {
    rescheduleUid: old.uid,
    rescheduleId: old.id,
    rescheduleStartTime: new Date(old.start).toISOString(),
    rescheduleEndTime: new Date(old.end).toISOString(),
  };
  const reason = booking.cancellationReason ? { cancellationReason: booking.cancellationReason } : {};
  const payload = { ...toPayload(account, booking), ...moved, ...reason };
  const createdAt = new Date(bench.now()).toISOString();
  const body = JSON.stringify({ triggerEvent: trigger, createdAt, payload });
  const times = { once: 1, twice: 2, never: 0 }[account.deliveries];
  for (const webhook of account.webhooks.filter(({ active, triggers }) => active && triggers.includes(trigger))) {
    for (let time = 0; time < times; time++) void deliver(bench, webhook, body);
  }
}

/** Once, and redirects are not followed: what is missed stays missed. */
async function deliver(bench: Bench, { subscriberUrl, secret }: Webhook, body: string): Promise<void> {
  const headers = {
    "content-type": "application/json",
    "x-cal-signature-256": signatureOf(secret, body),
    "x-cal-webhook-version": "2021-10-20",
  };
  try {
    await bench.fetch(subscriberUrl, { method: "POST", headers, body, redirect: "manual" });
  } catch (error) {
    console.error(`Cal.com's sandbox: a webhook did not arrive at ${subscriberUrl}: ${String(error)}`);
  }
}

export function signatureOf(secret: string | null, body: string): string {
  return secret === null ? "no-secret-provided" : createHmac("sha256", secret).update(body).digest("hex");
}
