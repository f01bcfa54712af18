import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  toldAppointment,
  toldCall,
  type WebhookEventType,
  webhookBody,
  webhookCatalogue,
  webhookEventTypes,
} from "../../../src/contracts/webhook-events.ts";
import { exampleOf } from "../../../src/http/openapi/webhook-examples.ts";
import { aClient, bookedBy, type Client } from "../../support/worker/client.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { aReceiver, hang, receiverUrl } from "../../support/worker/receiver.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { anEndpoint, deliveriesOf, deliveryOf, hurry, untilAttempted } from "../../support/worker/webhooks.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

async function sendTest({ send }: Client, id: string) {
  const response = await send(`/webhook-endpoints/${id}/test`, { body: {} });
  expect(response.status).toBe(202);
  return response.json<{ id: string; messageId: string }>();
}

describe("a message", () => {
  it("of a booking reaches the endpoint, verifiably signed, as documented and without anything personal", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { secret, id } = await anEndpoint(client, { eventTypes: ["appointment.booked"] });
    const booked = await bookedBy(client, { customer: { name: "Erika Musterfrau", phone: "+4915112345678" } });

    const [delivery] = await untilAttempted(client, 1);
    const [webhook] = received;
    if (!webhook || !delivery) throw new Error("nothing arrived");
    expect(() => new Webhook(secret).verify(webhook.body, webhook.headers)).not.toThrow();
    const schema = webhookBody("appointment.booked", 1, toldAppointment.strict()).strict();
    const body = schema.parse(JSON.parse(webhook.body));
    expect(body.data).toMatchObject({ appointmentId: booked.id, startsAt: booked.startsAt, status: "confirmed" });
    expect(webhook.body).not.toMatch(/Erika|\+49151/);
    expect(webhook.body.length).toBeLessThan(20_000);
    expect(webhook.redirect).toBe("manual");
    expect(delivery).toMatchObject({ endpointId: id, type: "appointment.booked", status: "delivered", attempts: 1 });
    expect(webhook.headers["webhook-id"]).toBe(delivery.messageId);
  });

  it("carries the customer for an endpoint that asked for personal data, and keeps no copy of it", async () => {
    const received = aReceiver((webhook) => new Response(webhook.body)); // an endpoint that echoes
    const client = await aClient();
    await anEndpoint(client, { includesPersonalData: true });
    await bookedBy(client, { customer: { name: "Erika Musterfrau", phone: "+4915112345678" } });
    const [delivery] = await untilAttempted(client, 1);

    const body = JSON.parse(received[0]?.body ?? "{}") as { data: { customer: unknown } };
    expect(body.data.customer).toMatchObject({ name: "Erika Musterfrau", phone: "+4915112345678" });
    for (const table of ["webhook_messages", "webhook_deliveries", "webhook_attempts", "webhook_endpoints"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toMatch(/Erika Musterfrau|whsec_/);
    }
    const shown = await deliveryOf(client, delivery?.id ?? "");
    expect(shown.request.body).not.toContain("Erika");
    expect(shown.attemptLog[0]?.body).toContain("Erika"); // what came back, sealed in the database
  });

  it("of every kind that a calendar tells is in the catalogue, and of none twice", async () => {
    const received = aReceiver();
    const client = await aClient();
    await anEndpoint(client);
    const booked = await bookedBy(client);
    const startsAt = new Date(Date.parse(booked.startsAt) + 3_600_000).toISOString();
    const headers = { "x-request-id": "req-of-the-move" };
    await client.send(`/appointments/${booked.id}/reschedule`, { body: { startsAt }, headers });
    const branch = `/branches/${client.tenant.branchId}`;
    const span = { startsAt, endsAt: new Date(Date.parse(startsAt) + 900_000).toISOString() };
    await client.send(`${branch}/busy`, { body: { calendarId: booked.staffId, ...span } });
    const customer = { name: "Max Geheim", phone: "+4915112345679" };
    const wish = { serviceId: booked.serviceId, from: startsAt, to: span.endsAt, customer };
    const entry = await (await client.send(`${branch}/waitlist`, { body: wish })).json<{ id: string }>();
    await client.send(`${branch}/waitlist/${entry.id}`, { method: "DELETE" });
    await client.send(`/appointments/${booked.id}/cancel`, { body: { reason: "ill, Dr. Geheim says so" } });
    await client.tenant.calendar().drain(client.tenant.ref);
    await untilAttempted(client, 7);

    const told = received.map(({ body }) => JSON.parse(body) as { type: WebhookEventType; data: object });
    expect(told.map(({ type }) => type).sort()).toEqual([
      "appointment.booked",
      "appointment.cancelled",
      "appointment.moved",
      "conflict.raised",
      "conflict.resolved",
      "waitlist.joined",
      "waitlist.left",
    ]);
    for (const { type, data } of told) expect(() => webhookCatalogue[type].data.strict().parse(data)).not.toThrow();
    const move = told.find(({ type }) => type === "appointment.moved");
    expect(move?.data).toMatchObject({ previousStartsAt: booked.startsAt });
    expect(received.map(({ body }) => body).join()).not.toContain("Geheim");
    // Of the request that did it, in the message and in the log of deliveries.
    const [moved] = await deliveriesOf(client, "?type=appointment.moved");
    expect(moved?.requestId).toBe("req-of-the-move");
    const sent = received.find(({ body }) => body.includes("appointment.moved"));
    expect(sent?.headers["x-request-id"]).toBe("req-of-the-move");
  });

  it.each(webhookEventTypes)("of the kind %s is shown in the API's description as it is sent", (type) => {
    const { version, data } = webhookCatalogue[type];
    expect(() => webhookBody(type, version, data.strict()).strict().parse(exampleOf(type))).not.toThrow();
  });

  it("of a call is stored with what marks its event as done", async () => {
    const received = aReceiver();
    const client = await aClient();
    await anEndpoint(client, { eventTypes: ["call.started", "call.ended"], includesPersonalData: true });
    await postRetell(client.tenant, "", callStarted(client.tenant));
    await postRetell(client.tenant, "", callEnded(client.tenant));
    await untilAttempted(client, 2);
    const bodies = received.map(({ body }) => JSON.parse(body) as { type: string; data: { caller?: unknown } });
    const ended = bodies.find(({ type }) => type === "call.ended");
    expect(() => toldCall.strict().parse(ended?.data)).not.toThrow();
    expect(ended?.data.caller).toMatchObject({ toNumber: client.tenant.phoneNumber });
    // The same again is a duplicate for us, and no second message for them.
    await postRetell(client.tenant, "", callEnded(client.tenant));
    expect(await deliveriesOf(client)).toHaveLength(2);
  });

  it("is not made twice when the queue delivers twice", async () => {
    aReceiver();
    const client = await aClient();
    await anEndpoint(client);
    const sent = vi.spyOn(env.EVENTS, "send");
    await bookedBy(client);
    await untilAttempted(client, 1);
    const body = sent.mock.calls[0]?.[0];
    expect((await deliver("events", [{ body }, { body }])).acked).toHaveLength(2);
    expect(await deliveriesOf(client)).toHaveLength(1);
  });

  it("goes to the endpoints that subscribed to it, of its own tenant", async () => {
    const received = aReceiver();
    const [client, other] = [await aClient(), await aClient()];
    await anEndpoint(client, { url: receiverUrl("all") });
    await anEndpoint(client, { url: receiverUrl("calls"), eventTypes: ["call.ended"] });
    await anEndpoint(other, { url: receiverUrl("other") });
    await bookedBy(client);
    await untilAttempted(client, 1);
    expect(received.map(({ url }) => url)).toEqual([receiverUrl("all")]);
  });
});

