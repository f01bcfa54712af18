import { describe, expect, it } from "vitest";
import type { ConversationDetail, ConversationView } from "../../../src/contracts/conversations.ts";
import type { MessageView } from "../../../src/contracts/messaging.ts";
import type { CustomerId } from "../../../src/domain/ids.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { anIncoming, whatsappSecret } from "../../support/worker/conversations.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { aLead, leadOf } from "../../support/worker/leads.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender } from "../../support/worker/senders.ts";

const OTHER = "+4915199999999";

async function aDesk() {
  const tenant = await aTenant();
  const session = await aSession(tenant, "owner");
  const get = async <T>(path: string) => (await request(`/api/v1${path}`, { session })).json<T>();
  return {
    tenant,
    session,
    list: async () => (await get<{ items: ConversationView[] }>("/conversations")).items,
    texts: async (id: string) =>
      (await get<{ items: MessageView[] }>(`/conversations/${id}/messages`)).items.map(({ text }) => text),
    name: (id: string, body: object) => request(`/api/v1/conversations/${id}/customer`, { session, body }),
    unmerge: (id: string, fromCustomerId: string) =>
      request(`/api/v1/customers/${id}/unmerge`, { session, body: { fromCustomerId } }),
  };
}

/** A customer with a number of their own, who has written by it. */
async function aWriter(tenant: TestTenant) {
  const order = await aBooking(tenant, { startsAt: inTenDays(540), phone: CALLER });
  await tenant.calendar().book(tenant.ref, order);
  await tenant.calendar().drain(tenant.ref);
  const [row] = await rawRows<{ id: string }>(tenant, "customers");
  await anIncoming(tenant, "From my number", {}, Date.now() - 5_000);
  return (row?.id ?? "") as CustomerId;
}

describe("an unknown sender", () => {
  it("becomes a customer by a name, with what they wrote and asked for, and is known from then on", async () => {
    const { tenant, session, list, texts, name } = await aDesk();
    const { id: leadId } = await aLead(tenant, { phone: OTHER });
    await anIncoming(tenant, "Hello?", { from: OTHER });
    const [stranger] = await list();
    const named = await name(stranger?.id ?? "", { name: "Nina Neu" });
    expect(named.status).toBe(200);
    const { customer } = await named.json<ConversationDetail>();
    expect(customer).toMatchObject({ name: "Nina Neu" });
    expect(await leadOf({ session }, leadId)).toMatchObject({ customerId: customer?.id });
    await anIncoming(tenant, "Are you there?", { from: OTHER });
    const [one, another] = await list();
    expect([one?.customer?.id, another]).toEqual([customer?.id, undefined]);
    expect(await texts(one?.id ?? "")).toEqual(["Are you there?", "Hello?"]);
    const found = await request("/api/v1/customers?q=nin", { session });
    expect(await found.json()).toMatchObject({ items: [{ id: customer?.id, phone: OTHER }] });
    expect((await name(one?.id ?? "", { name: "Again" })).status).toBe(409);
  });

  it("is found to be a customer by another number: one conversation, which can be parted again", async () => {
    const { tenant, list, texts, name, unmerge } = await aDesk();
    const customerId = await aWriter(tenant);
    await anIncoming(tenant, "From my office", { from: OTHER });
    const stranger = (await list()).find(({ customer }) => customer === null);
    const joined = await (await name(stranger?.id ?? "", { customerId })).json<ConversationDetail>();
    expect(joined).toMatchObject({ customer: { id: customerId }, isUnread: true, preview: "From my office" });
    expect(await texts(joined.id)).toEqual(["From my office", "From my number"]);
    await anIncoming(tenant, "Office again", { from: OTHER });
    expect((await list()).map(({ preview }) => preview)).toEqual(["Office again"]);

    const rows = await rawRows<{ id: CustomerId; merged_into: string | null }>(tenant, "customers");
    const from = rows.find(({ merged_into }) => merged_into === customerId)?.id as CustomerId;
    expect((await unmerge(customerId, from)).status).toBe(200);
    const parted = new Map((await list()).map(({ customer, preview }) => [customer?.id, preview]));
    // What has come since the merge stays where it is.
    expect([parted.get(customerId), parted.get(from)]).toEqual(["Office again", "From my office"]);
  });

  it("without a number, by WhatsApp, is known again by the id that stands for them", async () => {
    const { tenant, list, name } = await aDesk();
    const senderId = await aSender(tenant, whatsappSecret);
    await anIncoming(tenant, "Hi", { from: "DE.1234", senderId });
    const [stranger] = await list();
    const { customer } = await (await name(stranger?.id ?? "", { name: "Momo" })).json<ConversationDetail>();
    await anIncoming(tenant, "Me again", { from: "DE.1234", senderId });
    expect(await list()).toMatchObject([{ customer: { id: customer?.id, name: "Momo" }, preview: "Me again" }]);
  });

  it("is named by nobody of another business, nor as a customer of one", async () => {
    const [mine, theirs] = [await aDesk(), await aDesk()];
    const customerId = await aWriter(theirs.tenant);
    await anIncoming(mine.tenant, "Hello?", { from: OTHER });
    const [stranger] = await mine.list();
    expect((await mine.name(stranger?.id ?? "", { customerId })).status).toBe(404);
    expect((await theirs.name(stranger?.id ?? "", { name: "Mine" })).status).toBe(404);
    expect((await mine.name(stranger?.id ?? "", {})).status).toBe(400);
    expect((await mine.list())[0]?.customer).toBeNull();
  });
});

describe("two records of one person who have both written", () => {
  it("have one conversation that follows the merge and its undoing, also where only one had any", async () => {
    const { tenant, session, list, unmerge } = await aDesk();
    const into = await aWriter(tenant);
    const order = await aBooking(tenant, { startsAt: inTenDays(660), phone: OTHER });
    await tenant.calendar().book(tenant.ref, order);
    await tenant.calendar().drain(tenant.ref);
    const from = (await rawRows<{ id: string }>(tenant, "customers")).find(({ id }) => id !== into)?.id ?? "";
    const merge = (id: string, fromCustomerId: string) =>
      request(`/api/v1/customers/${id}/merge`, { session, body: { fromCustomerId } });
    // `from` has written nothing, so it is handed over and back whole.
    expect((await merge(from, into)).status).toBe(200);
    expect((await list()).map(({ customer }) => customer?.id)).toEqual([from]);
    await unmerge(from, into);
    expect((await list()).map(({ customer }) => customer?.id)).toEqual([into]);
  });
});
