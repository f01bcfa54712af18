import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { storeLeadSettings } from "../../../src/db/queries/lead-settings.ts";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { findOutbound, insertCallConsent, storeOutboundSettings } from "../../../src/db/queries/outbound-requests.ts";
import { leads } from "../../../src/db/schema/leads.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/domain/result.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import type { CallOutcome } from "../../../src/domain/voice/call-outcome.ts";
import { contactLead, type PlaceCall } from "../../../src/use-cases/leads/contact-lead.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { consentRow } from "../../../src/use-cases/voice/outbound/call-consents.ts";
import { firstCallId } from "../../../src/use-cases/voice/outbound/first-call.ts";
import { usualOutboundSettings } from "../../../src/use-cases/voice/outbound/outbound-settings.ts";
import { runOutbound, settleOutbound } from "../../../src/use-cases/voice/outbound/run-outbound.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { asked, background, NIGHT, NOON, stateOf, taking } from "../../support/worker/first-contact.ts";
import { historyOf, leadOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

let jobs: ReturnType<typeof holdBackJobs>;
beforeEach(() => {
  jobs = holdBackJobs();
});
afterEach(() => vi.restoreAllMocks());

/** A business that has its leads called, and a vendor that takes every call. */
async function aBusiness(more: Partial<typeof usualOutboundSettings> = {}) {
  const tenant = await aTenant();
  const db = tenantDb(env.DB, tenant.tenantId);
  const call = vi.fn<PlaceCall>(async () =>
    ok({ callId: newId("cal"), connectionId: newId("con"), providerCallId: "x" }),
  );
  await db.orm.batch([
    storeLeadSettings(db, { firstContact: "call", wordsDe: null, wordsEn: null }, 1),
    storeOutboundSettings(db, { ...usualOutboundSettings, ...more }, 1),
  ]);
  return { tenant, db, call };
}
type Business = Awaited<ReturnType<typeof aBusiness>>;

const contact = ({ tenant, call }: Business, leadId: LeadId, now: number) =>
  contactLead(env, background, { ...tenant, leadId }, now, { call, deliver: taking });
const goOn = async ({ tenant: { tenantId }, call }: Business, leadId: LeadId, now: number) =>
  runOutbound(env, { tenantId, outboundId: await firstCallId(leadId) }, now, call);
const requestOf = async ({ db }: Business, leadId: LeadId) => findOutbound(db, await firstCallId(leadId));
async function end({ db, ...business }: Business, leadId: LeadId, outcome: CallOutcome, now: number) {
  const callId = (await requestOf({ db, ...business }, leadId))?.callId;
  if (!callId) throw new Error("no call goes on");
  await settleOutbound(env, db, { callId, outcome }, now);
  await contact({ db, ...business }, leadId, now);
}
const owner = async (tenant: TestTenant) => ({ session: await aSession(tenant, "owner") });

describe("a new lead that is called", () => {
  it("is called at once and once; whoever picks up was answered after the seconds until it rang", async () => {
    const business = await aBusiness();
    const { tenant, call } = business;
    const leadId = await asked(tenant, NOON);
    await Promise.all([contact(business, leadId, NOON + 4_000), contact(business, leadId, NOON + 4_000)]);
    await contact(business, leadId, NOON + 5_000);
    expect(call.mock.calls.map(([, wish]) => wish)).toEqual([
      { phone: "+4915112345678", basis: "gave_consent", purpose: "A cut" },
    ]);
    expect(await stateOf(tenant, leadId)).toMatchObject({ status: "new", contactState: "trying" });
    await end(business, leadId, "reached", NOON + 3 * MINUTE_MS);
    const by = await owner(tenant);
    expect(await leadOf(by, leadId)).toMatchObject({
      status: "contacted",
      contactState: "done",
      firstContactBy: "call",
      contactSeconds: 4,
    });
    expect((await historyOf(by, leadId)).map(({ type }) => type)).toContain("contacted");
    expect(await rawRows(tenant, "call_consents")).toHaveLength(1);
  });

  it("is called again by the policy, and written to once all attempts were in vain", async () => {
    const business = await aBusiness({ maxAttempts: 2 });
    const { tenant, call } = business;
    const leadId = await asked(tenant, NOON);
    await contact(business, leadId, NOON);
    await end(business, leadId, "busy", NOON + MINUTE_MS);
    expect(await stateOf(tenant, leadId)).toMatchObject({
      contactState: "due",
      contactReason: "busy",
      contactDueAt: NOON + 16 * MINUTE_MS,
    });
    await contact(business, leadId, NOON + 10 * MINUTE_MS);
    expect(call).toHaveBeenCalledTimes(1);
    await Promise.all([goOn(business, leadId, NOON + HOUR_MS), contact(business, leadId, NOON + HOUR_MS)]);
    expect(call).toHaveBeenCalledTimes(2);
    expect(jobs).toHaveBeenCalledWith(expect.objectContaining({ type: "contact_lead", leadId }));
    expect(await rawRows(tenant, "messages")).toEqual([]);
    await end(business, leadId, "no_answer", NOON + HOUR_MS + MINUTE_MS);
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "done", firstContactBy: "sms" });
    await goOn(business, leadId, NOON + 5 * HOUR_MS);
    expect(call).toHaveBeenCalledTimes(2);
  });

  it("is not called but written to when its number has asked not to be called, and the ledger stays as it is", async () => {
    const business = await aBusiness();
    const { tenant, call, db } = business;
    const line = { phone: "+4915112345678", action: "withdrawn" as const, basis: null, note: "", actor: "system" };
    await insertCallConsent(db, await consentRow(tenant.vault, line, NOON - HOUR_MS));
    const leadId = await asked(tenant, NOON);
    await contact(business, leadId, NOON);
    expect(call).not.toHaveBeenCalled();
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "done", firstContactBy: "sms" });
    expect(await rawRows(tenant, "call_consents")).toHaveLength(1);
  });

  it("is written to at once where no call can be placed, and waits for the morning at night", async () => {
    const business = await aBusiness();
    const { tenant, call } = business;
    call.mockResolvedValueOnce(err({ reason: "agent_needed" }));
    const leadId = await asked(tenant, NOON);
    await contact(business, leadId, NOON);
    expect(await stateOf(tenant, leadId)).toMatchObject({ firstContactBy: "sms" });
    const morning = NIGHT + 9 * HOUR_MS;
    call.mockResolvedValueOnce(err({ reason: "quiet_hours", retryAt: morning }));
    const late = await asked(tenant, NIGHT, { phone: "+4915199999999" });
    await contact(business, late, NIGHT);
    const waiting = { contactState: "due", contactReason: "quiet_hours", contactDueAt: morning };
    expect(await stateOf(tenant, late)).toMatchObject(waiting);
  });

  it("counts an attempt of which nobody knows whether it rang", async () => {
    const business = await aBusiness();
    const { tenant, call } = business;
    call.mockRejectedValueOnce(new Error("dies"));
    const leadId = await asked(tenant, NOON);
    await expect(contact(business, leadId, NOON)).rejects.toThrow("dies");
    await contact(business, leadId, NOON + MINUTE_MS);
    expect(call).toHaveBeenCalledTimes(1);
    await contact(business, leadId, NOON + 6 * MINUTE_MS);
    expect(await requestOf(business, leadId)).toMatchObject({ status: "due", attempts: [{ outcome: "failed" }] });
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "due", contactReason: "failed" });
  });

  it("was reached when they book in that very call", async () => {
    const business = await aBusiness();
    const { tenant, db } = business;
    const leadId = await asked(tenant, NOON);
    await contact(business, leadId, NOON);
    await db.orm.update(leads).set({ status: "booked", contactState: null }).where(eq(leads.id, leadId));
    await end(business, leadId, "reached", NOON + MINUTE_MS);
    expect(await stateOf(tenant, leadId)).toMatchObject({ status: "booked", firstContactBy: "call" });
  });
});

