import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { exportLimit } from "../../../src/domain/identity/strict-limits.ts";
import { takeStrict } from "../../../src/use-cases/identity/strict-limit.ts";
import { streamCsv } from "../../../src/use-cases/operations/stream-csv.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { anAgentVersion } from "../../support/worker/agents.ts";
import { aCalendarAccount } from "../../support/worker/calendar-accounts.ts";
import { someCalendars } from "../../support/worker/calendars.ts";
import { addTimeOff } from "../../support/worker/catalogue.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, anInvitationId, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { aSeries } from "../../support/worker/groups.ts";
import { aKnowledgeEntry, aVoiceDesk } from "../../support/worker/knowledge.ts";
import { aLeadId, aLeadImport, anEnrolment } from "../../support/worker/leads.ts";
import { anAlert, anOutboundCall } from "../../support/worker/on-call.ts";
import { rawRows } from "../../support/worker/rows.ts";

const EVIL = '=HYPERLINK("https://evil.example")';

async function aBookedTenant(): Promise<{ tenant: TestTenant; session: string }> {
  const tenant = await aTenant();
  const session = await aSession(tenant, "owner");
  const customer = { name: EVIL, phone: "+4915112345678", email: "erika@example.com" };
  const startsAt = new Date(inTenDays(600)).toISOString();
  const body = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt, customer, notes: "-1 \n@home, please" };
  expect((await request("/api/v1/appointments", { session, body })).status).toBe(201);
  await tenant.calendar().drain(tenant.ref);
  return { tenant, session };
}

/** A row of many kinds, by the file that must have it; `headed`: files that may be empty. */
async function aFullTenant() {
  const { tenant, session } = await aBookedTenant();
  const series = await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, { startsAt: inTenDays(900) }));
  if (!series.ok) throw new Error("the series could not be booked");
  await tenant.calendar().drain(tenant.ref);
  const [customer] = await rawRows<{ id: string }>(tenant, "customers");
  const [leadId, { sequenceId, enrolmentId }] = [await aLeadId(tenant), await anEnrolment(tenant)];
  const [timeOffId, desk] = [await addTimeOff(tenant, { fromDate: "2030-01-07" }), await aVoiceDesk(tenant)];
  const [calendars, account] = [await someCalendars(tenant), await aCalendarAccount(tenant)];
  const alert = await anAlert(tenant);
  const files: Record<string, string> = {
    [`series/export?branchId=${tenant.branchId}`]: series.value.id,
    [`staff/${tenant.anna}/time-off/export`]: timeOffId,
    [`leads/${leadId}/history/export`]: "created",
    "lead-imports/export": await aLeadImport(tenant),
    "sequences/export": sequenceId,
    [`enrolments/export?sequenceId=${sequenceId}`]: enrolmentId,
    "invitations/export": await anInvitationId(tenant),
    "knowledge/export": await aKnowledgeEntry(tenant),
    "voice/callers/export": desk.callerId,
    [`branches/${tenant.branchId}/transfer-rules/export`]: desk.ruleId,
    [`voice/agents/${tenant.branchId}/versions/export`]: await anAgentVersion(tenant),
    "connections/export": tenant.connectionId,
    "outbound-calls/export": await anOutboundCall(tenant),
    "on-call/alerts/export": alert.alertId,
    "on-call/people/export": alert.personId,
    "calendar-feeds/export": calendars.feedId,
    "calendar-subscriptions/export": calendars.subscriptionId,
    "calendar-proposals/export": account.proposalId,
    "calendar-mirrors/export": account.mirrorId,
    [`calendar-accounts/${account.accountId}/reconcile/export`]: account.reconcileId,
  };
  const headed = [
    `customers/${customer?.id}/calls/export`,
    `customers/${customer?.id}/history/export`,
    `calendar-accounts/${account.accountId}/log/export`,
    "call-consents/export",
    "impersonations/export",
    "me/sign-ins/export",
  ];
  return { tenant, session, files, headed };
}

