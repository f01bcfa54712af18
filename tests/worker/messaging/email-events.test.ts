import { env, exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConversationView } from "../../../src/contracts/conversations.ts";
import type { ConsentView } from "../../../src/contracts/messaging.ts";
import { findMessage } from "../../../src/db/queries/messages.ts";
import { findOptOut } from "../../../src/db/queries/opt-outs.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { MessageId } from "../../../src/domain/ids.ts";
import { replyAddress } from "../../../src/domain/messaging/email-reply.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { playNetwork } from "../../support/worker/network.ts";
import { ORIGIN } from "../../support/worker/retell.ts";
import { aMessage } from "../../support/worker/senders.ts";

const SECRET = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const PASSWORD = "postmark-password-of-the-tests";
const TO = "john@example.com";

type Signed = { secret?: string; at?: number };

/** A webhook of Resend, signed as Svix signs it. */
function postResend(event: object, { secret = SECRET, at = Math.floor(Date.now() / 1_000) }: Signed = {}) {
  const body = JSON.stringify(event);
  const digest = createHmac("sha256", Buffer.from(secret, "base64")).update(`msg_1.${at}.${body}`).digest("base64");
  const headers = { "svix-id": "msg_1", "svix-timestamp": String(at), "svix-signature": `v1,AAAA v1,${digest}` };
  return post("resend", body, headers);
}

function postPostmark(event: object, password = PASSWORD) {
  const authorization = `Basic ${Buffer.from(`frontdesk:${password}`).toString("base64")}`;
  return post("postmark", JSON.stringify(event), { authorization });
}

function post(vendor: string, body: string, headers: Record<string, string>) {
  const all = { "content-type": "application/json", ...headers };
  return exports.default.fetch(`${ORIGIN}/webhooks/${vendor}`, { method: "POST", headers: all, body });
}

async function anEmail(tenant: TestTenant, to = TO): Promise<MessageId> {
  const jobs = holdBackJobs();
  const id = await aMessage(tenant, {
    channel: "email",
    to,
    body: { text: "Hello", subject: "Hi", html: "<p>Hello</p>" },
  });
  jobs.mockRestore();
  return id;
}

const bounce = (message: string) => ({
  RecordType: "Bounce",
  Type: "HardBounce",
  MessageID: "pm-1",
  Inactive: true,
  Email: TO,
  Metadata: { message },
});
const resend = (type: string, message: string, more: object = {}) => ({
  type,
  data: { email_id: "re-1", from: "Salon <desk@salon.example>", to: [TO], tags: { message }, ...more },
});

const whyNot = async ({ tenantId, vault }: TestTenant, to = TO) =>
  findOptOut(tenantDb(env.DB, tenantId), "email", await vault.emailIndex(to));

afterEach(() => vi.restoreAllMocks());

