import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetOldWords, listOverdueMessages } from "../../../src/db/queries/message-sweeps.ts";
import { findMessage } from "../../../src/db/queries/messages.ts";
import { consentLedger, messages } from "../../../src/db/schema/messaging.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { MessageId, TenantId } from "../../../src/domain/ids.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import type { MessageProvider, OutgoingMessage, SendOutcome } from "../../../src/providers/messaging/port.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { aMessage, aSender, postTwilio } from "../../support/worker/senders.ts";

const taken: SendOutcome = { kind: "sent", vendorId: "SM1", segments: 1 };
const busy: SendOutcome = { kind: "retry", reason: "code_20429", retryAfterSeconds: null };

/** A carrier that answers what it is told, and keeps what it was given. */
function aCarrier(...outcomes: SendOutcome[]) {
  const given: OutgoingMessage[] = [];
  const send = async (message: OutgoingMessage) => {
    given.push(message);
    return outcomes[given.length - 1] ?? taken;
  };
  const provider: MessageProvider = { vendor: "twilio", sendsOnce: false, send };
  return { given, by: [{ senderId: null, provider }] };
}

const stored = ({ tenantId }: TestTenant, id: MessageId) => findMessage(tenantDb(env.DB, tenantId), id);

async function deliver(
  { tenantId }: { tenantId: TenantId },
  messageId: MessageId,
  carriers: ReturnType<typeof aCarrier>["by"],
  now = Date.now(),
) {
  await deliverMessage(env, { tenantId, messageId }, now, async () => carriers);
}

async function incoming(tenant: TestTenant, kind?: string) {
  const { orm } = tenantDb(env.DB, tenant.tenantId);
  const rows = await orm.select().from(messages).where(eq(messages.tenantId, tenant.tenantId));
  return rows.filter((row) => row.direction === "inbound" && (!kind || row.kind === kind));
}

afterEach(() => vi.restoreAllMocks());

describe("a queued message", () => {
  it("lies in the database unreadable, is sent once, and names where to report", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const id = await aMessage(tenant, { body: { text: "Zebra" } });
    expect(JSON.stringify(await stored(tenant, id))).not.toMatch(/Zebra|4915112345678/);
    const { given, by } = aCarrier();
    await Promise.all([deliver(tenant, id, by), deliver(tenant, id, by)]);
    await deliver(tenant, id, by);
    expect(given).toMatchObject([{ id, to: CALLER, body: { text: "Zebra" } }]);
    expect(await stored(tenant, id)).toMatchObject({ status: "sent", vendorId: "SM1", attempts: 1 });
  });

  it("is never sent again by whoever finds it half sent, for nobody knows whether it went out", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const id = await aMessage(tenant);
    const dying = aCarrier();
    dying.by[0]!.provider.send = () => Promise.reject(new Error("the process ends here"));
    await expect(deliver(tenant, id, dying.by)).rejects.toThrow("ends here");
    const later = Date.now() + 10 * MINUTE_MS;
    expect(await listOverdueMessages(env.DB, later, 1_000)).toContainEqual({
      tenantId: tenant.tenantId,
      messageId: id,
    });
    const { given, by } = aCarrier();
    await deliver(tenant, id, by, later);
    expect(given).toEqual([]);
    expect(await stored(tenant, id)).toMatchObject({ status: "failed", reason: "unknown_outcome" });
  });

  it("goes by the next carrier when the first has certainly not taken it, and waits when none has", async () => {
    const jobs = holdBackJobs();
    const tenant = await aTenant();
    const id = await aMessage(tenant);
    const [first, second] = [aCarrier(busy), aCarrier()];
    await deliver(tenant, id, [...first.by, ...second.by]);
    expect([first.given.length, second.given.length]).toEqual([1, 1]);
    const other = await aMessage(tenant);
    await deliver(tenant, other, aCarrier(busy).by);
    expect(await stored(tenant, other)).toMatchObject({ status: "queued", reason: "code_20429" });
    expect(jobs).toHaveBeenLastCalledWith(expect.objectContaining({ messageId: other }), { delaySeconds: 30 });
  });

  it("says so when the business has no number to send from, by way of the real queue", async () => {
    const tenant = await aTenant();
    const id = await aMessage(tenant);
    await env.JOBS.send({ type: "send_message", tenantId: tenant.tenantId, messageId: id });
    await eventually(async () => {
      expect(await stored(tenant, id)).toMatchObject({ status: "not_sent", reason: "sms_not_configured" });
    });
  });

  it("does not go to a country that nobody allowed, nor to one number without end (abuse case 49)", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const abroad = await aMessage(tenant, { to: "+88213300000" });
    const { given, by } = aCarrier();
    await deliver(tenant, abroad, by);
    expect(await stored(tenant, abroad)).toMatchObject({ status: "not_sent", reason: "country_not_allowed" });
    for (let i = 0; i < 8; i++) await deliver(tenant, await aMessage(tenant), by);
    expect(given).toHaveLength(6);
  });

  it("loses its words after their time, and stays", async () => {
    const tenant = await aTenant();
    const id = await aMessage(tenant, {}, 5);
    await forgetOldWords(env.DB, 6, 1_000);
    expect(await stored(tenant, id)).toMatchObject({ id, sealedBody: null, sealedAddress: null });
  });
});

