import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findMessage } from "../../../src/db/queries/messages.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { afterReport, type StatusFacts } from "../../../src/domain/messaging/message-status.ts";
import type { Result } from "../../../src/domain/result.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { createCloudflareEmail } from "../../../src/providers/email/cloudflare.ts";
import type { EmailProvider } from "../../../src/providers/email/port.ts";
import { createPostmark } from "../../../src/providers/email/postmark.ts";
import { overEmail } from "../../../src/providers/messaging/email.ts";
import type { MessageEvent, MessageProvider, SendOutcome } from "../../../src/providers/messaging/port.ts";
import { readTelnyx } from "../../../src/providers/messaging/telnyx.ts";
import { readTwilio } from "../../../src/providers/messaging/twilio.ts";
import { readWhatsapp } from "../../../src/providers/messaging/whatsapp.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { anIncoming } from "../../support/worker/conversations.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { aMessage, aSender, postTwilio } from "../../support/worker/senders.ts";

afterEach(() => vi.restoreAllMocks());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const json = (value: object) => ({ body: bytes(JSON.stringify(value)) });

const twilio = (fields: Record<string, string>) =>
  readTwilio({ url: "https://x/y", body: bytes(new URLSearchParams({ MessageSid: "SM1", ...fields }).toString()) });
const telnyx = (type: string, status: string, errors: object[] = []) =>
  readTelnyx(json({ data: { event_type: type, payload: { id: "t1", to: [{ status }], errors } } }));
const whatsapp = (status: string, errors: object[] = []) => {
  const value = { metadata: { phone_number_id: "1" }, statuses: [{ id: "w1", status, errors }] };
  return readWhatsapp(json({ entry: [{ changes: [{ field: "messages", value }] }] }), "1");
};

type Read = Result<MessageEvent | MessageEvent[] | null, unknown>;
const stories: [string, Read[]][] = [
  ["Twilio", ["queued", "sent", "delivered", "read"].map((MessageStatus) => twilio({ MessageStatus }))],
  [
    "Twilio, failing",
    [
      twilio({ MessageStatus: "sent" }),
      ...["30003", "30005"].map((ErrorCode) => twilio({ MessageStatus: "undelivered", ErrorCode })),
    ],
  ],
  [
    "Telnyx",
    [telnyx("message.sent", "sent"), telnyx("message.finalized", "delivered"), telnyx("message.sent", "queued")],
  ],
  [
    "Telnyx, failing",
    [
      telnyx("message.sent", "sent"),
      telnyx("message.finalized", "delivery_failed", [{ code: "40300" }]),
      telnyx("message.finalized", "sending_failed"),
    ],
  ],
  ["WhatsApp", ["sent", "delivered", "read", "played"].map((status) => whatsapp(status))],
  [
    "WhatsApp, failing",
    [whatsapp("sent"), whatsapp("failed", [{ code: 131_047 }]), whatsapp("failed", [{ code: 131_026 }])],
  ],
];

function fold(reads: Read[]): StatusFacts {
  const events = reads.flatMap((read) => (read.ok && read.value ? [read.value].flat() : []));
  const start: StatusFacts = { status: "sending", reason: null };
  return events.reduce(
    (known, event) => (event.type === "status" ? (afterReport(known, event) ?? known) : known),
    start,
  );
}

describe("abuse 45: what a vendor tells of one message", () => {
  it.each(stories)("by %s ends the same in every order, with every repetition", (_, reads) => {
    expect(reads.every(({ ok }) => ok)).toBe(true);
    const order = fc.shuffledSubarray([...reads, ...reads], {
      minLength: reads.length * 2,
      maxLength: reads.length * 2,
    });
    fc.assert(
      fc.property(order, (told) => {
        expect(fold(told)).toEqual(fold(reads));
      }),
    );
    expect(fold(reads).status).not.toBe("sending");
  });
});

