import { createHmac, createPrivateKey, randomUUID, sign as signWith } from "node:crypto";
import { type Credential, type Fixture, JUNK, signedFixtures, stale, tampered, type Ways } from "./fixture.ts";

const FORM = "application/x-www-form-urlencoded";

/** HMAC-SHA1 over the address that Twilio was told, and the fields in order. It signs no time. */
export function twilioFixtures({ secret, address }: Credential): Fixture[] {
  const sid = `SM${randomUUID().replaceAll("-", "")}`;
  const form = (fields: Record<string, string>) => new URLSearchParams({ MessageSid: sid, ...fields }).toString();
  const ways: Ways = {
    contentType: FORM,
    sign(body) {
      const fields = [...new URLSearchParams(body)].sort(([one], [other]) => (one < other ? -1 : 1));
      const signed = address + fields.map(([name, value]) => name + value).join("");
      return { "x-twilio-signature": createHmac("sha1", secret).update(signed).digest("base64") };
    },
    bodies: {
      good: form({ MessageStatus: "sent" }),
      early: form({ MessageStatus: "delivered" }),
      unknown: form({ MessageStatus: "dancing" }),
      malformed: form({ MessageSid: "" }),
      tooLarge: form({ Body: JUNK }),
    },
    // A form is always readable; one without a message says nothing.
    malformed: [200, 204, 400],
  };
  return [...signedFixtures(ways), { ...tampered(ways), body: `${ways.bodies.good}&To=%2B1` }];
}

/** Ed25519. The secret is a private key in PKCS8, base64: the sender there must have the public one. */
export function telnyxFixtures({ secret }: Credential): Fixture[] {
  const key = createPrivateKey({ key: Buffer.from(secret, "base64"), format: "der", type: "pkcs8" });
  const id = randomUUID();
  const event = (event_type: string, status: string) => {
    const to = [{ phone_number: "+14155550123", status }];
    const payload = { id, direction: "outbound", from: { phone_number: "+14155550124" }, to, text: "", errors: [] };
    return JSON.stringify({ data: { id: randomUUID(), event_type, payload } });
  };
  const ways: Ways = {
    sign(body, at = Date.now()) {
      const timestamp = String(Math.floor(at / 1_000));
      const signature = signWith(null, Buffer.from(`${timestamp}|${body}`), key).toString("base64");
      return { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature };
    },
    bodies: {
      good: event("message.sent", "sent"),
      early: event("message.finalized", "delivered"),
      unknown: event("message.danced", "sent"),
      malformed: "{",
      tooLarge: JSON.stringify({ data: { junk: JUNK } }),
    },
  };
  return [...signedFixtures(ways), tampered(ways), stale(ways)];
}

/** HMAC-SHA256 by the app's secret. It signs no time. */
export function whatsappFixtures({ secret }: Credential): Fixture[] {
  const id = `wamid.${randomUUID()}`;
  const change = (field: string, status: string) => {
    const statuses = [{ id, status, timestamp: String(Math.floor(Date.now() / 1_000)), recipient_id: "14155550123" }];
    const value = { messaging_product: "whatsapp", metadata: { phone_number_id: "1" }, statuses };
    return JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field, value }] }] });
  };
  const ways: Ways = {
    sign: (body) => ({ "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` }),
    bodies: {
      good: change("messages", "sent"),
      early: change("messages", "delivered"),
      unknown: change("dances", "sent"),
      malformed: "{",
      tooLarge: JSON.stringify({ junk: JUNK }),
    },
  };
  return [...signedFixtures(ways), tampered(ways)];
}
