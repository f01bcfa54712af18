import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { contactLead } from "../../../src/use-cases/leads/contact-lead.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { closeBranch, reopenBranch } from "../../support/worker/catalogue.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { asked, background, NIGHT, NOON, stateOf, taking } from "../../support/worker/first-contact.ts";
import { historyOf, leadOf, leadsOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

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

  it("of a closed branch is left in peace until that is open again", async () => {
    holdBackJobs();
    const tenant = await aTenant();
    const leadId = await asked(tenant, NOON);
    await closeBranch(tenant);
    await contactLead(env, background, { ...tenant, leadId }, NOON, { deliver: taking });
    const resting = await stateOf(tenant, leadId);
    expect(resting).toMatchObject({ contactState: "due", contactReason: "branch_closed" });
    expect(await rawRows(tenant, "messages")).toEqual([]);

    await reopenBranch(tenant);
    await contactLead(env, background, { ...tenant, leadId }, resting?.contactDueAt ?? 0, { deliver: taking });
    expect(await stateOf(tenant, leadId)).toMatchObject({ contactState: "done" });
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
