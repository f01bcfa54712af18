import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { BranchView, HoursView, ResourceView, ServiceView, StaffView } from "../../../src/contracts/catalogue.ts";
import { findConnectionEntry } from "../../../src/db/directory.ts";
import { MAX_BRANCHES } from "../../../src/db/queries/new-branch.ts";
import type { Permission } from "../../../src/domain/identity/permissions.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { anEditor, bookCut, type Editing, refusalOf } from "./catalogue-client.ts";

const NORD = { name: "Nord", timeZone: "Europe/Berlin" };
type List<T> = { items: T[] };

beforeAll(async () => {
  await (await anEditor()).send("GET", "/branches");
});

async function branchesOf({ tenantId }: TestTenant): Promise<string[]> {
  const query = env.DB.prepare("SELECT name FROM branches WHERE tenant_id = ? ORDER BY created_at, id").bind(tenantId);
  return (await query.all<{ name: string }>()).results.map(({ name }) => name);
}

async function listsOf({ ask }: Editing, branchId: string) {
  const list = async <T>(path: string) => (await ask<List<T>>("GET", `${path}?branchId=${branchId}`)).items;
  return {
    services: await list<ServiceView>("/services"),
    staff: await list<StaffView>("/staff"),
    resources: await list<ResourceView>("/resources"),
    hours: await ask<HoursView>("GET", `/branches/${branchId}/hours`),
  };
}

/** Books the first free time of the branch's first service. */
async function bookFirst({ ask, send }: Editing, branchId: string, serviceId: string): Promise<Response> {
  const path = `/branches/${branchId}/availability?serviceId=${serviceId}&limit=1`;
  const { slots } = await ask<{ slots: { startsAt: string }[] }>("GET", path);
  const customer = { name: "Erika", phone: "+4915112345678" };
  return send("POST", "/appointments", { branchId, serviceId, startsAt: slots[0]?.startsAt, customer });
}

