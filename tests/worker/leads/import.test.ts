import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LeadImportView } from "../../../src/contracts/lead-imports.ts";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadImportId } from "../../../src/domain/ids.ts";
import { runImport } from "../../../src/use-cases/leads/import/run-import.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aLead, historyOf, leadsOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

const EVIL = '=HYPERLINK("https://evil.example")';
const number = (index: number) => `0151 ${10_000_000 + index}`;

async function begun(tenant: TestTenant, session: string, parts: string[]): Promise<string> {
  const body = { branchId: tenant.branchId, name: "fair.csv" };
  const { id } = await (await request("/api/v1/lead-imports", { session, body })).json<LeadImportView>();
  for (const [part, text] of parts.entries()) {
    const path = `/api/v1/lead-imports/${id}/parts/${part}`;
    expect((await request(path, { session, method: "PUT", body: { text } })).status).toBe(200);
  }
  return id;
}

const start = (session: string, id: string, step: "check" | "import") =>
  request(`/api/v1/lead-imports/${id}/start`, { session, body: { step } });

const stateOf = async (session: string, id: string) =>
  (await request(`/api/v1/lead-imports/${id}`, { session })).json<LeadImportView>();

function reached(session: string, id: string, status: LeadImportView["status"]) {
  return eventually(async () => {
    const state = await stateOf(session, id);
    expect(state.status).toBe(status);
    return state;
  });
}

const run = ({ tenantId }: TestTenant, importId: string) =>
  runImport(env, { waitUntil: () => undefined }, { tenantId, importId: importId as LeadImportId }, Date.now());

afterEach(() => vi.restoreAllMocks());

describe("a file of leads", () => {
  it("is checked, then imported, in parts that cut its rows, by way of the real queue", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "owner");
    const known = await aLead(tenant, { phone: number(1) });
    const booking = await aBooking(tenant, { startsAt: inTenDays(600), phone: "+4915110000002" });
    await tenant.calendar().book(tenant.ref, booking);
    await tenant.calendar().drain(tenant.ref);
    const db = tenantDb(env.DB, tenant.tenantId);
    const out = {
      id: newId("cns"),
      channel: "sms" as const,
      addressIndex: await tenant.vault.phoneIndex("+4915110000003"),
    };
    await db.orm.batch(consentStatements(db, { ...out, action: "withdrawn", source: "word", messageId: null, at: 1 }));
    const rows = Array.from({ length: 400 }, (_, index) => `"Erika; ${index}";${number(index)};Cut ${index}`);
    const text = `\uFEFFName;Telefon;Anfrage\r\n${[...rows, `${EVIL};12;x`, rows[9]].join("\r\n")}`;
    const id = await begun(tenant, session, [text.slice(0, 5_003), text.slice(5_003, 5_004), text.slice(5_004)]);

    expect((await problemOf(await start(session, id, "import"))).code).toBe("wrong_step");
    expect((await start(session, id, "check")).status).toBe(200);
    const counts = { created: 397, duplicates: 3, invalid: 1, optedOut: 1 };
    expect((await reached(session, id, "checked")).counts).toEqual(counts);
    expect(await rawRows(tenant, "leads")).toHaveLength(1); // a check stores none

    expect((await start(session, id, "import")).status).toBe(200);
    expect(await reached(session, id, "done")).toMatchObject({ counts, lines: 403 });
    const stored = await rawRows(tenant, "leads");
    expect(stored).toHaveLength(398);
    expect(JSON.stringify(stored)).not.toMatch(/Erika|15110000/);
    const [found] = await leadsOf({ session }, `?phone=${encodeURIComponent("+4915110000399")}`);
    expect(found).toMatchObject({ name: "Erika; 399", request: "Cut 399", source: "import", contactState: null });
    await eventually(async () =>
      expect(await leadsOf({ session }, "?q=399%20erik")).toMatchObject([{ id: found?.id }]),
    );
    expect((await historyOf({ session }, known.id))[0]).toMatchObject({ type: "asked_again", words: "Cut 1" });

    const refused = await (await request(`/api/v1/lead-imports/${id}/refused`, { session })).text();
    expect(refused.trimEnd().split("\r\n")).toEqual([
      "line,reason,Name,Telefon,Anfrage",
      "5,opted_out,Erika; 3,0151 10000003,Cut 3",
      `402,invalid_phone,"'=HYPERLINK(""https://evil.example"")",12,x`,
    ]);
    const stranger = await aSession(await aTenant(), "owner");
    expect((await request(`/api/v1/lead-imports/${id}/refused`, { session: stranger })).status).toBe(404);
    expect((await env.FILES.list({ prefix: `lead-imports/${tenant.tenantId}/` })).objects).toEqual([]);
  });

  it("is imported once by several messages at once, each of which may come again", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "owner");
    const rows = Array.from({ length: 650 }, (_, index) => `E${index},e${index}@example.com`);
    const id = await begun(tenant, session, [`Name,E-Mail\n${rows.join("\n")}`]);
    holdBackJobs();
    await start(session, id, "check");
    await Promise.allSettled([run(tenant, id), run(tenant, id), run(tenant, id)]);
    await run(tenant, id);
    expect((await stateOf(session, id)).status).toBe("checked");
    await start(session, id, "import");
    await Promise.allSettled([run(tenant, id), run(tenant, id)]);
    for (let again = 0; again < 3; again++) await run(tenant, id);
    expect(await stateOf(session, id)).toMatchObject({ status: "done", counts: { created: 650, duplicates: 0 } });
    expect(await rawRows(tenant, "leads")).toHaveLength(650);
    expect(await rawRows(tenant, "lead_events")).toHaveLength(650);
  });

  it("that cannot be read says why, and changes nothing", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "owner");
    const nameless = await begun(tenant, session, ["Farbe;Form\nrot;rund"]);
    expect((await problemOf(await start(session, nameless, "check"))).errors?.[0]?.rule).toContain("phone number");
    const open = await begun(tenant, session, [`Name;Telefon\n"Erika;0151\n${"a;b\n".repeat(9_000)}`]);
    await start(session, open, "check");
    expect(await reached(session, open, "failed")).toMatchObject({ failure: "open_quote" });
    expect(await rawRows(tenant, "leads")).toEqual([]);
  });

  it("shows beforehand how its columns are understood", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "manager");
    const text = `Wer;Handy;Opt-in\nErika;0151 12345678;ja\nMax;12;nein`;
    const body = { branchId: tenant.branchId, text, mapping: { Wer: "name" } };
    const preview = await (await request("/api/v1/lead-imports/preview", { session, body })).json();
    expect(preview).toMatchObject({
      mapping: { Wer: "name", Handy: "mobile", "Opt-in": "consent" },
      rows: [
        { line: 2, name: "Erika", phone: "+4915112345678", hasConsent: true, problem: null },
        { line: 3, problem: "invalid_phone" },
      ],
    });
  });
});