describe("an attempt", () => {
  it("that fails is made again with the same id, a new time and a new signature", async () => {
    const received = aReceiver((_, attempt) => new Response("oops", { status: attempt === 1 ? 500 : 200 }));
    const client = await aClient();
    const { id, secret } = await anEndpoint(client);
    await sendTest(client, id);
    const [failed] = await untilAttempted(client, 1);
    expect(failed).toMatchObject({ status: "pending", attempts: 1, lastStatus: 500, lastError: "status_5xx" });
    expect(Date.parse(failed?.nextAttemptAt ?? "")).toBeGreaterThan(Date.now());

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7_000 });
    await hurry(client, id);
    const [delivered] = await untilAttempted(client, 2);
    vi.useRealTimers();
    expect(delivered).toMatchObject({ status: "delivered", attempts: 2, lastStatus: 200, nextAttemptAt: null });
    const [first, second] = received.map(({ headers }) => headers);
    expect(second?.["webhook-id"]).toBe(first?.["webhook-id"]);
    expect(second?.["webhook-timestamp"]).not.toBe(first?.["webhook-timestamp"]);
    expect(second?.["webhook-signature"]).not.toBe(first?.["webhook-signature"]);
    for (const { body, headers } of received) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    const { attemptLog } = await deliveryOf(client, delivered?.id ?? "");
    expect(attemptLog.map(({ status }) => status)).toEqual([200, 500]);
    expect(attemptLog.map(({ body }) => body)).toEqual(["oops", null]); // the older body is forgotten
  });

  it("abuse case 47: is not led on by a redirect, and remembers where it would have gone", async () => {
    const headers = { location: "http://169.254.169.254/latest/meta-data/" };
    const received = aReceiver(() => new Response(null, { status: 302, headers }));
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const { id: deliveryId } = await sendTest(client, id);
    await untilAttempted(client, 1);
    expect(received.map(({ url }) => url)).toEqual([receiverUrl()]);
    const { attemptLog, ...delivery } = await deliveryOf(client, deliveryId);
    expect(delivery).toMatchObject({ status: "pending", lastError: "redirect", lastStatus: 302 });
    expect(attemptLog[0]?.headers).toEqual(headers);
  });

  it("abuse case 47: keeps 64 kB of a huge answer, few headers, and gives it back as JSON text", async () => {
    const page = "<script>alert(1)</script>".repeat(8_000);
    const headers = { "content-type": "text/html", "set-cookie": "session=secret", "x-powered-by": "PHP" };
    aReceiver(() => new Response(page, { status: 500, headers }));
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const { id: deliveryId } = await sendTest(client, id);
    await untilAttempted(client, 1);
    const response = await client.send(`/webhook-deliveries/${deliveryId}`);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    const [attempt] = (await deliveryOf(client, deliveryId)).attemptLog;
    expect(attempt?.body).toHaveLength(65_536);
    expect(attempt).toMatchObject({ isBodyCut: true, headers: { "content-type": "text/html" } });
    expect(JSON.stringify(attempt?.headers)).not.toMatch(/secret|PHP/);
  });

  it("abuse case 47: is not made to an address that is no longer allowed", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { id } = await anEndpoint(client);
    await env.DB.prepare("UPDATE webhook_endpoints SET url = 'https://10.0.0.1/' WHERE id = ?").bind(id).run();
    const { id: deliveryId } = await sendTest(client, id);
    await untilAttempted(client, 1);
    expect(received).toEqual([]);
    expect(await deliveryOf(client, deliveryId)).toMatchObject({ lastError: "address_refused" });
  });

  it("answered by 410 switches the endpoint off, and tells so in the API, the audit log and an e-mail to the owner", async () => {
    aReceiver(() => new Response(null, { status: 410 }));
    const client = await aClient();
    await aSession(client.tenant, "owner");
    await aSession(client.tenant, "manager");
    const { id } = await anEndpoint(client);
    await sendTest(client, id);
    await eventually(async () => {
      const endpoint = await (await client.send(`/webhook-endpoints/${id}`)).json();
      expect(endpoint).toMatchObject({ status: "disabled", disabledReason: "gone" });
    });
    expect((await client.send(`/webhook-endpoints/${id}/test`, { body: {} })).status).toBe(409);
    const query = "SELECT action, actor FROM audit_log WHERE subject_id = ? AND action LIKE '%disabled'";
    expect((await env.DB.prepare(query).bind(id).all()).results).toHaveLength(1);
    const emails = "SELECT count(*) AS n FROM emails WHERE tenant_id = ? AND kind = 'webhook_disabled'";
    expect(await env.DB.prepare(emails).bind(client.tenant.tenantId).first("n")).toBe(1);
  });

  it("answered by 429 gives everything a pause, as long as was asked for", async () => {
    const received = aReceiver(() => new Response(null, { status: 429, headers: { "retry-after": "600" } }));
    const client = await aClient();
    const { id } = await anEndpoint(client);
    await sendTest(client, id);
    const [delivery] = await untilAttempted(client, 1);
    expect(Date.parse(delivery?.nextAttemptAt ?? "")).toBeGreaterThan(Date.now() + 590_000);
    await sendTest(client, id); // due now, but the endpoint has its pause
    expect(received).toHaveLength(1);
    const paused = await env.DB.prepare("SELECT paused_until FROM webhook_endpoints WHERE id = ?").bind(id).first();
    expect(paused?.["paused_until"]).toBeGreaterThan(Date.now() + 590_000);
  });

  it("that has failed for three days and twenty times switches the endpoint off", async () => {
    aReceiver(() => new Response(null, { status: 500 }));
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const since = Date.now() - 3 * 86_400_000;
    await env.DB.prepare("UPDATE webhook_endpoints SET failing_since = ?, failures = 19 WHERE id = ?")
      .bind(since, id)
      .run();
    await sendTest(client, id);
    await eventually(async () => {
      const endpoint = await (await client.send(`/webhook-endpoints/${id}`)).json();
      expect(endpoint).toMatchObject({ status: "disabled", disabledReason: "failing" });
    });
    expect(await deliveriesOf(client)).toMatchObject([{ status: "cancelled", nextAttemptAt: null }]);
  });
});

describe("an endpoint that hangs", () => {
  it("delays no other", async () => {
    aReceiver(({ url }) => (url.includes("slow") ? hang() : new Response(null, { status: 200 })));
    const client = await aClient();
    const slow = await anEndpoint(client, { url: receiverUrl("slow") });
    const quick = await anEndpoint(client, { url: receiverUrl("quick") });
    for (let count = 0; count < 6; count++) await sendTest(client, slow.id);
    await bookedBy(client);
    await untilAttempted(client, 1, `?endpointId=${quick.id}`);
    const waiting = await deliveriesOf(client, `?endpointId=${slow.id}`);
    expect(waiting.every(({ status, attempts }) => status === "pending" && attempts === 0)).toBe(true);
  });
});