describe("a new branch", () => {
  it("begins like a new business, and is booked at once", async () => {
    const editing = await anEditor();
    const made = await editing.send("POST", "/branches", { ...NORD, phone: "+49 30 1234567", address: "Nordufer 1" });
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    const branch = await made.json<BranchView>();
    const facts = { address: "Nordufer 1", phone: "+49301234567", language: "en", holidayRegion: null, closedAt: null };
    expect(branch).toEqual({ ...NORD, ...facts, id: branch.id });
    expect(await editing.ask("GET", `/branches/${branch.id}`)).toEqual(branch);

    const { services, staff, hours } = await listsOf(editing, branch.id);
    expect(staff.map(({ name }) => name)).toEqual(["Nord"]);
    const offers = services.map(({ name, durationMinutes, staffIds }) => [name, durationMinutes, staffIds]);
    const everybody = staff.map(({ id }) => id);
    expect(offers).toEqual([
      ["Short appointment", 30, everybody],
      ["Long appointment", 60, everybody],
    ]);
    expect(hours.weekly.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5]);
    expect((await bookFirst(editing, branch.id, services[0]?.id ?? "")).status).toBe(201);
  });

  it("takes over another's hours, services and rooms, but nobody who works there", async () => {
    const editing = await anEditor();
    const { tenant, ask } = editing;
    const { branchId, cut, anna } = tenant;
    const chair = await ask<ResourceView>("POST", "/resources", { branchId, name: "Chair 1", kind: "Chair" });
    await ask("PATCH", `/services/${cut}`, {
      resources: [{ name: "Chair", resourceIds: [chair.id] }],
      staffTerms: [{ staffId: anna, durationMinutes: 30, priceMinor: null, weight: 1 }],
      approvalHours: 4,
    });
    const exceptions = [{ date: dateInTenDays(), spans: [] }];
    const weekly = [{ weekday: 2, fromMinute: 480, toMinute: 720, validFrom: null, validUntil: "2031-12-31" }];
    await ask("PUT", `/branches/${branchId}/hours`, { weekly, exceptions });
    await ask("PATCH", `/branches/${branchId}`, { holidayRegion: "DE-BE", language: "de" });
    const before = await listsOf(editing, branchId);

    const wish = { ...NORD, copyFrom: branchId, staffNames: ["Cem", "Dana"] };
    const branch = await ask<BranchView>("POST", "/branches", wish);
    expect(branch).toMatchObject({ holidayRegion: "DE-BE", language: "de", address: "", phone: null });
    const { services, staff, resources, hours } = await listsOf(editing, branch.id);
    expect(staff.map(({ name }) => name)).toEqual(["Cem", "Dana"]);
    expect(hours).toEqual({ weekly, exceptions });
    expect(resources).toEqual([{ ...chair, id: resources[0]?.id, branchId: branch.id }]);
    expect(resources[0]?.id).not.toBe(chair.id);
    const staffIds = staff.map(({ id }) => id);
    const own = { branchId: branch.id, staffIds, staffTerms: [] };
    const expected = before.services.map((service, index) => ({ ...service, ...own, id: services[index]?.id }));
    const needs = [{ name: "Chair", resourceIds: [resources[0]?.id] }];
    expect(services).toEqual(expected.map((each) => (each.name === "Cut" ? { ...each, resources: needs } : each)));
    expect(services[0]?.approvalHours).toBe(4);
    expect(services.some(({ id }) => id === cut)).toBe(false);
    expect((await bookFirst(editing, branch.id, services[0]?.id ?? "")).status).toBe(201);
    expect(await listsOf(editing, branchId)).toEqual(before);
  });

  it("takes over more services than one statement stores, in their order", async () => {
    const { tenant, ask } = await anEditor();
    const { branchId, anna } = tenant;
    const names = Array.from({ length: 45 }, (_, index) => `Service ${index}`);
    for (const name of names) {
      const body = { branchId, name, durationMinutes: 30, priceMinor: 0, currency: "EUR", staffIds: [anna] };
      await ask("POST", "/services", body);
    }
    const { id } = await ask<BranchView>("POST", "/branches", { ...NORD, copyFrom: branchId });
    const { items } = await ask<List<ServiceView>>("GET", `/services?branchId=${id}`);
    expect(items.map(({ name }) => name).slice(2)).toEqual(names);
    expect(items.every(({ staffIds }) => staffIds.length === 1 && !staffIds.includes(anna))).toBe(true);
  });

  it("is a choice on the booking page and known to calls at once", async () => {
    const { tenant, ask } = await anEditor();
    const { tenantId, branchId, connectionId } = tenant;
    const background = { waitUntil: () => undefined };
    expect((await findConnectionEntry(env, background, connectionId))?.branchIds).toEqual([branchId]);
    const { id } = await ask<BranchView>("POST", "/branches", NORD);
    expect((await findConnectionEntry(env, background, connectionId))?.branchIds).toEqual([branchId, id]);
    const page = await (await request(`/b/${tenantId}?lang=en`)).text();
    expect([branchId, id].every((each) => page.includes(`/b/${tenantId}/${each}`))).toBe(true);
    expect(await (await request(`/b/${tenantId}/${id}?lang=en`)).text()).toContain("Short appointment");
    const me = await request("/api/v1/me", { session: await aSession(tenant, "staff") });
    expect((await me.json<{ branches: object[] }>()).branches).toHaveLength(2);
  });

  it("leaves the appointments of the first branch where they are", async () => {
    const editing = await anEditor();
    const { tenant, ask } = editing;
    expect((await bookCut(editing, inTenDays(540))).status).toBe(201);
    const { id } = await ask<BranchView>("POST", "/branches", { ...NORD, copyFrom: tenant.branchId });
    const date = dateInTenDays();
    const day = async (branchId: string) => {
      const { appointments } = await ask<{ appointments: object[] }>(
        "GET",
        `/branches/${branchId}/calendar?date=${date}`,
      );
      return appointments.length;
    };
    expect([await day(tenant.branchId), await day(id)]).toEqual([1, 0]);
  });

  it("leaves one audit entry, without the names of those who work there", async () => {
    const { tenant, ask } = await anEditor();
    const { branchId: copyFrom } = tenant;
    const { id } = await ask<BranchView>("POST", "/branches", { ...NORD, copyFrom, staffNames: ["Cem"] });
    const entries = await rawRows<{ action: string; subject_id: string; facts: string }>(tenant, "audit_log");
    expect(entries.map(({ action, subject_id }) => [action, subject_id])).toEqual([["branch.created", id]]);
    const facts = JSON.parse(entries[0]?.facts ?? "{}") as object;
    expect(facts).toMatchObject({ branchId: id, version: 1, copiedFrom: copyFrom, after: NORD });
    expect(JSON.stringify(facts)).not.toContain("Cem");
  });

  it("is made once with an Idempotency-Key, and the repetition gets the same answer", async () => {
    const { tenant, send } = await anEditor();
    const more = { headers: { "idempotency-key": "a-branch-in-the-north" } };
    const [first, again] = [await send("POST", "/branches", NORD, more), await send("POST", "/branches", NORD, more)];
    expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([201, 201, "true"]);
    expect([await again.json(), again.headers.get("etag")]).toEqual([await first.json(), '"1"']);
    const other = await send("POST", "/branches", { ...NORD, name: "Süd" }, more);
    expect([other.status, (await refusalOf(other)).code]).toEqual([422, "idempotency_mismatch"]);
    expect(await branchesOf(tenant)).toHaveLength(2);
  });

  it("is kept when the calendar and the directory cannot be told", async () => {
    const { tenant, ask } = await anEditor();
    vi.spyOn(env.BRANCH_CALENDAR, "getByName").mockImplementation(() => {
      throw new Error("the object is away");
    });
    vi.spyOn(env.DIRECTORY, "put").mockRejectedValue(new Error("KV is away"));
    const { id } = await ask<BranchView>("POST", "/branches", NORD);
    vi.restoreAllMocks();
    expect(await branchesOf(tenant)).toHaveLength(2);
    expect((await ask<BranchView>("GET", `/branches/${id}`)).name).toBe("Nord");
  });
});

