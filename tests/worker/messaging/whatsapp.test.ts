import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConversationDetail } from "../../../src/contracts/conversations.ts";
import { listMessages } from "../../../src/db/queries/messages.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { SenderId } from "../../../src/domain/ids.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { readWhatsapp } from "../../../src/providers/messaging/whatsapp.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { anIncoming, whatsappSecret } from "../../support/worker/conversations.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { aMessage, aSender } from "../../support/worker/senders.ts";
import { playVendors } from "../../support/worker/vendors.ts";

let stage: ReturnType<typeof playVendors>;
beforeEach(() => {
  stage = playVendors();
});
afterEach(() => vi.restoreAllMocks());

const USER = "US.13491208655302741918";
const template = { name: "rueckfrage", language: "de", parameters: ["Ihrem Termin"] };

function post(senderId: SenderId, value: object, secret = whatsappSecret.appSecret) {
  const metadata = { phone_number_id: whatsappSecret.phoneNumberId };
  const body = JSON.stringify({ entry: [{ changes: [{ field: "messages", value: { metadata, ...value } }] }] });
  const digest = createHmac("sha256", secret).update(Buffer.from(body)).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${digest}` };
  return request(`/webhooks/whatsapp/${senderId}`, { body, headers });
}

async function messagesOf({ tenantId }: TestTenant) {
  return (await listMessages(tenantDb(env.DB, tenantId), {}, { cursor: null, limit: 10 })).items;
}

/** What was sent to Meta. */
const sent = () => stage.asked.filter(({ path }) => path.endsWith("/messages")).map(({ body }) => JSON.parse(body));

describe("WhatsApp", () => {
  it("knows people without a number by their id at this business, and answers them by it", async () => {
    const tenant = await aTenant();
    const [senderId, key] = [await aSender(tenant, whatsappSecret), await aKey(tenant)];
    const hello = {
      from_user_id: USER,
      id: "wamid.1",
      timestamp: "1749416383",
      type: "text",
      text: { body: "Color?" },
    };
    expect((await post(senderId, { messages: [hello] }, "forged")).status).toBe(401);
    expect((await post(senderId, { messages: [hello] })).status).toBe(200);
    const id = await eventually(async () => {
      const { items } = await (await request("/api/v1/conversations", { key })).json<{ items: ConversationDetail[] }>();
      expect(items).toMatchObject([{ address: USER, customer: null, preview: "Color?" }]);
      return items[0]?.id ?? "";
    });
    const detail = await (await request(`/api/v1/conversations/${id}`, { key })).json<ConversationDetail>();
    expect(detail.ways.map(({ obstacle }) => obstacle)).toEqual(["no_address", null, "no_address"]);
    const answer = await request(`/api/v1/conversations/${id}/messages`, {
      key,
      body: { channel: "whatsapp", text: "Yes" },
    });
    expect(answer.status).toBe(201);
    await eventually(async () => expect(sent()).toMatchObject([{ recipient: USER, type: "text" }]));
    expect(sent()[0]).not.toHaveProperty("to");
  });

  it("reads an id that is no such id as nobody's", () => {
    const value = { metadata: { phone_number_id: "1" }, messages: [{ id: "w", from_user_id: "+4915112345678" }] };
    const body = JSON.stringify({ entry: [{ changes: [{ field: "messages", value }] }] });
    expect(readWhatsapp({ body: new Uint8Array(Buffer.from(body)) }, "1")).toMatchObject({ ok: true, value: [] });
  });

  it("goes as free text within 24 hours of their last message, later by the chosen template, else not at all", async () => {
    const jobs = holdBackJobs();
    const tenant = await aTenant();
    const senderId = await aSender(tenant, whatsappSecret);
    const wordy = { channel: "whatsapp", to: CALLER } as const;
    const filled = { text: "Frage zu Ihrem Termin", template };
    const now = Date.now();
    const deliver = (messageId: Awaited<ReturnType<typeof aMessage>>) =>
      deliverMessage(env, { tenantId: tenant.tenantId, messageId }, Date.now());

    await deliver(await aMessage(tenant, { ...wordy, body: { text: "Hi" } }));
    expect(await messagesOf(tenant)).toMatchObject([{ status: "not_sent", reason: "outside_window" }]);
    await deliver(await aMessage(tenant, { ...wordy, body: filled }));
    expect(sent()).toMatchObject([{ type: "template", template: { name: "rueckfrage", language: { code: "de" } } }]);

    await anIncoming(tenant, "Ja?", { senderId }, now - 23 * HOUR_MS);
    await deliver(await aMessage(tenant, { ...wordy, body: filled }));
    expect(sent()[1]).toMatchObject({ type: "text", text: { body: "Frage zu Ihrem Termin" } });
    jobs.mockRestore();
  });

  it("shows why Meta did not deliver, in whatever order it tells", async () => {
    const jobs = holdBackJobs();
    const tenant = await aTenant();
    const senderId = await aSender(tenant, whatsappSecret);
    const messageId = await aMessage(tenant, { channel: "whatsapp", body: { text: "Hi", template } });
    await deliverMessage(env, { tenantId: tenant.tenantId, messageId }, Date.now());
    jobs.mockRestore();
    const [row] = await messagesOf(tenant);
    const told = { id: row?.vendorId, biz_opaque_callback_data: messageId, timestamp: "1750030080" };
    await post(senderId, { statuses: [{ ...told, status: "failed", errors: [{ code: 131_047 }] }] });
    await post(senderId, { statuses: [{ ...told, status: "sent" }] });
    await eventually(async () => {
      expect(await messagesOf(tenant)).toMatchObject([{ status: "failed", reason: "code_131047" }]);
    });
  });

  it("lists the account's templates, and sends one outside the window only as it is approved", async () => {
    const tenant = await aTenant();
    const key = await aKey(tenant);
    expect((await request("/api/v1/whatsapp-templates", { key })).status).toBe(409);
    const senderId = await aSender(tenant, whatsappSecret);
    const { items } = await (await request("/api/v1/whatsapp-templates", { key })).json<{ items: object[] }>();
    expect(items).toContainEqual(expect.objectContaining({ name: "rueckfrage", places: 1, isUsable: true }));
    expect(items).toContainEqual(expect.objectContaining({ name: "fruehling", isUsable: false }));

    await anIncoming(tenant, "Hallo?", { senderId }, Date.now() - 30 * HOUR_MS);
    const list = await (await request("/api/v1/conversations", { key })).json<{ items: { id: string }[] }>();
    const path = `/api/v1/conversations/${list.items[0]?.id}/messages`;
    const reply = (given: object) =>
      request(path, { key, body: { channel: "whatsapp", template: { ...template, ...given } } });
    expect((await reply({ name: "termin_bestaetigt", parameters: ["1", "2", "3"] })).status).toBe(400);
    expect((await reply({ parameters: [] })).status).toBe(400);
    expect((await request(path, { key, body: { channel: "sms", template } })).status).toBe(400);
    const answer = await reply({});
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { text: expect.stringContaining("zu Ihrem Termin") },
    ]);
    await eventually(async () => expect(sent()).toMatchObject([{ type: "template", to: CALLER.slice(1) }]));
  });

  it("keeps another business's templates to itself", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await aSender(theirs, whatsappSecret);
    const use = { kind: "reminder", language: "en", name: "x", templateLanguage: "en_US", variables: ["date"] };
    const put = { key: await aKey(theirs), method: "PUT", body: use };
    expect((await request("/api/v1/whatsapp-template-uses", put)).status).toBe(200);
    const key = await aKey(mine);
    expect(await (await request("/api/v1/whatsapp-template-uses", { key })).json()).toEqual({ items: [] });
    expect((await request("/api/v1/whatsapp-templates", { key })).status).toBe(409);
  });
});
