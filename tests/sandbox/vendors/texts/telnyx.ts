import { Hono } from "hono";
import * as z from "zod";
import type { Bench, SentText, Vendor } from "../../vendor.ts";
import { addTelnyxCalls } from "./telnyx-calls.ts";
import { addTelnyxNumbers } from "./telnyx-numbers.ts";
import { signEvent } from "./telnyx-signature.ts";
import { inboxOf, newVendorId, TextBox, tell } from "./text-box.ts";

const order = z.object({
  to: z.string().regex(/^\+[1-9]\d{4,14}$/),
  from: z.string().min(3),
  text: z.string().min(1).max(1_600),
  webhook_url: z.string().default(""),
  tags: z.array(z.string()).default([]),
});

/** Plays api.telnyx.com: takes SMS, and reports them with their price. */
export function createTelnyx(bench: Bench): Vendor {
  const box = new TextBox();
  const app = createApp(bench, box);
  const numbers = addTelnyxNumbers(app);
  const calls = addTelnyxCalls(app, bench);
  return {
    name: "telnyx",
    title: "Telnyx",
    app,
    refuse: (status, text) => refusal(status, "10000", text),
    reset: () => {
      box.clear();
      numbers.clear();
      calls.clear();
    },
    rings: calls.ring,
    texts: {
      list: () => box.list(),
      answer: (sent, text) => {
        const payload = { id: newVendorId(), direction: "inbound", from: { phone_number: sent.to }, text };
        const to = [{ phone_number: sent.from, status: "webhook_delivered" }];
        return post(bench, inboxOf(sent), "message.received", { ...payload, to });
      },
    },
  };
}

function createApp(bench: Bench, box: TextBox): Hono {
  const app = new Hono();
  app.post("/v2/messages", async (c) => {
    if (!c.req.header("authorization")?.startsWith("Bearer KEY")) return refusal(401, "10009", "Authentication failed");
    const parsed = order.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refusal(422, "10015", "Invalid value");
    const { to, from, text, webhook_url: reportUrl, tags } = parsed.data;
    const sent = box.add({ id: newVendorId(), at: bench.now(), vendor: "telnyx", from, to, text, reportUrl });
    void report(bench, sent, tags);
    return c.json({
      data: { record_type: "message", id: sent.id, parts: 1, to: [{ phone_number: to, status: "queued" }] },
    });
  });
  return app;
}

async function report(bench: Bench, { id, from, to, reportUrl }: SentText, tags: string[]): Promise<void> {
  const cost = { amount: "0.0700", currency: "EUR" };
  for (const [type, status] of [
    ["message.sent", "sent"],
    ["message.finalized", "delivered"],
  ] as const) {
    await bench.sleep(200);
    const recipients = [{ phone_number: to, status }];
    const payload = { id, direction: "outbound", from: { phone_number: from }, to: recipients, tags, parts: 1, cost };
    await post(bench, reportUrl, type, payload);
  }
}

function post(bench: Bench, url: string, type: string, payload: Record<string, unknown>): Promise<void> {
  return tell(bench, url, signEvent(bench, url, type, payload));
}

function refusal(status: number, code: string, title: string): Response {
  return Response.json({ errors: [{ code, title, detail: title }] }, { status });
}
