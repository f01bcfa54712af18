import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { readTelnyx, verifyTelnyx } from "../../../src/providers/messaging/telnyx.ts";
import { createTwilio, readTwilio, verifyTwilio } from "../../../src/providers/messaging/twilio.ts";
import { readWhatsapp, verifyWhatsapp } from "../../../src/providers/messaging/whatsapp.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const raw = (body: string, headers: Record<string, string>, url = "") => ({
  url,
  body: bytes(body),
  header: (name: string) => headers[name.toLowerCase()],
});

describe("signatures, by vectors that the vendors' own libraries have made", () => {
  const url = "https://hooks.example.com/twilio/sms?tenant=t_1";
  const form = new URLSearchParams({
    MessageSid: "SM0123456789abcdef0123456789abcdef",
    AccountSid: "AC0123456789abcdef0123456789abcdef",
    From: "+15551230001",
    To: "+15551230002",
    Body: "STOP",
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    OptOutType: "STOP",
  }).toString();
  const twilio = { "x-twilio-signature": "RMm1wp2SWXNQCEFkw8UlyUa72/0=" };

  it("of Twilio cover the address that it was told, and every field", async () => {
    const token = "twilio_auth_token_test";
    expect(await verifyTwilio(token, raw(form, twilio, url))).toBe(true);
    expect(await verifyTwilio(token, raw(form, twilio, `${url}2`))).toBe(false);
    expect(await verifyTwilio(token, raw(form.replace("STOP", "STOQ"), twilio, url))).toBe(false);
    expect(await verifyTwilio("another", raw(form, twilio, url))).toBe(false);
    expect(await verifyTwilio(token, raw(form, { "x-twilio-signature": "AAAA" }, url))).toBe(false);
    expect(await verifyTwilio(token, raw(form, {}, url))).toBe(false);
    expect(readTwilio({ url, body: bytes(form) })).toMatchObject({ value: { text: "STOP", vendorMeaning: "stop" } });
  });

  it("of Telnyx cover the time, and are good for five minutes", async () => {
    const key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const body =
      '{"data":{"event_type":"message.received","id":"e1","occurred_at":"2026-11-20T12:00:00.000Z","payload":{"id":"m1","text":"hi"},"record_type":"event"}}';
    const signature = "ORIz1Ps8AqRjzbh1t6sqGd7TnuppiTNqb+mmI+QNifBMQ9aZtw3iK6OkGzNv6k0JDno7XijIKhlimKDWL5RxAQ==";
    const headers = { "telnyx-timestamp": "1760000000", "telnyx-signature-ed25519": signature };
    const at = 1_760_000_000_000;
    expect(await verifyTelnyx(key, raw(body, headers), at + 299_000)).toBe(true);
    expect(await verifyTelnyx(key, raw(body, headers), at + 301_000)).toBe(false);
    expect(await verifyTelnyx(key, raw(`${body} `, headers), at)).toBe(false);
    expect(await verifyTelnyx(key, raw(body, { ...headers, "telnyx-timestamp": "1760000001" }), at)).toBe(false);
    expect(await verifyTelnyx(key, raw(body, {}), at)).toBe(false);
  });

  it("of WhatsApp cover the raw bytes", async () => {
    const body = '{"object":"whatsapp_business_account","entry":[]}';
    const header = "sha256=e6ad1226d7dbb376b93779e72f6ea6cc56d514dbcb4b3fa023b679f8f0220325";
    expect(await verifyWhatsapp("meta_app_secret", raw(body, { "x-hub-signature-256": header }))).toBe(true);
    expect(await verifyWhatsapp("meta_app_secret", raw(`${body} `, { "x-hub-signature-256": header }))).toBe(false);
    expect(await verifyWhatsapp("another", raw(body, { "x-hub-signature-256": header }))).toBe(false);
    for (const none of [undefined, "", "sha256=", header.slice(7), header.toUpperCase(), `${header}0`]) {
      const headers = none === undefined ? {} : { "x-hub-signature-256": none };
      expect([none, await verifyWhatsapp("meta_app_secret", raw(body, headers))]).toEqual([none, false]);
    }
  });
});

