import { env, exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { describe, expect, it, vi } from "vitest";
import type { ConversationView } from "../../../src/contracts/conversations.ts";
import type { LeadInboxView } from "../../../src/contracts/lead-inbox.ts";
import { handleEmail } from "../../../src/webhooks/messaging/email-worker.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { historyOf, leadsOf } from "../../support/worker/leads.ts";
import { ORIGIN } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

const PASSWORD = "postmark-password-of-the-tests";

async function open(tenant: TestTenant, given: object = {}): Promise<{ key: string; address: string }> {
  const key = await aKey(tenant);
  const body = { branchId: tenant.branchId, ...given };
  const answer = await request("/api/v1/lead-inbox", { key, method: "PUT", body });
  expect(answer.status).toBe(200);
  return { key, address: (await answer.json<LeadInboxView>()).inbox?.address ?? "" };
}

async function bring(to: string, given: object = {}): Promise<number> {
  const mail = {
    MessageID: "pm-1",
    From: "Erika Muster <erika@example.com>",
    Subject: "Balayage",
    OriginalRecipient: to,
  };
  const body = JSON.stringify({ ...mail, TextBody: "Was kostet das? Tel. 0151 12345678", ...given });
  const authorization = `Basic ${Buffer.from(`frontdesk:${PASSWORD}`).toString("base64")}`;
  const headers = { "content-type": "application/json", authorization };
  return (await exports.default.fetch(`${ORIGIN}/webhooks/postmark`, { method: "POST", headers, body })).status;
}

const inboxOf = async (key: string) =>
  (await (await request("/api/v1/conversations", { key })).json<{ items: ConversationView[] }>()).items;

describe("the address by which e-mails become leads", () => {
  it("makes a lead and a conversation of whoever writes there, once, in this business alone", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const { key, address } = await open(tenant);
    expect([await bring(address), await bring(address)]).toEqual([200, 200]);
    const leads = await leadsOf({ key });
    expect(leads).toMatchObject([
      { name: "Erika Muster", email: "erika@example.com", phone: "+4915112345678", source: "email", hasConsent: false },
    ]);
    expect(leads[0]?.contactState).toBeNull();
    expect(await historyOf({ key }, leads[0]?.id ?? "")).toMatchObject([{ type: "created", actor: "system" }]);
    expect(await inboxOf(key)).toMatchObject([
      { channel: "email", isUnread: true, address: "erika@example.com", preview: expect.stringContaining("Balayage") },
    ]);
    const theirs = await aKey(other);
    expect([await leadsOf({ key: theirs }), await inboxOf(theirs)]).toEqual([[], []]);
  });

  it("reads a form's e-mail without answering the form, and lets machines' answers lie", async () => {
    const tenant = await aTenant();
    const { key, address } = await open(tenant);
    await bring(address, {
      From: "web@salon.example",
      TextBody: "Name: Anna Beck\nE-Mail: anna@x.de\nNachricht: Färben",
    });
    await bring(address, { MessageID: "pm-2", Headers: [{ Name: "Auto-Submitted", Value: "auto-replied" }] });
    expect(await leadsOf({ key })).toMatchObject([{ name: "Anna Beck", email: "anna@x.de" }]);
    expect(await inboxOf(key)).toEqual([]);
  });

  it("of a customer's e-mail makes no lead, and STOP in it ends e-mails to them", async () => {
    const tenant = await aTenant();
    const { key, address } = await open(tenant);
    const customer = { name: "Erika", email: "erika@example.com" };
    const order = {
      branchId: tenant.branchId,
      serviceId: tenant.cut,
      startsAt: new Date(inTenDays(540)).toISOString(),
    };
    await request("/api/v1/appointments", { key, body: { ...order, customer } });
    await tenant.calendar().drain(tenant.ref);
    const [{ id: customerId } = { id: "" }] = await rawRows<{ id: string }>(tenant, "customers");
    await bring(address, { TextBody: "ABMELDEN" });
    expect(await leadsOf({ key })).toEqual([]);
    expect(await inboxOf(key)).toMatchObject([{ customer: { id: customerId } }]);
    const outs = await request(`/api/v1/customers/${customerId}/opt-outs`, { key });
    expect(await outs.json()).toEqual({ channels: ["email"] });
  });

  it("can be changed and closed: then whoever writes to the old one is nobody's lead", async () => {
    const tenant = await aTenant();
    const { key, address } = await open(tenant, { hasConsent: true });
    const renewed = await open(tenant, { isNewAddress: true });
    expect(renewed.address).not.toBe(address);
    expect(await bring(address)).toBe(200);
    expect((await request("/api/v1/lead-inbox", { key, method: "DELETE" })).status).toBe(204);
    expect(await bring(renewed.address)).toBe(200);
    expect(await leadsOf({ key })).toEqual([]);
    expect(await (await request("/api/v1/lead-inbox", { key })).json()).toEqual({ isConfigured: true, inbox: null });
  });
});

describe("mail that Cloudflare hands over", () => {
  const aMail = (to: string, text: string) => {
    const raw = new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
    const setReject = vi.fn();
    const message = { from: "erika@example.com", to, raw: new Response(raw).body, rawSize: raw.length, setReject };
    return { message: message as unknown as ForwardableEmailMessage, setReject }; // what the handler uses of it
  };
  const words = `From: =?utf-8?Q?J=C3=BCrgen_Muster?= <erika@example.com>
Subject: Termin
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

F=C3=A4rben bitte, Tel. 0151 12345678
--b--
`;

  it("becomes a lead, whatever parts and letters it is made of; what is for nobody is refused", async () => {
    const tenant = await aTenant();
    const { key, address } = await open(tenant);
    const { message, setReject } = aMail(address, words);
    await handleEmail(message, env);
    expect(setReject).not.toHaveBeenCalled();
    const [lead] = await leadsOf({ key });
    expect(lead).toMatchObject({ name: "Jürgen Muster", phone: "+4915112345678" });
    expect(lead?.request).toContain("Färben bitte");

    const lost = aMail("info@in.example.com", words);
    await handleEmail(lost.message, env);
    expect(lost.setReject).toHaveBeenCalledOnce();
  });
});