describe("what Twilio tells", () => {
  it("is believed by its signature alone", async () => {
    const tenant = await aTenant();
    const sender = await aSender(tenant);
    const fields = { MessageSid: "SM9", SmsStatus: "received", From: CALLER, To: "+493023125840", Body: "Hi" };
    expect((await postTwilio(sender, fields, { token: "another_token_of_twilio" })).status).toBe(401);
    expect((await postTwilio("snd_00000000000000000000000000" as typeof sender, fields)).status).toBe(401);
    const answer = await postTwilio(sender, fields);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("<Response/>")]);
    await eventually(async () => expect(await incoming(tenant)).toHaveLength(1));
  });

  it("of a message ends the same in any order, and finds it before its id is known", async () => {
    const tenant = await aTenant();
    const sender = await aSender(tenant);
    const id = await aMessage(tenant, { sendAt: Date.now() + HOUR_MS });
    await tenantDb(env.DB, tenant.tenantId).orm.update(messages).set({ status: "sending" }).where(eq(messages.id, id));
    for (const status of ["delivered", "sent", "delivered", "queued"]) {
      const fields = { MessageSid: "SM7", MessageStatus: status, To: CALLER };
      expect((await postTwilio(sender, fields, { query: `?message=${id}` })).status).toBe(200);
    }
    await eventually(async () => {
      expect(await stored(tenant, id)).toMatchObject({ status: "delivered", vendorId: "SM7" });
    });
  });

  it("STOP keeps every later message back at once, START lets them go, and the ledger has both", async () => {
    const tenant = await aTenant();
    const sender = await aSender(tenant);
    const said = (sid: string, text: string) =>
      postTwilio(sender, { MessageSid: sid, SmsStatus: "received", From: CALLER, To: "+493023125840", Body: text });
    const waiting = await aMessage(tenant);
    for (let twice = 0; twice < 2; twice++) await said("SM1", "Stop.");
    await eventually(async () => expect(await incoming(tenant, "stop")).toHaveLength(1));
    const { given, by } = aCarrier();
    await deliver(tenant, waiting, by);
    expect(await stored(tenant, waiting)).toMatchObject({ status: "not_sent", reason: "opted_out" });
    await said("SM2", "START");
    await eventually(async () => expect(await incoming(tenant, "start")).toHaveLength(1));
    await deliver(tenant, await aMessage(tenant), by);
    expect(given).toHaveLength(1);
    const { orm } = tenantDb(env.DB, tenant.tenantId);
    const ledger = await orm.select().from(consentLedger).where(eq(consentLedger.tenantId, tenant.tenantId));
    expect(ledger.map(({ action }) => action)).toEqual(["withdrawn", "restored"]);
  });

  it("a refusal because of STOP is an opt-out that we had not heard of", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const [first, second] = [await aMessage(tenant), await aMessage(tenant)];
    await deliver(tenant, first, aCarrier({ kind: "refused", reason: "code_21610", optedOut: true }).by);
    const { given, by } = aCarrier();
    await deliver(tenant, second, by);
    expect([given, (await stored(tenant, second))?.reason]).toEqual([[], "opted_out"]);
  });
});
