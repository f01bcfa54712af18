import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { ConversationDetail, ConversationView } from "../../../src/contracts/conversations.ts";
import type { MessageView } from "../../../src/contracts/messaging.ts";
import { isPaused } from "../../../src/db/queries/conversations.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { CustomerId } from "../../../src/domain/ids.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { anIncoming, whatsappSecret } from "../../support/worker/conversations.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aMessage, aSender } from "../../support/worker/senders.ts";

const OTHER = "+4915199999999";

/** An inbox as its own API shows it. */
async function anInbox(tenant: TestTenant) {
  const key = await aKey(tenant);
  const get = async <T>(path: string) => (await request(`/api/v1/conversations${path}`, { key })).json<T>();
  return {
    list: async (query = "") => (await get<{ items: ConversationView[] }>(query)).items,
    one: (id: string) => get<ConversationDetail>(`/${id}`),
    thread: async (id: string) => (await get<{ items: MessageView[] }>(`/${id}/messages`)).items,
    unread: async () => (await get<{ count: number }>("/unread-count")).count,
    patch: (id: string, body: object) => request(`/api/v1/conversations/${id}`, { key, method: "PATCH", body }),
    reply: (id: string, body: object) => request(`/api/v1/conversations/${id}/messages`, { key, body }),
  };
}

/** A customer with the caller's number and an appointment ahead, about which they were written to. */
async function aCustomer(tenant: TestTenant) {
  const order = await aBooking(tenant, { startsAt: inTenDays(540), phone: CALLER });
  const booked = await tenant.calendar().book(tenant.ref, order);
  if (!booked.ok) throw new Error("not booked");
  await tenant.calendar().drain(tenant.ref);
  const [row] = await rawRows<{ id: CustomerId }>(tenant, "customers");
  const about = { appointmentId: booked.value.id, appointmentStartsAt: booked.value.startsAt };
  await aMessage(tenant, { ...about, kind: "booked" });
  return { customerId: row?.id ?? ("" as CustomerId), appointmentId: booked.value.id };
}

describe("the inbox", () => {
  it("has one conversation for each person, whatever the channel, and unread ones first", async () => {
    const tenant = await aTenant();
    const [inbox, whatsapp] = [await anInbox(tenant), await aSender(tenant, whatsappSecret)];
    const now = Date.now();
    await anIncoming(tenant, "Do you have parking?", {}, now - 3_000);
    await anIncoming(tenant, "And a lift?", { senderId: whatsapp }, now - 2_000);
    const [first] = await inbox.list();
    expect(await inbox.list()).toHaveLength(1);
    expect(first).toMatchObject({ isUnread: true, channel: "whatsapp", preview: "And a lift?", address: CALLER });
    expect((await inbox.thread(first?.id ?? "")).map(({ text }) => text)).toEqual([
      "And a lift?",
      "Do you have parking?",
    ]);

    await inbox.patch(first?.id ?? "", { isUnread: false });
    await anIncoming(tenant, "Are you open today?", { from: OTHER }, now - 5_000);
    expect((await inbox.list()).map(({ isUnread }) => isUnread)).toEqual([true, false]);
    expect(await inbox.unread()).toBe(1);
    expect(await inbox.list("?isUnread=true")).toHaveLength(1);
  });

  it("stores a repeated delivery of a message once, and does not call what was read unread again", async () => {
    const tenant = await aTenant();
    const inbox = await anInbox(tenant);
    const senderId = await anIncoming(tenant, "Hello?", { vendorId: "SM77" });
    const [row] = await inbox.list();
    await inbox.patch(row?.id ?? "", { isUnread: false });
    await anIncoming(tenant, "Hello?", { vendorId: "SM77", senderId });
    expect(await inbox.unread()).toBe(0);
    expect(await inbox.thread(row?.id ?? "")).toHaveLength(1);
  });

  it("leaves to people what the machine has not dealt with, and goes on as the customer's", async () => {
    const tenant = await aTenant();
    const inbox = await anInbox(tenant);
    await anIncoming(tenant, "Do you take cards?");
    const { customerId } = await aCustomer(tenant);
    await anIncoming(tenant, "JA");
    const [row] = await inbox.list();
    expect(await inbox.list()).toHaveLength(1);
    expect(row).toMatchObject({ customer: { id: customerId }, isUnread: true });
    await inbox.patch(row?.id ?? "", { isUnread: false });
    await anIncoming(tenant, "JA");
    expect(await inbox.unread()).toBe(0);
    await anIncoming(tenant, "Can I bring my dog?");
    expect(await inbox.unread()).toBe(1);
  });

  it("lets somebody take over: then NO cancels nothing, and follow-ups know to wait", async () => {
    const tenant = await aTenant();
    const [inbox, db] = [await anInbox(tenant), tenantDb(env.DB, tenant.tenantId)];
    const { customerId, appointmentId } = await aCustomer(tenant);
    await anIncoming(tenant, "Hm.");
    const [row] = await inbox.list();
    expect(await isPaused(db, customerId)).toBe(false);
    await inbox.patch(row?.id ?? "", { isPaused: true });
    expect(await isPaused(db, customerId)).toBe(true);

    await anIncoming(tenant, "ABSAGEN");
    expect(await tenant.calendar().appointment(tenant.ref, appointmentId)).toMatchObject({ status: "confirmed" });
    expect(await inbox.unread()).toBe(1);

    await inbox.patch(row?.id ?? "", { isPaused: false, status: "closed" });
    await anIncoming(tenant, "ABSAGEN");
    expect(await tenant.calendar().appointment(tenant.ref, appointmentId)).toMatchObject({ status: "cancelled" });
    const trail = await rawRows<{ action: string }>(tenant, "audit_log");
    expect(trail.filter(({ action }) => action === "conversation.changed")).toHaveLength(2);
  });

  it("answers by the channel that is open, and says why another is not", async () => {
    const tenant = await aTenant();
    const [inbox, whatsapp] = [await anInbox(tenant), await aSender(tenant, whatsappSecret)];
    await aSender(tenant);
    await anIncoming(tenant, "Hello?", { senderId: whatsapp }, Date.now() - 25 * HOUR_MS);
    const [row] = await inbox.list();
    const id = row?.id ?? "";
    const { ways } = await inbox.one(id);
    expect(ways.map(({ channel, obstacle }) => [channel, obstacle])).toEqual([
      ["sms", null],
      ["whatsapp", "outside_window"],
      ["email", "no_address"],
    ]);
    const late = await inbox.reply(id, { channel: "whatsapp", text: "Hi" });
    expect([late.status, await late.json()]).toMatchObject([409, { code: "unreachable" }]);

    await anIncoming(tenant, "Still there?", { senderId: whatsapp });
    expect((await inbox.reply(id, { channel: "whatsapp", text: "Yes" })).status).toBe(201);
    expect(await inbox.one(id)).toMatchObject({ isUnread: false, preview: "Yes", lastDirection: "outbound" });

    await anIncoming(tenant, "STOP", { senderId: whatsapp });
    expect((await inbox.one(id)).ways[1]).toMatchObject({ channel: "whatsapp", obstacle: "opted_out" });
  });
});
