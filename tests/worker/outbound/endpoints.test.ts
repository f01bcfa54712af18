import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { aClient, bookedBy, type Client, outcomeOf } from "../../support/worker/client.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { deliver } from "../../support/worker/queues.ts";
import { aReceiver, receiverUrl } from "../../support/worker/receiver.ts";
import { anEndpoint, deliveriesOf, hurry, untilAttempted } from "../../support/worker/webhooks.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

const change = ({ send }: Client, id: string, body: object) =>
  send(`/webhook-endpoints/${id}`, { method: "PATCH", body });
const span = () => ({
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date(Date.now() + 1_000).toISOString(),
});

describe("an endpoint", () => {
  it("shows its secret once, and nobody can read it again", async () => {
    const client = await aClient();
    const { secret, id } = await anEndpoint(client);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const path of [`/webhook-endpoints/${id}`, "/webhook-endpoints"]) {
      expect(await (await client.send(path)).text()).not.toMatch(/whsec_|secret"/i);
    }
    const rows = JSON.stringify((await env.DB.prepare("SELECT * FROM webhook_endpoints").all()).results);
    expect(rows).not.toContain(secret.slice(6));
  });

  it.each([
    ["http://shop.example.org/", "must begin with https://"],
    ["https://169.254.169.254/", "must name a host, not an IP address"],
    ["https://2130706433/", "must name a host, not an IP address"],
    ["https://metadata.google.internal/", "must name a host on the public internet"],
    ["https://user:pw@shop.example.org/", "must not contain a user name or password"],
    ["https://shop.example.org:8443/", "must use port 443"],
  ])("abuse case 47: cannot be at %s, neither made nor moved there", async (url, rule) => {
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const made = await client.send("/webhook-endpoints", { body: { url, eventTypes: ["*"] } });
    for (const response of [made, await change(client, id, { url })]) {
      expect(response.status).toBe(400);
      expect((await problemOf(response)).errors).toEqual([{ field: "url", rule }]);
    }
  });

  it("subscribes to kinds that there are", async () => {
    const client = await aClient();
    for (const eventTypes of [["appointment.exploded"], ["webhook.test"], [], "appointment.booked"]) {
      const response = await client.send("/webhook-endpoints", { body: { url: "https://a.example.org/", eventTypes } });
      expect(await outcomeOf(response)).toBe("400 invalid_input");
    }
    const { items } = await (await client.send("/webhook-event-types")).json<{ items: { type: string }[] }>();
    const kinds = items.map(({ type }) => type).filter((type) => type !== "webhook.test");
    expect((await anEndpoint(client, { eventTypes: kinds })).eventTypes).toEqual(kinds);
  });

  it("is one of at most twenty", async () => {
    const client = await aClient();
    for (let count = 0; count < 20; count++) await anEndpoint(client);
    const response = await client.send("/webhook-endpoints", {
      body: { url: "https://a.example.org/", eventTypes: ["*"] },
    });
    expect(await outcomeOf(response)).toBe("409 too_many");
  });

  it("is changed, switched off and removed with a trace of who did it, but not of its path", async () => {
    const client = await aClient();
    const { id } = await anEndpoint(client, { url: "https://shop.example.org/secret-path" });
    await change(client, id, { description: "Till", includesPersonalData: true });
    await change(client, id, { status: "disabled" });
    expect(await (await client.send(`/webhook-endpoints/${id}`)).json()).toMatchObject({
      description: "Till",
      includesPersonalData: true,
      status: "disabled",
      disabledReason: "user",
    });
    expect((await client.send(`/webhook-endpoints/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await client.send(`/webhook-endpoints/${id}`)).status).toBe(404);
    const query = "SELECT action, actor, facts FROM audit_log WHERE subject_id = ? ORDER BY id";
    const { results } = await env.DB.prepare(query).bind(id).all<{ action: string; actor: string; facts: string }>();
    expect(results.map(({ action }) => action)).toEqual([
      "webhook_endpoint.created",
      "webhook_endpoint.changed",
      "webhook_endpoint.changed",
      "webhook_endpoint.removed",
    ]);
    expect(results.every(({ actor }) => actor.startsWith("key_"))).toBe(true);
    expect(JSON.stringify(results)).not.toContain("secret-path");
    const { sealed } = (await env.DB.prepare("SELECT sealed_secret AS sealed FROM webhook_endpoints WHERE id = ?")
      .bind(id)
      .first<{ sealed: string }>()) ?? { sealed: "?" };
    expect(sealed).toBe("");
  });

  it("is a matter of owners and managers, and of nobody from elsewhere", async () => {
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const stranger = await aClient();
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["PATCH", ""],
      ["POST", "/rotate-secret"],
      ["POST", "/test"],
    ] as const) {
      const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
      const whole = `/webhook-endpoints/${id}${path}`;
      expect(await outcomeOf(await stranger.send(whole, { method, ...body }))).toBe("404 not_found");
      const session = await aSession(client.tenant, "staff");
      const asStaff = await request(`/api/v1${whole}`, { session, method, ...body });
      expect(await outcomeOf(asStaff)).toBe("403 forbidden");
    }
  });
});

describe("a new secret", () => {
  it("signs beside the old one for as long as was asked, and then alone", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { id, secret: old } = await anEndpoint(client);
    const response = await client.send(`/webhook-endpoints/${id}/rotate-secret`, { body: { overlapHours: 24 } });
    const { secret, previousSecretUntil } = await response.json<{ secret: string; previousSecretUntil: string }>();
    expect(Date.parse(previousSecretUntil) - Date.now()).toBeGreaterThan(86_000_000);

    await client.send(`/webhook-endpoints/${id}/test`, { body: {} });
    await untilAttempted(client, 1);
    const [during] = received;
    if (!during) throw new Error("nothing arrived");
    expect(during.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const each of [old, secret]) expect(() => new Webhook(each).verify(during.body, during.headers)).not.toThrow();

    await env.DB.prepare("UPDATE webhook_endpoints SET previous_secret_until = 1 WHERE id = ?").bind(id).run();
    await client.send(`/webhook-endpoints/${id}/test`, { body: {} });
    await untilAttempted(client, 2);
    const after = received[1];
    if (!after) throw new Error("nothing arrived");
    expect(() => new Webhook(secret).verify(after.body, after.headers)).not.toThrow();
    expect(() => new Webhook(old).verify(after.body, after.headers)).toThrow();
  });

  it("replaces one that got out at once", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { id, secret: old } = await anEndpoint(client);
    await client.send(`/webhook-endpoints/${id}/rotate-secret`, { body: { overlapHours: 0 } });
    await client.send(`/webhook-endpoints/${id}/test`, { body: {} });
    await untilAttempted(client, 1);
    expect(() => new Webhook(old).verify(received[0]?.body ?? "", received[0]?.headers ?? {})).toThrow();
  });
});

describe("what was missed", () => {
  it("while an endpoint was switched off is kept, and sent when it is replayed", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { id } = await anEndpoint(client);
    await change(client, id, { status: "disabled" });
    await bookedBy(client);
    await client.tenant.calendar().drain(client.tenant.ref);
    await vi.waitFor(async () => {
      const query = "SELECT count(*) AS n FROM webhook_messages WHERE tenant_id = ?";
      expect(await env.DB.prepare(query).bind(client.tenant.tenantId).first("n")).toBe(1);
    });
    expect(await deliveriesOf(client)).toEqual([]);
    const early = await client.send(`/webhook-endpoints/${id}/replay`, { body: span() });
    expect(await outcomeOf(early)).toBe("409 endpoint_disabled");

    await change(client, id, { status: "enabled" });
    const replayed = await client.send(`/webhook-endpoints/${id}/replay`, { body: span() });
    expect(replayed.status).toBe(202);
    expect(await replayed.json()).toEqual({ queued: 1, hasMore: false });
    await untilAttempted(client, 1);
    expect(received).toHaveLength(1);
    // What has arrived is not sent again, unless asked for.
    const again = await client.send(`/webhook-endpoints/${id}/replay`, { body: span() });
    expect(await again.json()).toEqual({ queued: 0, hasMore: false });
    const all = { ...span(), includesDelivered: true };
    await client.send(`/webhook-endpoints/${id}/replay`, { body: all });
    await untilAttempted(client, 2);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("is asked for by a span of at most 31 days", async () => {
    const client = await aClient();
    const { id } = await anEndpoint(client);
    for (const [from, to] of [
      ["2026-11-01T00:00:00Z", "2026-12-02T00:00:01Z"],
      ["2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z"],
    ]) {
      const response = await client.send(`/webhook-endpoints/${id}/replay`, { body: { from, to } });
      expect(await outcomeOf(response)).toBe("400 invalid_input");
    }
  });

  it("by one delivery is sent again by hand, from the beginning of the schedule", async () => {
    aReceiver((_, attempt) => new Response(null, { status: attempt <= 2 ? 500 : 200 }));
    const client = await aClient();
    const { id } = await anEndpoint(client);
    await client.send(`/webhook-endpoints/${id}/test`, { body: {} });
    await untilAttempted(client, 1);
    await hurry(client, id);
    const [failing] = await untilAttempted(client, 2);
    const response = await client.send(`/webhook-deliveries/${failing?.id}/resend`, { body: {} });
    expect(response.status).toBe(202);
    const [delivered] = await untilAttempted(client, 3);
    expect(delivered).toMatchObject({ status: "delivered", attempts: 3, messageId: failing?.messageId });
  });

  it("because its wake-up was lost is found by the sweep", async () => {
    const received = aReceiver();
    const client = await aClient();
    const { id } = await anEndpoint(client);
    const courier = vi.spyOn(env.WEBHOOK_COURIER, "getByName").mockImplementation(() => {
      throw new Error("the object is being moved");
    });
    expect((await client.send(`/webhook-endpoints/${id}/test`, { body: {} })).status).toBe(202);
    expect(received).toEqual([]);
    courier.mockRestore();
    const { tenantId } = client.tenant;
    await deliver("jobs", [{ body: { type: "wake_webhook_courier", tenantId, endpointId: id } }]);
    await untilAttempted(client, 1);
    expect(received).toHaveLength(1);
  });
});

describe("the log of deliveries", () => {
  it("is filtered, and comes in pages", async () => {
    aReceiver(({ url }) => new Response(null, { status: url.includes("bad") ? 400 : 200 }));
    const client = await aClient();
    const good = await anEndpoint(client, { url: receiverUrl("good") });
    const bad = await anEndpoint(client, { url: receiverUrl("bad") });
    for (const { id } of [good, bad, good]) await client.send(`/webhook-endpoints/${id}/test`, { body: {} });
    await untilAttempted(client, 3);
    expect(await deliveriesOf(client, `?endpointId=${good.id}`)).toHaveLength(2);
    expect(await deliveriesOf(client, "?status=pending")).toMatchObject([{ endpointId: bad.id, lastStatus: 400 }]);
    expect(await deliveriesOf(client, "?type=call.ended")).toEqual([]);
    expect(await deliveriesOf(client, "?to=2026-01-01T00:00:00Z")).toEqual([]);
    const first = await (await client.send("/webhook-deliveries?limit=2")).json<{
      items: { id: string }[];
      nextCursor: string;
    }>();
    const second = await (await client.send(`/webhook-deliveries?limit=2&cursor=${first.nextCursor}`)).json<
      typeof first
    >();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect(second.nextCursor).toBeNull();
  });
});

describe("the description of the API", () => {
  it("documents every kind of event under `webhooks`", async () => {
    const client = await aClient();
    const { items } = await (await client.send("/webhook-event-types")).json<{ items: { type: string }[] }>();
    const { webhooks } = await (await request("/openapi.json")).json<{ webhooks: Record<string, unknown> }>();
    expect(Object.keys(webhooks).sort()).toEqual(items.map(({ type }) => type).sort());
  });
});