describe("a branch is refused", () => {
  it("to everybody but owners, managers and keys with the scope", async () => {
    const tenant = await aTenant();
    const add = async (who: ApiRequest) =>
      (await request("/api/v1/branches", { method: "POST", body: NORD, ...who })).status;
    const keyWith = async (scopes: Permission[]) => ({ key: await aKey(tenant, scopes) });
    expect(await add({ session: await aSession(tenant, "staff") })).toBe(403);
    expect(await add({ session: await aSession(tenant, "viewer") })).toBe(403);
    expect(await add(await keyWith(["catalogue:read", "settings:write"]))).toBe(403);
    expect(await add({ key: await anOperatorKey() })).toBe(403);
    expect(await add({})).toBe(401);
    expect(await branchesOf(tenant)).toHaveLength(1);
    expect(await add({ session: await aSession(tenant, "owner") })).toBe(201);
    expect(await add({ session: await aSession(tenant, "manager") })).toBe(201);
    expect(await add(await keyWith(["catalogue:write"]))).toBe(201);
    expect(await branchesOf(tenant)).toHaveLength(4);
  });

  it("as the copy of another tenant's, like one of nobody's", async () => {
    const { tenant, send } = await anEditor();
    for (const copyFrom of [(await aTenant()).branchId, newId("brn")]) {
      const refused = await send("POST", "/branches", { ...NORD, copyFrom });
      expect([refused.status, (await refusalOf(refused)).code]).toEqual([404, "not_found"]);
    }
    expect(await branchesOf(tenant)).toHaveLength(1);
  });

  it("to another tenant's credentials, who get one of their own", async () => {
    const [tenant, other] = [await aTenant(), await anEditor()];
    const { id } = await other.ask<BranchView>("POST", "/branches", NORD);
    const theirs = await request(`/api/v1/branches/${id}`, { key: await aKey(tenant) });
    expect([theirs.status, (await branchesOf(tenant)).length]).toEqual([404, 1]);
  });

  it.each([
    { field: "name", value: "  " },
    { field: "name", value: "x".repeat(121) },
    { field: "name", value: undefined },
    { field: "timeZone", value: "Europe/Atlantis" },
    { field: "timeZone", value: "+01:00" },
    { field: "timeZone", value: undefined },
    { field: "language", value: "fr" },
    { field: "address", value: "x".repeat(301) },
    { field: "phone", value: "030 123456" },
    { field: "holidayRegion", value: "DE-XX" },
    { field: "copyFrom", value: "svc_1" },
    { field: "staffNames", value: [] },
    { field: "staffNames", value: Array(21).fill("x") },
    { field: "staffNames.1", value: ["x", " "], sent: "staffNames" },
    { field: "slug", value: "nord" },
  ])("for $value as its $field", async ({ field, value, sent = field }) => {
    const { tenant, send } = await anEditor();
    const { status, code, fields } = await refusalOf(await send("POST", "/branches", { ...NORD, [sent]: value }));
    expect([status, code, fields]).toEqual([400, "invalid_input", [field]]);
    expect(await branchesOf(tenant)).toHaveLength(1);
  });

  it("when there are as many as may be, to two who ask in the same moment as well", async () => {
    const { tenant, send } = await anEditor();
    const fill = Array.from({ length: MAX_BRANCHES - 2 }, () =>
      env.DB.prepare(
        "INSERT INTO branches (tenant_id, id, name, time_zone, language, address, created_at) VALUES (?, ?, 'x', 'UTC', 'en', '', 1)",
      ).bind(tenant.tenantId, newId("brn")),
    );
    await env.DB.batch(fill);
    const answers = await Promise.all([send("POST", "/branches", NORD), send("POST", "/branches", NORD)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
    const refused = await refusalOf(await send("POST", "/branches", NORD));
    expect([refused.status, refused.code]).toEqual([409, "too_many"]);
    expect(await branchesOf(tenant)).toHaveLength(MAX_BRANCHES);
    const orphans =
      "SELECT count(*) AS n FROM staff WHERE tenant_id = ? AND branch_id NOT IN (SELECT id FROM branches)";
    expect(await env.DB.prepare(orphans).bind(tenant.tenantId).first("n")).toBe(0);
    expect(await rawRows(tenant, "audit_log")).toHaveLength(1);
  });
});