describe("STOP while a message is on its way", () => {
  const busy: SendOutcome = { kind: "retry", reason: "code_20429", retryAfterSeconds: null };

  it("lets nothing begin after it, by no carrier and at no later try", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const senderId = await aSender(tenant);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), async (stopsAt) => {
        const to = `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
        const messageId = await aMessage(tenant, { to });
        let begun = 0;
        const send = async () => {
          begun += 1;
          if (begun === stopsAt) await anIncoming(tenant, "STOP", { senderId, from: to });
          return busy;
        };
        const provider: MessageProvider = { vendor: "twilio", sendsOnce: false, send };
        const carriers = [1, 2].map(() => ({ senderId: null, provider }));
        for (let round = 0; round < 5; round++) {
          const now = Date.now() + round * HOUR_MS;
          await deliverMessage(env, { tenantId: tenant.tenantId, messageId }, now, async () => carriers);
        }
        expect(begun).toBe(stopsAt);
        const row = await findMessage(tenantDb(env.DB, tenant.tenantId), messageId);
        expect(row).toMatchObject({ status: "not_sent", reason: "opted_out" });
      }),
      { numRuns: 5 },
    );
  });
});

describe("abuse 46: media that somebody names", () => {
  it("is never fetched, neither of a forged message nor of a real one", async () => {
    const tenant = await aTenant();
    const senderId = await aSender(tenant);
    const fetching = vi.spyOn(globalThis, "fetch");
    const fields = { MessageSid: "SM9", SmsStatus: "received", From: "+4915112345678", Body: "Look", NumMedia: "1" };
    const media = { ...fields, MediaUrl0: "https://evil.example/steal", MediaContentType0: "image/png" };
    expect((await postTwilio(senderId, media, { token: "forged" })).status).toBe(401);
    expect((await postTwilio(senderId, media)).status).toBe(200);
    expect(fetching.mock.calls.filter(([url]) => String(url).includes("evil.example"))).toEqual([]);
  });
});

describe("an e-mail provider that sends twice when asked twice", () => {
  const account = { serverToken: "t", from: "desk@x.de", baseUrl: "http://postmark.test" };
  const email = { id: "msg_1", to: "a@b.de", subject: "Hi", html: "<p>Hi</p>", text: "Hi" };
  const answering = (answer: () => Response | Promise<Response>) =>
    createPostmark(account, (async () => answer()) as unknown as typeof fetch).send(email);

  it.each([
    { name: "taken", answer: () => Response.json({ ErrorCode: 0, MessageID: "pm-1" }), kind: "sent" },
    { name: "busy", answer: () => Response.json({}, { status: 429 }), kind: "retry" },
    { name: "down", answer: () => new Response("", { status: 503 }), kind: "retry" },
    { name: "broken half-way", answer: () => new Response("", { status: 500 }), kind: "unknown" },
    { name: "none at all", answer: () => Promise.reject(new Error("cut")), kind: "unknown" },
    {
      name: "an inactive recipient",
      answer: () => Response.json({ ErrorCode: 406 }, { status: 422 }),
      kind: "refused",
    },
  ])("as Postmark: $name is $kind", async ({ answer, kind }) => {
    expect(await answering(answer)).toMatchObject({ kind });
  });

  it.each([
    {
      name: "a suppressed recipient",
      error: { code: "E_RECIPIENT_SUPPRESSED" },
      outcome: { kind: "refused", reason: "address_suppressed" },
    },
    { name: "a limit", error: { code: "E_RATE_LIMIT_EXCEEDED" }, outcome: { kind: "retry" } },
    { name: "anything else", error: new Error("x"), outcome: { kind: "unknown" } },
  ])("as Cloudflare's binding: $name", async ({ error, outcome }) => {
    const binding = { send: () => Promise.reject(Object.assign(new Error("no"), error)) };
    expect(await createCloudflareEmail(binding, "desk@x.de").send(email)).toMatchObject(outcome);
  });

  it("is not asked for what the first may have taken, and is for what it certainly has not", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const answers = (reason: string): EmailProvider => ({
      name: "resend",
      sendsOnce: true,
      send: async () => ({ kind: "retry", reason, retryAfterSeconds: null }),
    });
    for (const [reason, asked] of [
      ["no_answer", 0],
      ["circuit_open", 1],
    ] as const) {
      const send = vi.fn(async () => ({ kind: "sent" as const, providerId: "pm-1" }));
      const second: EmailProvider = { name: "postmark", sendsOnce: false, send };
      const carriers = [answers(reason), second].map((each) => ({
        senderId: null,
        provider: overEmail(each, undefined),
      }));
      const messageId = await aMessage(tenant, { channel: "email", to: `${reason}@b.de`, body: { text: "Hi" } });
      await deliverMessage(env, { tenantId: tenant.tenantId, messageId }, Date.now(), async () => carriers);
      expect(send).toHaveBeenCalledTimes(asked);
    }
  });
});
