import { createHmac, randomUUID } from "node:crypto";

export type Fixture = {
  name: string;
  body: string;
  headers: Record<string, string>;
  path?: string;
  /** Any of these is right. */
  wanted: readonly number[];
};
type Credential = { secret: string; isHmac: boolean };

const MINUTE_MS = 60_000;
const TOO_LARGE = 5 * 1024 * 1024;
const TAKEN = [200, 204];

/** Good, tampered, stale, twice, out of order, too large, unknown, unreadable: for one vendor. */
export function fixturesFor(provider: "retell" | "vapi", credential: Credential): Fixture[] {
  return provider === "retell" ? retellFixtures(credential) : vapiFixtures(credential);
}

function retellFixtures({ secret }: Credential): Fixture[] {
  const callId = `conformance-${randomUUID()}`;
  const event = (name: string, more = {}) =>
    JSON.stringify({ event: name, call: { call_id: callId, ...CALL, ...more } });
  const sign = (body: string, at = Date.now()) => {
    const digest = createHmac("sha256", secret)
      .update(body + at)
      .digest("hex");
    return { "x-retell-signature": `v=${at},d=${digest}` };
  };
  const signed = (name: string, body: string, wanted: readonly number[]): Fixture => ({
    name,
    body,
    headers: sign(body),
    wanted,
  });
  const started = event("call_started");
  const ended = event("call_ended", { call_status: "ended", end_timestamp: Date.now() });
  return [
    signed("out of order: the end comes first", ended, TAKEN),
    signed("good: the start", started, TAKEN),
    signed("twice: the start again", started, TAKEN),
    { name: "tampered body", body: `${started} `, headers: sign(started), wanted: [401] },
    {
      name: "stale: ten minutes old",
      body: started,
      headers: sign(started, Date.now() - 10 * MINUTE_MS),
      wanted: [401],
    },
    { name: "no signature", body: started, headers: {}, wanted: [401] },
    signed("unknown event", event("call_danced"), TAKEN),
    signed("unreadable: no JSON", "{", [400]),
    signed("too large", JSON.stringify({ event: "call_started", junk: "x".repeat(TOO_LARGE) }), [413]),
  ];
}

const CALL = {
  call_type: "phone_call",
  agent_id: "agent_conformance",
  agent_version: 0,
  call_status: "ongoing",
  direction: "inbound",
  from_number: "+14155550123",
  to_number: "+14155550124",
};

function vapiFixtures(credential: Credential): Fixture[] {
  const id = `conformance-${randomUUID()}`;
  const message = (type: string, more = {}) =>
    JSON.stringify({ message: { type, timestamp: Date.now(), call: { id, type: "inboundPhoneCall" }, ...more } });
  const prove = (body: string, at = Date.now()) => proofOf(credential, body, at);
  const proven = (name: string, body: string, wanted: readonly number[]): Fixture => ({
    name,
    body,
    headers: prove(body),
    wanted,
  });
  const ended = { endedReason: "customer-ended-call", artifact: {}, analysis: {} };
  const started = message("status-update", { status: "in-progress" });
  const stale: Fixture[] = credential.isHmac
    ? [
        { name: "tampered body", body: `${started} `, headers: prove(started), wanted: [401] },
        {
          name: "stale: ten minutes old",
          body: started,
          headers: prove(started, Date.now() - 10 * MINUTE_MS),
          wanted: [401],
        },
      ]
    : [
        {
          name: "another token",
          body: started,
          headers: { authorization: "Bearer wrong-token-0123456789" },
          wanted: [401],
        },
      ];
  return [
    proven("out of order: the report comes first", message("end-of-call-report", ended), TAKEN),
    proven("good: the start", started, TAKEN),
    proven("twice: the start again", started, TAKEN),
    ...stale,
    { name: "no credential", body: started, headers: {}, wanted: [401] },
    proven("unknown message", message("dance-update"), TAKEN),
    proven("unreadable: no JSON", "{", [400]),
    proven("too large", JSON.stringify({ message: { type: "hang", junk: "x".repeat(TOO_LARGE) } }), [413]),
  ];
}

function proofOf({ secret, isHmac }: Credential, body: string, at: number): Record<string, string> {
  if (!isHmac) return { authorization: `Bearer ${secret}` };
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return { "x-timestamp": String(at), "x-signature": signature };
}
