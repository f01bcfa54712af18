import { createHmac, createPrivateKey, randomUUID, sign as signWith } from "node:crypto";
import { type Credential, type Fixture, JUNK, signedFixtures, stale, tampered, type Ways } from "./fixture.ts";

const FORM = "application/x-www-form-urlencoded";

/** HMAC-SHA1 over the address that Twilio was told, and the fields in order. It signs no time. */
function signTwilio({ secret, address }: Credential): Ways["sign"] {
  return (body) => {
    const fields = [...new URLSearchParams(body)].sort(([one], [other]) => (one < other ? -1 : 1));
    const signed = address + fields.map(([name, value]) => name + value).join("");
    return { "x-twilio-signature": createHmac("sha1", secret).update(signed).digest("base64") };
  };
}

export function twilioFixtures(credential: Credential): Fixture[] {
  const sid = `SM${randomUUID().replaceAll("-", "")}`;
  const form = (fields: Record<string, string>) => new URLSearchParams({ MessageSid: sid, ...fields }).toString();
  const ways: Ways = {
    contentType: FORM,
    sign: signTwilio(credential),
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

/** At a number that is nobody's, so that nobody's telephone rings. */
const NOBODY = "+14155550199";

export function twilioCallFixtures(credential: Credential): Fixture[] {
  const CallSid = `CA${randomUUID().replaceAll("-", "")}`;
  const call = { CallSid, From: "+14155550123", To: NOBODY };
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const ways: Ways = {
    contentType: FORM,
    sign: signTwilio(credential),
    bodies: {
      good: form({ ...call, CallStatus: "ringing" }),
      early: form({ ...call, CallStatus: "completed", DialCallStatus: "no-answer" }),
      unknown: form({ ...call, CallStatus: "dancing" }),
      malformed: form({ CallStatus: "ringing" }),
      tooLarge: form({ ...call, CallerName: JUNK }),
    },
  };
  return [...signedFixtures(ways), { ...tampered(ways), body: `${ways.bodies.good}&Extra=1` }];
}

/** Ed25519. The secret is a private key in PKCS8, base64: the sender there must have the public one. */
function signTelnyx({ secret }: Credential): Ways["sign"] {
  const key = createPrivateKey({ key: Buffer.from(secret, "base64"), format: "der", type: "pkcs8" });
  return (body, at = Date.now()) => {
    const timestamp = String(Math.floor(at / 1_000));
    const signature = signWith(null, Buffer.from(`${timestamp}|${body}`), key).toString("base64");
    return { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature };
  };
}

/** Of a leg that we never guided: none of it needs a command. */
export function telnyxCallFixtures(credential: Credential): Fixture[] {
  const leg = { call_control_id: `v3:${randomUUID()}`, from: "+14155550123", to: NOBODY };
  const event = (event_type: string) => {
    const times = { id: randomUUID(), occurred_at: new Date().toISOString() };
    return JSON.stringify({ data: { ...times, event_type, payload: { ...leg, direction: "outgoing" } } });
  };
  const ways: Ways = {
    sign: signTelnyx(credential),
    bodies: {
      good: event("call.initiated"),
      early: event("call.hangup"),
      unknown: event("call.danced"),
      malformed: "{",
      tooLarge: JSON.stringify({ data: { junk: JUNK } }),
    },
  };
  return [...signedFixtures(ways), tampered(ways), stale(ways)];
}

export function telnyxFixtures(credential: Credential): Fixture[] {
  const id = randomUUID();
  const event = (event_type: string, status: string) => {
    const to = [{ phone_number: "+14155550123", status }];
    const payload = { id, direction: "outbound", from: { phone_number: "+14155550124" }, to, text: "", errors: [] };
    return JSON.stringify({ data: { id: randomUUID(), event_type, payload } });
  };
  const ways: Ways = {
    sign: signTelnyx(credential),
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
