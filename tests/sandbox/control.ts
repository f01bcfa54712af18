import { Hono, type MiddlewareHandler } from "hono";
import { stream } from "hono/streaming";
import * as z from "zod";
import type { CallEvent } from "./calls/events.ts";
import { callRequest } from "./calls/place-call.ts";
import { faultOrder } from "./faults.ts";
import { sentEmails } from "./page/emails.ts";
import { sentTexts } from "./page/texts.ts";
import { ControlProblem, readControlBody } from "./problem.ts";
import { scenarios } from "./scenarios/index.ts";
import type { Sandbox } from "./server.ts";

const CALLS_AT_ONCE = 100;
const address = z.string().min(3).max(300);
const incomingMail = z.strictObject({
  from: address,
  to: address,
  subject: z.string().max(300),
  text: z.string().max(10_000),
});

const ringRequest = z.strictObject({
  vendor: z.enum(["twilio", "telnyx"]),
  /** The account at the carrier, as the business has it among its senders. */
  senderId: z.string().min(5).max(80),
  from: address.default("+493023125399"),
  to: address,
  staff: z.enum(["pick_up", "are_away"]).default("are_away"),
  callerRingsOff: z.boolean().default(false),
});

/** How tests, `npm run call` and the page steer the sandbox. */
export function controlRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.use(refuseForeignPages);
  app.get("/scenarios", (c) =>
    c.json({ scenarios: scenarios.map(({ id, title, summary }) => ({ id, title, summary })) }),
  );
  app.get("/requests", (c) => c.json({ requests: sandbox.requests.list(c.req.query("vendor")) }));
  app.get("/emails", (c) => c.json({ emails: sentEmails(sandbox) }));
  app.post("/emails", async (c) => {
    const mail = await readControlBody(c, incomingMail);
    await sandbox.vendors.find(({ emails }) => emails?.receive)?.emails?.receive?.(mail);
    return c.body(null, 204);
  });
  app.post("/emails/:id/answer", async (c) => {
    const { text } = await readControlBody(c, z.strictObject({ text: z.string().max(10_000) }));
    const { sent, emails } = emailOf(sandbox, c.req.param("id"));
    await emails.answer(sent, text);
    return c.body(null, 204);
  });
  app.post("/emails/:id/tell", async (c) => {
    const { fate } = await readControlBody(c, z.strictObject({ fate: z.enum(["delivered", "bounced", "complained"]) }));
    const { sent, emails } = emailOf(sandbox, c.req.param("id"));
    await emails.tell(sent, fate);
    return c.body(null, 204);
  });
  app.get("/texts", (c) => c.json({ texts: sentTexts(sandbox) }));
  app.post("/texts/:id/answer", async (c) => {
    const { text } = await readControlBody(c, z.strictObject({ text: z.string().max(1_600) }));
    const sent = sentTexts(sandbox).find(({ id }) => id === c.req.param("id"));
    const vendor = sandbox.vendors.find(({ name }) => name === sent?.vendor);
    if (!sent || !vendor?.texts) throw new ControlProblem(404, "no_such_text", "No such message is remembered.");
    await vendor.texts.answer(sent, text);
    return c.body(null, 204);
  });
  app.post("/rings", async (c) => {
    const { vendor, senderId, ...order } = await readControlBody(c, ringRequest);
    const rings = sandbox.vendors.find(({ name }) => name === vendor)?.rings;
    if (!rings) throw new ControlProblem(400, "invalid_body", "This vendor carries no calls.");
    const { baseUrl } = await sandbox.demo();
    return c.json({ steps: await rings({ ...order, voiceUrl: `${baseUrl}/webhooks/${vendor}/${senderId}/voice` }) });
  });
  app.post("/reset", (c) => {
    sandbox.reset();
    return c.body(null, 204);
  });
  addCalls(app, sandbox);
  addFaults(app, sandbox);
  return app;
}

function emailOf(sandbox: Sandbox, id: string) {
  for (const { emails } of sandbox.vendors) {
    const sent = emails?.find(id);
    if (emails && sent) return { sent, emails };
  }
  throw new ControlProblem(404, "no_such_email", "No such e-mail is remembered.");
}

/** A website the developer happens to visit must not steer the sandbox. */
const refuseForeignPages: MiddlewareHandler = async (c, next) => {
  const site = c.req.header("sec-fetch-site") ?? "none";
  if (site !== "none" && site !== "same-origin")
    throw new ControlProblem(403, "foreign_page", "Not from another site.");
  await next();
};

function addCalls(app: Hono, sandbox: Sandbox): void {
  app.get("/calls", (c) => c.json({ calls: sandbox.calls.summaries() }));
  app.get("/calls/:callId", (c) => {
    const call = sandbox.calls.find(c.req.param("callId"));
    if (!call) throw new ControlProblem(404, "no_such_call", "No such call is remembered.");
    return c.json(call);
  });
  app.post("/calls", async (c) => {
    const planned = await readControlBody(c, callRequest);
    if (sandbox.calls.ongoing() >= CALLS_AT_ONCE) {
      throw new ControlProblem(429, "too_many_calls", `${CALLS_AT_ONCE} calls are going on already.`);
    }
    const queue = new EventQueue();
    const played = sandbox.placeCall(planned, (event) => queue.push(event)).finally(() => queue.close());
    await Promise.race([played, queue.first]); // a call that cannot begin is refused with a status, not with a stream
    c.header("content-type", "application/x-ndjson; charset=utf-8");
    c.header("cache-control", "no-store");
    return stream(c, async (out) => {
      for await (const event of queue.events()) await out.writeln(JSON.stringify(event));
      await played;
    });
  });
}

function addFaults(app: Hono, sandbox: Sandbox): void {
  app.get("/faults", (c) => c.json({ faults: sandbox.faults.list() }));
  app.post("/faults", async (c) => {
    const order = await readControlBody(c, faultOrder);
    const names = sandbox.vendors.map((vendor) => vendor.name);
    if (names.includes(order.vendor)) return c.json(sandbox.faults.add(order), 201);
    const rule = `must be one of ${names.join(", ")}`;
    throw new ControlProblem(400, "invalid_body", "Please correct: vendor.", [{ field: "vendor", rule }]);
  });
  app.delete("/faults", (c) => {
    sandbox.faults.clear();
    return c.body(null, 204);
  });
  app.delete("/faults/:id", (c) => {
    if (!sandbox.faults.remove(c.req.param("id"))) throw new ControlProblem(404, "no_such_fault", "No such fault.");
    return c.body(null, 204);
  });
}

/** Hands events from a call to a response stream that may be slower, or gone: the call goes on regardless. */
class EventQueue {
  readonly #first = Promise.withResolvers<void>();
  readonly #waiting: CallEvent[] = [];
  #next = Promise.withResolvers<void>();
  #closed = false;

  get first(): Promise<void> {
    return this.#first.promise;
  }

  push(event: CallEvent): void {
    this.#waiting.push(event);
    this.#first.resolve();
    this.#next.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#next.resolve();
  }

  async *events(): AsyncGenerator<CallEvent> {
    while (!this.#closed || this.#waiting.length > 0) {
      yield* this.#waiting.splice(0);
      if (this.#closed) continue;
      await this.#next.promise;
      this.#next = Promise.withResolvers();
    }
  }
}
