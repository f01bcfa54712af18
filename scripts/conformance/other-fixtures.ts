import { createHmac, randomUUID } from "node:crypto";
import { type Credential, type Fixture, JUNK, signedFixtures, stale, TAKEN, tampered, type Ways } from "./fixture.ts";

/** HMAC-SHA256 by the webhook's secret. It signs no time: what it says is a hint, and read anew at Cal.com. */
export function calcomFixtures({ secret }: Credential): Fixture[] {
  const uid = `conformance-${randomUUID()}`;
  const hook = (triggerEvent: string, createdAt: string) =>
    JSON.stringify({ triggerEvent, createdAt, payload: { uid, title: "Conformance" } });
  const ways: Ways = {
    sign: (body) => ({ "x-cal-signature-256": createHmac("sha256", secret).update(body).digest("hex") }),
    bodies: {
      good: hook("BOOKING_CREATED", "2026-11-20T10:00:00Z"),
      early: hook("BOOKING_CANCELLED", "2026-11-20T11:00:00Z"),
      unknown: hook("BOOKING_DANCED", "2026-11-20T12:00:00Z"),
      malformed: "{",
      tooLarge: JSON.stringify({ junk: JUNK }),
    },
  };
  return [...signedFixtures(ways), tampered(ways)];
}

/** Svix. The secret is `whsec_…`, of the deployment. */
export function resendFixtures({ secret }: Credential): Fixture[] {
  const id = randomUUID();
  const event = (type: string) =>
    JSON.stringify({ type, created_at: new Date().toISOString(), data: { email_id: id } });
  const ways: Ways = {
    sign(body, at = Date.now()) {
      const [messageId, timestamp] = [`msg_${id}`, String(Math.floor(at / 1_000))];
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      const signature = createHmac("sha256", key).update(`${messageId}.${timestamp}.${body}`).digest("base64");
      return { "svix-id": messageId, "svix-timestamp": timestamp, "svix-signature": `v1,${signature}` };
    },
    bodies: {
      good: event("email.sent"),
      early: event("email.delivered"),
      unknown: event("email.danced"),
      malformed: "{",
      tooLarge: JSON.stringify({ junk: JUNK }),
    },
  };
  return [...signedFixtures(ways), tampered(ways), stale(ways)];
}

/** Signs nothing: the password of the address is all. */
export function postmarkFixtures({ secret }: Credential): Fixture[] {
  const id = randomUUID();
  const record = (RecordType: string) => JSON.stringify({ RecordType, MessageID: id });
  const shown = (password: string) => ({
    authorization: `Basic ${Buffer.from(`frontdesk:${password}`).toString("base64")}`,
  });
  const ways: Ways = {
    sign: () => shown(secret),
    bodies: {
      good: record("Delivery"),
      early: record("SpamComplaint"),
      unknown: record("Dance"),
      malformed: "{",
      tooLarge: JSON.stringify({ junk: JUNK }),
    },
  };
  const other = { name: "another password", body: ways.bodies.good, headers: shown("wrong"), wanted: [401] };
  return [...signedFixtures(ways), other];
}

/** Google signs nothing and says nothing: it repeats the token of the channel, `<channel id>:<token>`. */
export function googleFixtures({ secret }: Credential): Fixture[] {
  const [channel = "", token = ""] = secret.split(":");
  const hint = (state: string, given: string) => ({
    "x-goog-channel-id": channel,
    "x-goog-channel-token": given,
    "x-goog-resource-state": state,
  });
  const fixture = (name: string, state: string, wanted: readonly number[], given = token): Fixture => {
    return { name, body: "", headers: hint(state, given), wanted };
  };
  return [
    fixture("good", "exists", TAKEN),
    fixture("twice: the same again", "exists", TAKEN),
    fixture("out of order: the greeting comes last", "sync", TAKEN),
    fixture("unknown state", "danced", TAKEN),
    fixture("another token", "exists", [401], "wrong"),
    { name: "no credential", body: "", headers: {}, wanted: [401] },
  ];
}
