import { describe, expect, it } from "vitest";
import type { ConsentView } from "../../../src/contracts/messaging.ts";
import { aClient, bookedBy } from "../../support/worker/client.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { aSender, postTwilio } from "../../support/worker/senders.ts";

describe("opt-outs", () => {
  it("are shown with the customer whose number it is, can be noted by staff, and hold for what is sent later", async () => {
    const client = await aClient();
    const { tenant, send } = client;
    const sender = await aSender(tenant);
    await bookedBy(client, { customer: { name: "Erika", phone: CALLER } });
    await tenant.calendar().drain(tenant.ref); // the customer is in the read model then
    const customers = await (await send("/customers")).json<{ items: { id: string }[] }>();
    const id = customers.items[0]?.id ?? "";
    const fields = { SmsStatus: "received", From: CALLER, To: "+493023125840" };
    await postTwilio(sender, { ...fields, MessageSid: "SM1", Body: "STOP" });
    await postTwilio(sender, { ...fields, MessageSid: "SM2", Body: "STOP", From: "+4915200000000" });
    const consents = await eventually(async () => {
      const { items } = await (await send("/consents")).json<{ items: ConsentView[] }>();
      expect(items).toHaveLength(2);
      return items;
    });
    expect(
      consents.map(({ customerName }) => customerName).toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(["Erika", null]);
    const optOuts = async () => (await send(`/customers/${id}/opt-outs`)).json();
    expect(await optOuts()).toEqual({ channels: ["sms"] });
    const note = (body: object) => send(`/customers/${id}/opt-outs`, { method: "PUT", body });
    expect((await note({ channel: "sms", optedOut: false })).status).toBe(200);
    expect(await optOuts()).toEqual({ channels: [] });
    expect((await note({ channel: "email", optedOut: true })).status).toBe(409);
    expect((await note({ channel: "sms", optedOut: true })).status).toBe(200);
    const answer = await send(`/customers/${id}/messages`, { body: { channel: "sms", text: "Hello" } });
    const { id: messageId } = await answer.json<{ id: string }>();
    await eventually(async () => {
      const message = await (await send(`/messages/${messageId}`)).json();
      expect(message).toMatchObject({ status: "not_sent", reason: "opted_out", text: "Hello" });
    });
  });
});