describe("abuse 33: tables as CSV", () => {
  it("have the list's fields, and no cell that a spreadsheet would run", async () => {
    const { session } = await aBookedTenant();
    const response = await request("/api/v1/appointments/export", { session });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="appointments.csv"');
    const bytes = await response.clone().bytes();
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]); // spreadsheets read it as UTF-8
    const text = await response.text();
    expect(text).toMatch(/^id,branchId,[\w.,]*customer\.name,customer\.phone/);
    expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")",'+4915112345678,erika@example.com`);
    expect(text).toContain(`"'-1 \n@home, please"`);
    expect((await (await request("/api/v1/customers/export", { session })).text()).split("\r\n")).toHaveLength(3);
  });

  it("take the list's filters, and leave a trace that does not tell whom somebody looked for", async () => {
    const { tenant, session } = await aBookedTenant();
    const lines = async (path: string) =>
      (await (await request(`/api/v1/${path}`, { session })).text()).trimEnd().split("\r\n").length - 1;
    expect(await lines("appointments/export?status=cancelled")).toBe(0);
    expect(await lines("customers/export?q=%2B4915112345678")).toBe(1);
    expect(await lines("customers/export?q=%2B4915199999999")).toBe(0);
    expect(await lines("calls/export?number=%2B4915112345678")).toBe(0);
    const traces = (await rawRows<{ action: string; facts: string }>(tenant, "audit_log")).filter(
      ({ action }) => action === "data.exported",
    );
    expect(traces.map(({ facts }) => JSON.parse(facts))).toEqual([
      { table: "appointments", filter: { status: "cancelled" } },
      { table: "customers", filter: { q: "…" } },
      { table: "customers", filter: { q: "…" } },
      { table: "calls", filter: { number: "…" } },
    ]);
  });

  it("are for owners, managers and keys that may, each within their own tenant", async () => {
    const { tenant } = await aBookedTenant();
    const path = `/api/v1/branches/${tenant.branchId}/waitlist/export`;
    for (const role of ["staff", "viewer"] as const) {
      expect((await request(path, { session: await aSession(tenant, role) })).status).toBe(403);
    }
    expect((await request(path, { key: await aKey(tenant, ["calendar:read"]) })).status).toBe(403);
    expect((await request(path, { key: await aKey(tenant, ["calendar:read", "data:export"]) })).status).toBe(200);
    const stranger = await aSession(await aTenant(), "owner");
    expect((await problemOf(await request(path, { session: stranger }))).code).toBe("not_found");
    const services = `/api/v1/services/export?branchId=${tenant.branchId}`;
    expect((await problemOf(await request(services, { session: stranger }))).code).toBe("not_found");
    const theirs = await (await request("/api/v1/appointments/export", { session: stranger })).text();
    expect(theirs.trimEnd().split("\r\n")).toHaveLength(1);
  });

  it("are had of every list, with its rows, and with none of another tenant's", async () => {
    const { tenant, session, files, headed } = await aFullTenant();
    const stranger = await aSession(await aTenant(), "owner");
    const viewer = await aSession(tenant, "viewer");
    for (const [path, row] of [...Object.entries(files), ...headed.map((each) => [each, ""] as const)]) {
      const file = await request(`/api/v1/${path}`, { session });
      expect([path, file.status]).toEqual([path, 200]);
      const text = await file.text();
      expect(text).toMatch(/^(\w[\w.]*,)*id[,\r]/);
      expect(text).toContain(row);
      expect([path, (await request(`/api/v1/${path}`, { session: viewer })).status]).toEqual([path, 403]);
      const theirs = await request(`/api/v1/${path}`, { session: stranger });
      const isBelow = /_|branchId=/.test(path.replace(/sequenceId=.*/, ""));
      expect([path, theirs.status]).toEqual([path, isBelow ? 404 : 200]);
      if (row) expect(await theirs.text()).not.toContain(row);
    }
  });

  it("of a list below something are traced by what it is below", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "owner");
    expect((await request(`/api/v1/staff/${tenant.anna}/time-off/export`, { session })).status).toBe(200);
    const traces = await rawRows<{ action: string; subject_id: string }>(tenant, "audit_log");
    const [trace] = traces.filter(({ action }) => action === "data.exported");
    expect(trace).toMatchObject({ subject_id: tenant.anna, facts: '{"table":"time-off","filter":{}}' });
  });

  it("are counted by the hour", async () => {
    const session = await aSession(await aTenant(), "owner");
    const { user } = await (await request("/api/v1/me", { session })).json<{ user: { id: string } }>();
    for (let i = 0; i < exportLimit.limit; i++) await takeStrict(env, exportLimit, user.id);
    const refused = await request("/api/v1/users/export", { session });
    expect([refused.status, (await problemOf(refused)).code]).toEqual([429, "too_many_requests"]);
  });

  it("break off when a page fails or there is no end, so that a part never looks like the whole", async () => {
    const columns = [{ header: "id", path: ["id"] }];
    const endless = await streamCsv(columns, async () => ({ items: [{ id: "a" }], nextCursor: "more" }), 3);
    await expect(new Response(endless).text()).rejects.toThrow("more than 300 rows");
    const failing = await streamCsv(columns, async ({ cursor }) => {
      if (cursor !== null) throw new Error("D1 is away");
      return { items: [{ id: "a" }], nextCursor: "more" };
    });
    await expect(new Response(failing).text()).rejects.toThrow("D1 is away");
  });
});
