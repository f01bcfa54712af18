import { exports } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DEMO_TELNYX, DEMO_TWILIO } from "../../../scripts/seed/senders.ts";
import type { CallSummaryView } from "../../../src/contracts/calls.ts";
import type { SenderView } from "../../../src/contracts/messaging.ts";
import type { PhoneNumberView } from "../../../src/contracts/phone-numbers.ts";
import type { RingOrder, RingStep } from "../../sandbox/vendor.ts";
import { signEvent } from "../../sandbox/vendors/texts/telnyx-signature.ts";
import { signForm } from "../../sandbox/vendors/texts/twilio-signature.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../support/worker/client.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { CALLER, postRetell } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { playVendors } from "../../support/worker/vendors.ts";

const DESK = "+493012345678";
const TRUNK = { terminationUri: "frontdesk.pstn.twilio.com" };
/** A Monday, when the salon is open from 9 to 18, and the evening of the same day. */
const OPEN = Date.parse("2027-03-01T10:00:00+01:00");
const SHUT = Date.parse("2027-03-01T20:00:00+01:00");
const carriers = { twilio: DEMO_TWILIO, telnyx: DEMO_TELNYX };
type CarrierName = keyof typeof carriers;

let stage: ReturnType<typeof playVendors>;
const toWorker: typeof fetch = (input, init) => exports.default.fetch(new Request(input, init));

beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors(toWorker);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(OPEN);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Line = Client & {
  tenant: TestTenant;
  vendor: CarrierName;
  e164: string;
  voiceUrl: string;
  number: PhoneNumberView;
};

/** A business's number at a carrier that asks us who takes its calls, and a desk that can be rung. */
async function aLine(vendor: CarrierName, routingMode: string): Promise<Line> {
  const tenant = await aTenant();
  const key = await aClient(tenant);
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const { branchId, connectionId } = tenant;
  await key.send("/transfer-rules", { body: { branchId, topic: "*", destination: DESK } });
  const said = { greeting: {}, aiDisclosure: {}, recordingDisclosure: {}, tone: "brief", emergencyWords: [] };
  const limits = { languages: ["en", "de"], maxCallSeconds: 600, silenceEndSeconds: 20, ringSeconds: 15, routingMode };
  await key.send(`/voice/agents/${branchId}/settings`, { method: "PUT", body: { ...said, ...limits } });
  const account = { name: "Carrier", address: "+4930999999", secret: carriers[vendor] };
  const sender = await (await owner.send("/message-senders", { body: account })).json<SenderView>();
  const e164 = `${tenant.phoneNumber}55`;
  const order = { source: "own", branchId, connectionId, e164, trunk: TRUNK };
  const ordered = await (await owner.send("/voice/numbers", { body: order })).json<PhoneNumberView>();
  const change = { method: "PATCH", body: { carrierAsks: true } };
  const number = await (await owner.send(`/voice/numbers/${ordered.id}`, change)).json<PhoneNumberView>();
  expect(number).toMatchObject({ carrierAsks: true });
  return { ...owner, vendor, e164, voiceUrl: sender.voiceUrl ?? "", number };
}

async function ring(line: Line, more: Partial<RingOrder> = {}): Promise<RingStep[]> {
  const rings = stage.vendors.find(({ name }) => name === line.vendor)?.rings;
  const order = {
    voiceUrl: line.voiceUrl,
    from: CALLER,
    to: line.e164,
    staff: "are_away",
    callerRingsOff: false,
  } as const;
  return (await rings?.({ ...order, ...more })) ?? [];
}

async function callsOf({ send }: Client): Promise<CallSummaryView[]> {
  return (await (await send("/calls")).json<{ items: CallSummaryView[] }>()).items;
}