describe("what vendors tell", () => {
  it("by Telnyx: the recipient's status, its price, and our id back", () => {
    const to = [{ phone_number: "+4915112345678", status: "delivery_failed" }];
    const payload = { id: "m1", to, parts: 2, cost: { amount: "0.0051", currency: "USD" }, tags: ["msg_1"] };
    const errors = [{ code: "40300", title: "Blocked due to STOP message" }];
    const data = { event_type: "message.finalized", payload: { ...payload, errors } };
    expect(readTelnyx({ body: bytes(JSON.stringify({ data })) })).toMatchObject({
      value: {
        status: "bounced",
        messageId: "msg_1",
        reason: "code_40300",
        optedOut: true,
        costMicros: 5_100,
        segments: 2,
      },
    });
  });

  it("by WhatsApp: all of a batch that is of our number, and people without a number by their id", () => {
    const ours = { metadata: { phone_number_id: "11111" } };
    const written = [
      { id: "w1", from: "4915112345678", type: "text", text: { body: "Ja" } },
      { id: "w2", from_user_id: "DE.1", type: "text", text: { body: "Hi" } },
    ];
    const statuses = [{ id: "w3", status: "read", biz_opaque_callback_data: "msg_1" }];
    const change = (value: object) => ({ field: "messages", value });
    const entry = [
      {
        changes: [
          change({ ...ours, messages: written }),
          change({ metadata: { phone_number_id: "2" }, messages: written }),
        ],
      },
      { changes: [change({ ...ours, statuses })] },
    ];
    expect(readWhatsapp({ body: bytes(JSON.stringify({ entry })) }, "11111")).toMatchObject({
      value: [
        { type: "incoming", from: "+4915112345678", text: "Ja" },
        { type: "incoming", from: "DE.1", text: "Hi" },
        { type: "status", status: "delivered", messageId: "msg_1" },
      ],
    });
  });

  it("by WhatsApp: that somebody wants no marketing in the app's own switch, and does again", () => {
    const told = (user_preferences: object[], phone_number_id = "1") => {
      const value = { metadata: { phone_number_id }, user_preferences };
      const body = JSON.stringify({ entry: [{ changes: [{ field: "user_preferences", value }] }] });
      return readWhatsapp({ body: bytes(body) }, "1");
    };
    const wish = { wa_id: "4915112345678", category: "marketing_messages", value: "stop", timestamp: 1731705721 };
    const read = told([wish, { ...wish, value: "resume" }, { ...wish, category: "other" }]);
    expect(read).toMatchObject({
      ok: true,
      value: [{ from: "+4915112345678", vendorMeaning: "stop" }, { vendorMeaning: "start" }],
    });
    expect(told([wish], "2")).toEqual({ ok: true, value: [] });
  });

  it("that is no JSON, or nests without end, is unreadable", () => {
    for (const text of ["{", "[".repeat(50_000)]) expect(readTelnyx({ body: bytes(text) }).ok).toBe(false);
  });
});

describe("an answer of Twilio", () => {
  const account = { accountSid: "AC1", authToken: "t", from: "+491", baseUrl: "http://twilio.test" };
  const message = { id: "msg_1", to: "+4915112345678", body: { text: "Hi" }, reportUrl: "http://x/y" };
  const answering = (answer: () => Response | Promise<Response>) =>
    createTwilio(account, (async () => answer()) as unknown as typeof fetch).send(message);

  it.each([
    { name: "taken", answer: () => Response.json({ sid: "SM1", num_segments: "2" }, { status: 201 }), kind: "sent" },
    { name: "busy", answer: () => Response.json({ code: 20_429 }, { status: 429 }), kind: "retry" },
    { name: "broken half-way", answer: () => new Response("", { status: 500 }), kind: "unknown" },
    { name: "none at all", answer: () => Promise.reject(new Error("cut")), kind: "unknown" },
    { name: "unreadable", answer: () => new Response("{", { status: 201 }), kind: "unknown" },
    { name: "no such number", answer: () => Response.json({ code: 21_211 }, { status: 400 }), kind: "refused" },
  ])("$name is $kind", async ({ answer, kind }) => {
    expect((await answering(answer)).kind).toBe(kind);
  });

  it("that the recipient has stopped messages is told apart", async () => {
    const outcome = await answering(() => Response.json({ code: 21_610 }, { status: 400 }));
    expect(outcome).toEqual({ kind: "refused", reason: "code_21610", optedOut: true });
  });
});
