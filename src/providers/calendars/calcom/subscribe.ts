import { ok, type Result } from "../../../domain/result.ts";
import { goneIsFine, readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, CalendarFailure } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { failed } from "./failures.ts";
import { manyWebhooks, oneWebhook } from "./shapes.ts";

const TRIGGERS = [
  "BOOKING_CREATED",
  "BOOKING_REQUESTED",
  "BOOKING_RESCHEDULED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
];
const VERSION = "2021-10-20";

/**
 * Has Cal.com tell us of bookings, at this address and with this secret. Of an earlier attempt, or an earlier
 * connection, nothing is left behind.
 */
export async function subscribeCalcom(ask: AskCalcom, url: string, secret: string): CalendarAnswer<{ id: string }> {
  const cleared = await unsubscribeCalcom(ask, url);
  if (!cleared.ok) return cleared;
  const json = { subscriberUrl: url, triggers: TRIGGERS, active: true, secret, version: VERSION };
  const made = await readAnswer(oneWebhook, ask({ method: "POST", path: "/v2/webhooks", version: null, json }));
  return made.ok ? ok({ id: String(made.value.data.id) }) : failed(made.error);
}

export async function unsubscribeCalcom(ask: AskCalcom, url: string): Promise<Result<void, CalendarFailure>> {
  const listed = await readAnswer(manyWebhooks, ask({ method: "GET", path: "/v2/webhooks?take=250", version: null }));
  if (!listed.ok) return failed(listed.error);
  for (const { id, subscriberUrl } of listed.value.data) {
    if (subscriberUrl !== url) continue;
    const path = `/v2/webhooks/${encodeURIComponent(String(id))}`;
    const removed = await goneIsFine(ask({ method: "DELETE", path, version: null }), [404]);
    if (!removed.ok) return failed(removed.error);
  }
  return ok(undefined);
}