describe.each(["twilio", "telnyx"] as const)("a call at a number of %s", (vendor) => {
  const agentOf = ({ e164 }: Line) =>
    vendor === "twilio" ? `sip:${e164}@sip.retellai.com;transport=tcp` : `sip:${e164}@sip.retellai.com`;

  it("rings at staff before any agent, and is recorded as answered by them", async () => {
    const line = await aLine(vendor, "staff_first");
    expect(await ring(line, { staff: "pick_up" })).toEqual([
      { what: "rang", whom: DESK, seconds: 15 },
      { what: "talked", whom: DESK },
    ]);
    await eventually(async () =>
      expect(await callsOf(line)).toMatchObject([
        {
          provider: vendor,
          status: "ended",
          disconnectionReason: "answered_by_staff",
          fromNumber: CALLER,
          toNumber: line.e164,
          durationMs: 42_000,
          branchId: line.tenant.branchId,
        },
      ]),
    );
  });

  it("goes to the agent when nobody picks up in time, and the agent rings nobody again", async () => {
    const line = await aLine(vendor, "staff_first");
    expect(await ring(line)).toEqual([
      { what: "rang", whom: DESK, seconds: 15 },
      { what: "rang", whom: agentOf(line), seconds: 30 },
      { what: "talked", whom: agentOf(line) },
    ]);
    const call_inbound = { call_id: "call_1", agent_id: "agent_1", from_number: CALLER, to_number: line.e164 };
    const inbound = { event: "call_inbound", event_timestamp: 1, call_inbound };
    const reply = await postRetell(line.tenant, "/inbound", inbound);
    expect(await reply.json()).toMatchObject({ call_inbound: { dynamic_variables: { call_route: "agent" } } });
  });

  it.each([
    ["ai_always", OPEN],
    ["ai_after_hours", SHUT],
    ["staff_first", SHUT],
  ])("goes straight to the agent: %s at %d", async (mode, now) => {
    const line = await aLine(vendor, mode);
    vi.setSystemTime(now);
    expect((await ring(line, { staff: "pick_up" }))[0]).toEqual({ what: "rang", whom: agentOf(line), seconds: 30 });
  });

  it("in opening hours is staff's alone where the agent is for the evenings; who was missed is recorded", async () => {
    const line = await aLine(vendor, "ai_after_hours");
    expect(await ring(line)).toEqual([
      { what: "rang", whom: DESK, seconds: 60 },
      { what: "said", words: expect.stringMatching(/try again later|später noch einmal/) },
    ]);
    const missed = { status: "not_connected", disconnectionReason: "nobody_answered" };
    await eventually(async () => expect(await callsOf(line)).toMatchObject([missed]));
  });

  it("whose caller rings off meanwhile is a missed one", async () => {
    const line = await aLine(vendor, "staff_first");
    expect((await ring(line, { callerRingsOff: true })).at(-1)).toEqual({ what: "rang_off" });
    const missed = { status: "not_connected", disconnectionReason: "caller_rang_off" };
    await eventually(async () => expect(await callsOf(line)).toMatchObject([missed]));
  });

  it("of a blocked number, of nobody's number and of another business's is turned away", async () => {
    const [line, other] = [await aLine(vendor, "staff_first"), await aLine(vendor, "staff_first")];
    await line.send("/voice/callers", { body: { kind: "blocked", phone: CALLER } });
    const turnedAway = [{ what: "rejected" }];
    expect(await ring(line)).toEqual(turnedAway);
    expect(await ring(line, { from: "+4915100000001", to: "+493099999001" })).toEqual(turnedAway);
    expect(await ring(line, { from: "+4915100000001", to: other.e164 })).toEqual(turnedAway);
    expect(await callsOf(line)).toEqual([]);
    expect(await callsOf(other)).toEqual([]);
  });

  it("is answered while D1 is away", async () => {
    const line = await aLine(vendor, "staff_first");
    await ring(line);
    breakD1();
    expect((await ring(line, { staff: "pick_up" }))[0]).toEqual({ what: "rang", whom: DESK, seconds: 15 });
  });
});

