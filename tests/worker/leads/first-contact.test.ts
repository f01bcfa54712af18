import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { storeLeadSettings } from "../../../src/db/queries/lead-settings.ts";
import { findLead } from "../../../src/db/queries/leads.ts";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { leads } from "../../../src/db/schema/leads.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/domain/result.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { contactLead, type Deliver, type PlaceCall } from "../../../src/use-cases/leads/contact-lead.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aLead, historyOf, leadOf, leadsOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

/** Tuesday 2040-11-27, noon and midnight in Berlin. */
const NOON = Date.UTC(2040, 10, 27, 11);
const NIGHT = Date.UTC(2040, 10, 27, 23);
const background = { waitUntil: () => undefined };
const placed = ok({ callId: newId("cal"), connectionId: newId("con"), providerCallId: "x" });

/** A carrier that takes everything, some seconds after it was asked. */
const taking: Deliver = (own, ids, now) => {
  const provider = {
    vendor: "twilio" as const,
    sendsOnce: false,
    send: async () => ({ kind: "sent" as const, vendorId: newId("evt"), segments: 1 }),
  };
  return deliverMessage(own, ids, now, async () => [{ senderId: null, provider }]);
};

async function asked(tenant: TestTenant, at: number, fields: Parameters<typeof aLead>[1] = {}): Promise<LeadId> {
  const { id } = await aLead(tenant, { source: "form", ...fields });
  const db = tenantDb(env.DB, tenant.tenantId);
  await db.orm.update(leads).set({ createdAt: at, contactDueAt: at }).where(eq(leads.id, id));
  return id;
}

const stateOf = ({ tenantId }: TestTenant, id: LeadId) => findLead(tenantDb(env.DB, tenantId), id);
const choose = ({ tenantId }: TestTenant, firstContact: "none" | "sms" | "call") => {
  const db = tenantDb(env.DB, tenantId);
  return db.orm.batch([storeLeadSettings(db, { firstContact, wordsDe: null, wordsEn: null }, 1)]);
};

afterEach(() => vi.restoreAllMocks());

describe("a new lead that has agreed to it", () => {
  it("is answered by SMS, once, and the time that it took is measured", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const leadId = await asked(tenant, NOON);
    const contact = () => contactLead(env, background, { ...tenant, leadId }, NOON + 12_000, { deliver: taking });
    await Promise.all([contact(), contact()]);
    await contact();
    expect(await stateOf(tenant, leadId)).toMatchObject({
      status: "contacted",
      contactState: "done",
      firstContactBy: "sms",
    });
    const session = await aSession(tenant, "owner");
    expect((await leadOf({ session }, leadId)).contactSeconds).toBeLessThan(15);
    expect(await rawRows(tenant, "messages")).toHaveLength(1);
    expect((await historyOf({ session }, leadId)).map(({ type }) => type)).toContain("contacted");
  });

  it("is called by the agent where the business wants that, once, and written to where it cannot be", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    await choose(tenant, "call");
    const [called, refused] = [await asked(tenant, NOON), await asked(tenant, NOON, { phone: "+4915199999999" })];
    const rung: string[] = [];
    const ring: PlaceCall = async (_, { phone }) => (rung.push(phone), placed);
    const contact = (leadId: LeadId, call: PlaceCall) =>
      contactLead(env, background, { ...tenant, leadId }, NOON, { call, deliver: taking });
    await Promise.all([contact(called, ring), contact(called, ring)]);
    expect(rung).toEqual(["+4915112345678"]);
    expect(await stateOf(tenant, called)).toMatchObject({ firstContactBy: "call", status: "contacted" });
    await contact(refused, async () => err({ reason: "agent_needed" }));
    expect(await stateOf(tenant, refused)).toMatchObject({ firstContactBy: "sms" });
  });

  it("is not called again when nobody knows whether it rang", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    await choose(tenant, "call");
    const leadId = await asked(tenant, NOON);
    const dying = contactLead(env, background, { ...tenant, leadId }, NOON, {
      call: () => Promise.reject(new Error("dies")),
    });
    await expect(dying).rejects.toThrow("dies");
    const ring = vi.fn<PlaceCall>(async () => placed);
    await contactLead(env, background, { ...tenant, leadId }, NOON + MINUTE_MS, { call: ring });
    await contactLead(env, background, { ...tenant, leadId }, NOON + 6 * MINUTE_MS, { call: ring });
    expect(ring).not.toHaveBeenCalled();
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "failed", contactReason: "unknown_outcome" });
  });

  it("waits for the morning when it is night", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const leadId = await asked(tenant, NIGHT);
    await contactLead(env, background, { ...tenant, leadId }, NIGHT, { deliver: taking });
    const waiting = await stateOf(tenant, leadId);
    expect(waiting).toMatchObject({ contactState: "due", contactReason: "quiet_hours" });
    expect(waiting?.contactDueAt).toBe(Date.UTC(2040, 10, 28, 7));
    await contactLead(env, background, { ...tenant, leadId }, waiting?.contactDueAt ?? 0, { deliver: taking });
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "done" });
  });

  it.each([
    ["opted_out", {}],
    ["landline", { phone: "+4930901820" }],
  ])("is left alone: %s", async (reason, fields) => {
    holdBackJobs();
    const tenant = await aTenant();
    const db = tenantDb(env.DB, tenant.tenantId);
    const out = { id: newId("cns"), channel: "sms" as const, messageId: null, at: 1 };
    const addressIndex = await tenant.vault.phoneIndex("+4915112345678");
    await db.orm.batch(consentStatements(db, { ...out, addressIndex, action: "withdrawn", source: "word" }));
    const leadId = await asked(tenant, NOON, fields);
    await contactLead(env, background, { ...tenant, leadId }, NOON, { deliver: taking });
    expect(await stateOf(tenant, leadId)).toMatchObject({
      status: "new",
      contactState: "failed",
      contactReason: reason,
    });
    expect(await rawRows(tenant, "messages")).toEqual([]);
  });

  it("without a number to send from is told apart from one that was answered, by way of the real queue", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "owner");
    const body = { branchId: tenant.branchId, name: "Erika", phone: "0151 12345678", hasConsent: true };
    await request("/api/v1/leads", { session, body });
    await request("/api/v1/leads", { session, body: { ...body, phone: "0151 99999999", hasConsent: false } });
    await eventually(async () => {
      const [other, lead] = await leadsOf({ session });
      expect(other).toMatchObject({ contactState: null });
      // At night it waits instead.
      expect(["sms_not_configured", "quiet_hours"]).toContain(lead?.contactReason);
    });
  });
});
