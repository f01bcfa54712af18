import { createHmac, randomUUID } from "node:crypto";
import { type Credential, type Fixture, JUNK, signedFixtures, stale, tampered, type Ways } from "./fixture.ts";

const CALL = {
  call_type: "phone_call",
  agent_id: "agent_conformance",
  agent_version: 0,
  call_status: "ongoing",
  direction: "inbound",
  from_number: "+14155550123",
  to_number: "+14155550124",
};

export function retellFixtures({ secret }: Credential): Fixture[] {
  const callId = `conformance-${randomUUID()}`;
  const event = (name: string, more = {}) =>
    JSON.stringify({ event: name, call: { call_id: callId, ...CALL, ...more } });
  const ways: Ways = {
    sign(body, at = Date.now()) {
      const digest = createHmac("sha256", secret)
        .update(body + at)
        .digest("hex");
      return { "x-retell-signature": `v=${at},d=${digest}` };
    },
    bodies: {
      good: event("call_started"),
      early: event("call_ended", { call_status: "ended", end_timestamp: Date.now() }),
      unknown: event("call_danced"),
      malformed: "{",
      tooLarge: JSON.stringify({ event: "call_started", junk: JUNK }),
    },
  };
  return [...signedFixtures(ways), tampered(ways), stale(ways)];
}

export function vapiFixtures({ secret, isHmac }: Credential): Fixture[] {
  const id = `conformance-${randomUUID()}`;
  const message = (type: string, more = {}) =>
    JSON.stringify({ message: { type, timestamp: Date.now(), call: { id, type: "inboundPhoneCall" }, ...more } });
  const ways: Ways = {
    sign(body, at = Date.now()) {
      if (!isHmac) return { authorization: `Bearer ${secret}` };
      const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
      return { "x-timestamp": String(at), "x-signature": signature };
    },
    bodies: {
      good: message("status-update", { status: "in-progress" }),
      early: message("end-of-call-report", { endedReason: "customer-ended-call", artifact: {}, analysis: {} }),
      unknown: message("dance-update"),
      malformed: "{",
      tooLarge: JSON.stringify({ message: { type: "hang", junk: JUNK } }),
    },
  };
  const wrong = { authorization: "Bearer wrong-token-0123456789" };
  const other: Fixture = { name: "another token", body: ways.bodies.good, headers: wrong, wanted: [401] };
  return [...signedFixtures(ways), ...(isHmac ? [tampered(ways), stale(ways)] : [other])];
}