describe("the voice webhook", () => {
  const post = (url: string, signed: { headers: Record<string, string>; body: string }) =>
    exports.default.fetch(url, { method: "POST", ...signed });
  const bench = (at: number) => ({ now: () => at }) as Parameters<typeof signEvent>[0];

  it("of Twilio takes only what the account signed, for this very address", async () => {
    const { voiceUrl, e164 } = await aLine("twilio", "staff_first");
    const account = { sid: DEMO_TWILIO.accountSid, token: DEMO_TWILIO.authToken };
    const fields = { CallSid: "CA1", From: CALLER, To: e164, CallStatus: "ringing" };
    const good = signForm(account, voiceUrl, fields);
    expect((await post(voiceUrl, good)).headers.get("content-type")).toBe("text/xml");
    const refused = [
      post(voiceUrl, { ...good, body: `${good.body}&Extra=1` }),
      post(`${voiceUrl}?rang=staff`, good),
      post(voiceUrl, signForm({ ...account, token: "another-account-token" }, voiceUrl, fields)),
      post(voiceUrl, { ...good, headers: { "content-type": "application/x-www-form-urlencoded" } }),
      post(voiceUrl.replace(/snd_\w+/, `snd_${"0".repeat(26)}`), good),
    ];
    expect(await Promise.all(refused.map(async (each) => (await each).status))).toEqual([401, 401, 401, 401, 401]);
    expect((await post(voiceUrl, signForm(account, voiceUrl, { From: CALLER }))).status).toBe(400);
  });

  it("of Telnyx takes only what is signed and fresh", async () => {
    const { voiceUrl, e164 } = await aLine("telnyx", "staff_first");
    const payload = { call_control_id: "v3:none", direction: "incoming", from: CALLER, to: e164 };
    const at = (ms: number) => signEvent(bench(ms), voiceUrl, "call.initiated", payload);
    const good = at(OPEN);
    expect((await post(voiceUrl, good)).status).toBe(204);
    const refused = [post(voiceUrl, { ...good, body: `${good.body} ` }), post(voiceUrl, at(OPEN - 600_000))];
    expect(await Promise.all(refused.map(async (each) => (await each).status))).toEqual([401, 401]);
    expect((await post(voiceUrl, signEvent(bench(OPEN), voiceUrl, "call.initiated", {}))).status).toBe(400);
  });

  it("is sent again by Telnyx when a command could not be given, and given once", async () => {
    const line = await aLine("telnyx", "staff_first");
    let failures = 1;
    stage.spoil.before = ({ path }) =>
      path.endsWith("/actions/answer") && failures-- > 0 ? new Response("", { status: 500 }) : null;
    const payload = { call_control_id: "v3:none", direction: "incoming", from: CALLER, to: line.e164 };
    const event = signEvent(bench(OPEN), line.voiceUrl, "call.initiated", payload);
    expect((await post(line.voiceUrl, event)).status).toBe(503);
    expect((await post(line.voiceUrl, event)).status).toBe(204);
    const answers = stage.asked.filter(({ path }) => path.endsWith("/actions/answer"));
    const ids = answers.map(({ body }) => (JSON.parse(body) as { command_id: string }).command_id);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
  });
});

describe("a number whose carrier asks", () => {
  it("of Vapi reaches the agent at the host of its trunk", async () => {
    const tenant = await aTenant();
    const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
    const { branchId } = tenant;
    const secret = { provider: "vapi", method: "bearer", secret: "webhook-token-0123456789" };
    const connection = { name: "Vapi", defaultBranchId: branchId, secret };
    const { id: connectionId } = await (await owner.send("/connections", { body: connection })).json<{ id: string }>();
    await owner.send(`/connections/${connectionId}/api-key`, {
      method: "PUT",
      body: { apiKey: `vapi-${connectionId}` },
    });
    const e164 = `${tenant.phoneNumber}56`;
    const order = { source: "own", branchId, connectionId, e164, trunk: TRUNK };
    const { id } = await (await owner.send("/voice/numbers", { body: order })).json<PhoneNumberView>();
    const made = stage.asked.find(({ path }) => path === "/phone-number");
    const { credentialId } = JSON.parse(made?.body ?? "{}") as { credentialId: string };
    expect(
      await outcomeOf(await owner.send(`/voice/numbers/${id}`, { method: "PATCH", body: { carrierAsks: true } })),
    ).toBe("200");
    const numbers = await rawRows<{ e164: string; agent_uri: string | null }>(tenant, "phone_numbers");
    const agentUri = `sip:${e164}@${credentialId}.sip.vapi.ai`;
    expect(numbers).toContainEqual(expect.objectContaining({ e164, agent_uri: agentUri }));
  });

  it("must be connected over a trunk; the voice vendor takes its calls again when it is told to", async () => {
    const line = await aLine("twilio", "staff_first");
    const patch = (id: string, carrierAsks: boolean) =>
      line.send(`/voice/numbers/${id}`, { method: "PATCH", body: { carrierAsks } });
    const { items } = await (await line.send("/voice/numbers")).json<{ items: PhoneNumberView[] }>();
    const bare = items.find(({ e164 }) => e164 === line.tenant.phoneNumber)?.id ?? "";
    expect(await outcomeOf(await patch(bare, true))).toBe("409 number_not_connected");
    expect(await (await patch(line.number.id, false)).json()).toMatchObject({ carrierAsks: false });
    expect(await ring(line)).toEqual([
      { what: "rang", whom: DESK, seconds: 15 },
      { what: "said", words: expect.any(String) },
    ]);
  });
});
