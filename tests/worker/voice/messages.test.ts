import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { toldCallback } from "../../../src/contracts/webhook-events.ts";
import { aLine, providers } from "../../support/worker/both-lines.ts";
import { callbackTasksOf } from "../../support/worker/callbacks.ts";
import { aClient } from "../../support/worker/client.ts";
import { aKey, aStaffLogin, aUserId, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { aReceiver } from "../../support/worker/receiver.ts";
import { ask } from "../../support/worker/retell.ts";
import { anEndpoint, untilAttempted } from "../../support/worker/webhooks.ts";

const message = "The colour came out green";

beforeAll(async () => {
  await (await aLine("retell")).call("list_services");
});
afterEach(() => vi.restoreAllMocks());

describe.each(providers)("a message that a caller leaves over %s", (provider) => {
  it("becomes a task with the number that was given, and is read back digit by digit", async () => {
    const line = await aLine(provider);
    const credential = { key: await aKey(line.tenant) };
    const left = { message, name: "Erika", phone: "0151 234 567 89", urgency: "urgent", topic: "complaint" };
    const { ok, say, data } = await line.call("take_message", left);

    expect(ok).toBe(true);
    expect(say).toMatch(/pass your message on to the team as urgent/);
    expect(say).toContain("zero one five");
    const [task] = await eventually(async () => {
      const tasks = await callbackTasksOf(credential, "?urgency=urgent&status=open");
      expect(tasks).toHaveLength(1);
      return tasks;
    });
    const { branchId } = line.tenant;
    expect(task).toMatchObject({ id: data["taskId"], branchId, ...left, phone: "+4915123456789", ownerId: null });
    const [same] = await callbackTasksOf(credential, `?callId=${task?.callId}`);
    expect(same?.id).toBe(task?.id);
  });

  it("with another number corrects what was left, and leaves one task", async () => {
    const line = await aLine(provider, { language: "de" });
    const credential = { key: await aKey(line.tenant) };
    await line.call("take_message", { message, phone: "0151 234 567 89" });
    await eventually(async () => expect(await callbackTasksOf(credential)).toHaveLength(1));
    const { say } = await line.call("take_message", {
      message,
      phone: "null eins fünf eins zwei drei vier fünf sechs sieben acht acht",
    });
    expect(say).toMatch(/ruft Sie zurück unter null eins fünf/);
    await eventually(async () => {
      const [task, other] = await callbackTasksOf(credential);
      expect([task?.phone, other]).toEqual(["+4915123456788", undefined]);
    });
  });

  it("asks a caller who hides their number for one, unless nobody has to call back", async () => {
    const line = await aLine(provider);
    const hidden = { from: null };
    expect((await line.call("take_message", { message }, hidden)).data).toMatchObject({ code: "phone_needed" });
    const passedOn = await line.call("take_message", { message, wantsCallback: "no" }, hidden);
    expect([passedOn.ok, passedOn.data["phone"]]).toEqual([true, null]);
    expect((await line.call("take_message", { message: " " })).say).toBe("What may I pass on?");
  });
});

describe("a message", () => {
  it("is not lost while D1 is away", async () => {
    const line = await aLine("retell");
    await line.call("list_services");
    const send = vi.spyOn(env.JOBS, "send");
    breakD1();
    expect((await line.call("take_message", { message })).ok).toBe(true); // although nobody asked for the rules before
    expect(JSON.stringify(send.mock.calls)).not.toContain("green"); // sealed on its way, too
    vi.restoreAllMocks();
    await eventually(async () => expect(await callbackTasksOf({ key: await aKey(line.tenant) })).toHaveLength(1));
  });

  it("is told to the business's systems, with its words only where they asked for them", async () => {
    const received = aReceiver();
    const client = await aClient();
    await anEndpoint(client, { eventTypes: ["callback.left", "callback.settled"] });
    await anEndpoint(client, { eventTypes: ["callback.left"], includesPersonalData: true });
    const { data } = await ask(client.tenant, "take_message", { message });
    await untilAttempted(client, 2);
    await client.send(`/callback-tasks/${String(data["taskId"])}/done`, { body: {} });
    await untilAttempted(client, 3);
    const bodies = received.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
    for (const body of bodies) expect(() => toldCallback.strict().parse(body.data)).not.toThrow();
    expect(bodies.filter(({ data: told }) => told["callback"] !== undefined)).toHaveLength(1);
    expect(bodies.find(({ type }) => type === "callback.settled")?.data).toMatchObject({ status: "done" });
  });
});

describe("a callback task", () => {
  async function aTask() {
    const line = await aLine("retell");
    const { data } = await line.call("take_message", { message });
    const key = await aKey(line.tenant);
    await eventually(async () => expect(await callbackTasksOf({ key })).toHaveLength(1));
    return { tenant: line.tenant, key, path: `/api/v1/callback-tasks/${String(data["taskId"])}` };
  }

  it("has an owner of the business, and is settled once", async () => {
    const { tenant, key, path } = await aTask();
    const ownerId = await aUserId(tenant);
    const stranger = await aUserId((await aLine("retell")).tenant);
    expect((await request(`${path}/assign`, { key, body: { ownerId: stranger } })).status).toBe(404);
    const assigned = await request(`${path}/assign`, { key, body: { ownerId } });
    expect(await assigned.json()).toMatchObject({ ownerId, status: "open" });
    expect(await callbackTasksOf({ key }, `?ownerId=${ownerId}`)).toHaveLength(1);
    expect(await (await request(`${path}/dismiss`, { key, method: "POST" })).json()).toMatchObject({
      status: "dismissed",
    });
    expect((await request(`${path}/dismiss`, { key, method: "POST" })).status).toBe(200);
    const late = await request(`${path}/done`, { key, method: "POST" });
    expect([late.status, (await problemOf(late)).code]).toEqual([409, "callback_settled"]);
  });

  it("is seen by staff with a calendar of their own only once it is theirs", async () => {
    const { tenant, key, path } = await aTask();
    const { token: session, userId } = await aStaffLogin(tenant, tenant.anna);
    expect(await callbackTasksOf({ session })).toEqual([]);
    expect((await request(path, { session })).status).toBe(404);
    await request(`${path}/assign`, { key, body: { ownerId: userId } });
    expect(await callbackTasksOf({ session })).toHaveLength(1);
  });
});