describe("what e-mail providers tell", () => {
  it("counts only with Resend's signature, not older than five minutes, or Postmark's password", async () => {
    const tenant = await aTenant();
    const id = await anEmail(tenant);
    const event = resend("email.complained", id);
    const statuses = await Promise.all([
      postResend(event, { secret: "AAAA" }),
      postResend(event, { at: Math.floor(Date.now() / 1_000) - 400 }),
      post("resend", JSON.stringify(event), {}),
      postPostmark(bounce(id), "another"),
      post("postmark", JSON.stringify(bounce(id)), {}),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await whyNot(tenant)).toBeNull();
    expect((await postResend(event)).status).toBe(204);
    expect(await whyNot(tenant)).toBe("complaint");
  });

  it("keeps everything back from an address that bounced, says so, and shows it; another business's is not touched", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const id = await anEmail(tenant);
    expect((await postPostmark(bounce(id))).status).toBe(200);
    expect((await postPostmark(bounce(id))).status).toBe(200);
    expect(await findMessage(tenantDb(env.DB, tenant.tenantId), id)).toMatchObject({
      status: "bounced",
      reason: "hard_bounce",
    });
    const key = await aKey(tenant);
    const { items } = await (await request("/api/v1/consents", { key })).json<{ items: ConsentView[] }>();
    expect(items).toMatchObject([{ channel: "email", action: "withdrawn", source: "bounce" }]);
    expect(await whyNot(other)).toBeNull();

    const next = await anEmail(tenant);
    const carriers = [{ senderId: null, provider: { vendor: "resend", sendsOnce: true, send: vi.fn() } as const }];
    await deliverMessage(env, { tenantId: tenant.tenantId, messageId: next }, Date.now(), async () => carriers);
    expect(await findMessage(tenantDb(env.DB, tenant.tenantId), next)).toMatchObject({
      status: "not_sent",
      reason: "address_bounced",
    });
    expect(carriers[0]?.provider.send).not.toHaveBeenCalled();

    const lifted = {
      RecordType: "SubscriptionChange",
      MessageID: "pm-1",
      SuppressSending: false,
      Metadata: { message: id },
    };
    await postPostmark(lifted);
    expect(await whyNot(tenant)).toBeNull();
  });

  it("abuse 45: ends the same in every order, however often it comes", async () => {
    const told = (id: string) => [
      () => postResend(resend("email.sent", id)),
      () => postResend(resend("email.delivered", id)),
      () => postResend(resend("email.bounced", id, { bounce: { type: "Permanent" } })),
      () => postResend(resend("email.complained", id)),
    ];
    const order = fc.shuffledSubarray([0, 1, 2, 3, 2, 1], { minLength: 6, maxLength: 6 });
    const tenant = await aTenant();
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        const to = `${crypto.randomUUID()}@example.com`;
        const id = await anEmail(tenant, to);
        for (const index of indexes) await told(id)[index]?.();
        expect(await findMessage(tenantDb(env.DB, tenant.tenantId), id)).toMatchObject({ status: "delivered" });
        expect(await whyNot(tenant, to)).toMatch(/complaint/);
      }),
      { numRuns: 6 },
    );
  });

  it("of a full mailbox, or of nobody's e-mail, suppresses nobody", async () => {
    const tenant = await aTenant();
    const id = await anEmail(tenant);
    await postResend(resend("email.bounced", id, { bounce: { type: "Transient" } }));
    expect(await whyNot(tenant)).toBeNull();
    expect((await postResend(resend("email.complained", "eml_1"))).status).toBe(204);
    expect((await postPostmark({ RecordType: "Open", MessageID: "pm-1" })).status).toBe(200);
    expect((await postPostmark({ RecordType: "Bounce" })).status).toBe(400);
  });
});

describe("an answer by e-mail", () => {
  const inbox = async (tenant: TestTenant) => {
    const answer = await request("/api/v1/conversations", { key: await aKey(tenant) });
    return (await answer.json<{ items: ConversationView[] }>()).items;
  };

  it("by Postmark lands in the inbox without what it quotes, once", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const to = replyAddress(await anEmail(tenant), "in.example.com");
    const text = "Yes, gladly!\n\nOn Fri, 27 Nov 2026, Salon wrote:\n> Hello";
    const mail = {
      MessageID: "pm-9",
      From: `John <${TO}>`,
      ToFull: [{ Email: to }],
      OriginalRecipient: to,
      TextBody: text,
    };
    await postPostmark(mail);
    await postPostmark(mail);
    expect(await inbox(tenant)).toMatchObject([
      { channel: "email", isUnread: true, preview: "Yes, gladly!", address: TO },
    ]);
    expect(await inbox(other)).toEqual([]);
  });

  it("by Resend is fetched, and told again when it could not be", async () => {
    const tenant = await aTenant();
    const to = replyAddress(await anEmail(tenant), "in.example.com");
    const event = { type: "email.received", data: { email_id: "re-in-1", from: TO, to: [to], subject: "Re: Hi" } };
    const fetching = vi.fn<typeof fetch>().mockRejectedValueOnce(new Error("away"));
    playNetwork(fetching, ({ pathname }) => pathname.endsWith("/emails/receiving/re-in-1"));
    expect((await postResend(event)).status).toBe(500);
    expect(await inbox(tenant)).toEqual([]);
    fetching.mockImplementation(async () => Response.json({ text: "ABMELDEN" }));
    expect((await postResend(event)).status).toBe(204);
    expect(fetching).toHaveBeenCalledTimes(2);
    expect(await whyNot(tenant)).toBe("word");
  });
});