describe("a lead who was not reached is not called again", () => {
  /** Called in vain once, and due again. */
  async function waiting() {
    const business = await aBusiness();
    const leadId = await asked(business.tenant, NOON);
    await contact(business, leadId, NOON);
    await end(business, leadId, "no_answer", NOON + MINUTE_MS);
    return { business, leadId };
  }
  const later = NOON + 4 * HOUR_MS;

  it.each(["booked", "lost", "qualified"])("once they are %s", async (status) => {
    const { business, leadId } = await waiting();
    const { version } = await leadOf(await owner(business.tenant), leadId);
    const changed = await request(`/api/v1/leads/${leadId}`, {
      ...(await owner(business.tenant)),
      method: "PATCH",
      headers: { "if-match": `"${version}"` },
      body: { status },
    });
    expect(changed.status).toBe(200);
    await goOn(business, leadId, later);
    await contact(business, leadId, later);
    expect(business.call).toHaveBeenCalledTimes(1);
    expect(await requestOf(business, leadId)).toMatchObject({ status: "cancelled", reason: "not_needed" });
    expect(await rawRows(business.tenant, "messages")).toEqual([]);
  });

  it("once they have sent STOP", async () => {
    const { business, leadId } = await waiting();
    const { tenant, db } = business;
    const out = { id: newId("cns"), channel: "sms" as const, messageId: null, at: 1 };
    const addressIndex = await tenant.vault.phoneIndex("+4915112345678");
    await db.orm.batch(consentStatements(db, { ...out, addressIndex, action: "withdrawn", source: "word" }));
    // The real thing refuses: it is asked, rather than our vendor that takes every call.
    await runOutbound(env, { tenantId: tenant.tenantId, outboundId: await firstCallId(leadId) }, later);
    expect(await requestOf(business, leadId)).toMatchObject({ status: "given_up", reason: "opted_out" });
    await contact(business, leadId, later);
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "failed", contactReason: "opted_out" });
    expect(await rawRows(tenant, "messages")).toEqual([]);
  });

  it("once somebody has called it off, nor written to", async () => {
    const { business, leadId } = await waiting();
    const path = `/api/v1/outbound-calls/${await firstCallId(leadId)}/cancel`;
    expect((await request(path, { ...(await owner(business.tenant)), method: "POST" })).status).toBe(200);
    await contact(business, leadId, NOON + 2 * MINUTE_MS);
    expect(await stateOf(business.tenant, leadId)).toMatchObject({
      contactState: "failed",
      contactReason: "cancelled",
    });
    expect(await rawRows(business.tenant, "messages")).toEqual([]);
  });
});
