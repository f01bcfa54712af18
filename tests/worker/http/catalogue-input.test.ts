import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../src/use-cases/new-id.ts";
import { anEditor, type Editing, refusalOf, versionOf } from "./catalogue-client.ts";

let editing: Editing;
beforeAll(async () => {
  editing = await anEditor();
});

/** The fields that are refused; and that nothing was stored. */
async function refusedFields(method: string, path: string, body: unknown): Promise<string[]> {
  const response = await editing.send(method, path, body);
  const { status, code, fields } = await refusalOf(response);
  expect([status, code]).toEqual([400, "invalid_input"]);
  expect(await versionOf(editing.tenant)).toBe(1);
  return fields;
}

describe("a branch", () => {
  it.each([
    { field: "name", value: "  " },
    { field: "name", value: "x".repeat(121) },
    { field: "timeZone", value: "Europe/Atlantis" },
    { field: "timeZone", value: "+01:00" },
    { field: "timeZone", value: "" },
    { field: "language", value: "fr" },
    { field: "address", value: "x".repeat(301) },
    { field: "phone", value: "030 123456" },
    { field: "phone", value: "+49 30 12345 ext. 6" },
    { field: "holidayRegion", value: "DE-XX" },
    { field: "name", value: null },
  ])("refuses $value as its $field", async ({ field, value }) => {
    expect(await refusedFields("PATCH", `/branches/${editing.tenant.branchId}`, { [field]: value })).toEqual([field]);
  });
});

describe("a service", () => {
  const question = { id: "style", label: "Which style?", type: "text", choices: [], isRequired: false };

  it.each([
    { field: "name", value: "" },
    { field: "aliases", value: Array(21).fill("x") },
    { field: "description", value: "x".repeat(501) },
    { field: "durationMinutes", value: 4 },
    { field: "durationMinutes", value: 721 },
    { field: "durationMinutes", value: 30.5 },
    { field: "bufferBeforeMinutes", value: 241 },
    { field: "bufferAfterMinutes", value: -1 },
    { field: "minimumNoticeMinutes", value: 525_601 },
    { field: "horizonDays", value: 0 },
    { field: "slotStepMinutes", value: 1 },
    { field: "staffIds.0", value: ["stf_1"], sent: "staffIds" },
    { field: "selection", value: "random" },
    { field: "capacity", value: 501 },
    { field: "caps.branchDay", value: { branchDay: 0 }, sent: "caps" },
    { field: "caps.monthly", value: { monthly: 3 }, sent: "caps" },
    { field: "priceMinor", value: -1 },
    { field: "currency", value: "eur" },
    { field: "depositMinor", value: 0 },
    { field: "isBookableOnline", value: "yes" },
    { field: "approvalHours", value: 337 },
    { field: "freeCancelHours", value: 721 },
    { field: "resources.0.resourceIds", value: [{ name: "Chair", resourceIds: [] }], sent: "resources" },
    { field: "questions.0.id", value: [{ ...question, id: "Style!" }], sent: "questions" },
    { field: "questions.1.id", value: [question, question], sent: "questions" },
    { field: "questions.0.choices", value: [{ ...question, type: "choice" }], sent: "questions" },
    { field: "questions.0.hint", value: [{ ...question, hint: "x" }], sent: "questions" },
    { field: "archivedAt", value: 1 },
    { field: "branchId", value: "brn_1" },
  ])("refuses $value, naming $field", async ({ field, value, sent = field }) => {
    expect(await refusedFields("PATCH", `/services/${editing.tenant.cut}`, { [sent]: value })).toEqual([field]);
  });

  it("refuses a member twice, and terms twice", async () => {
    const { anna, ben, cut } = editing.tenant;
    expect(await refusedFields("PATCH", `/services/${cut}`, { staffIds: [anna, ben, anna] })).toEqual(["staffIds.2"]);
    const staffTerms = [anna, anna].map((staffId) => ({ staffId, weight: 2 }));
    expect(await refusedFields("PATCH", `/services/${cut}`, { staffTerms })).toEqual(["staffTerms.1.staffId"]);
  });

  it("needs a branch, a name, a duration and a price", async () => {
    const fields = await refusedFields("POST", "/services", {});
    expect(fields.sort()).toEqual(["branchId", "currency", "durationMinutes", "name", "priceMinor"]);
  });
});

describe("time off", () => {
  const path = () => `/staff/${editing.tenant.anna}/time-off`;

  it.each([
    { name: "an end before the start", body: { fromDate: "2027-02-02", toDate: "2027-02-01" }, field: "toDate" },
    { name: "more than two years", body: { fromDate: "2027-01-01", toDate: "2029-01-03" }, field: "toDate" },
    { name: "no date", body: { fromDate: "2027-02-30", toDate: "2027-03-01" }, field: "fromDate" },
    {
      name: "a backward span",
      body: { fromDate: "2027-02-01", toDate: "2027-02-01", span: { fromMinute: 600, toMinute: 600 } },
      field: "span.toMinute",
    },
  ])("refuses $name", async ({ body, field }) => {
    expect(await refusedFields("POST", path(), body)).toEqual([field]);
  });

  it("of two years is granted, and belongs to the member that the path names", async () => {
    const { tenant, ask, send } = await anEditor();
    const list = `/staff/${tenant.anna}/time-off`;
    const body = { fromDate: "2027-01-01", toDate: "2029-01-01", span: { fromMinute: 0, toMinute: 60 } };
    const { id } = await ask<{ id: string }>("POST", list, body);
    expect(await ask("GET", list)).toEqual({ items: [{ ...body, id, staffId: tenant.anna }], nextCursor: null });
    expect((await send("DELETE", `/staff/${tenant.ben}/time-off/${id}`)).status).toBe(404);
    expect((await send("DELETE", `${list}/${id}`)).status).toBe(204);
    expect((await send("DELETE", `${list}/${id}`)).status).toBe(404);
  });
});

describe("staff and resources", () => {
  it("refuse what is not a name, and a branch that cannot be changed", async () => {
    const { anna, branchId } = editing.tenant;
    expect(await refusedFields("PATCH", `/staff/${anna}`, { name: "x".repeat(121) })).toEqual(["name"]);
    expect(await refusedFields("PATCH", `/staff/${anna}`, { branchId })).toEqual(["branchId"]);
    expect(await refusedFields("POST", "/resources", { branchId, name: "Chair", kind: "x".repeat(61) })).toEqual([
      "kind",
    ]);
  });
});

describe("what is full", () => {
  it("takes no more time off than a calendar can hold", async () => {
    const { tenant, send } = await anEditor();
    const { tenantId, anna } = tenant;
    const numbers = JSON.stringify(Array.from({ length: 400 }, () => newId("tof")));
    await env.DB.prepare(
      `INSERT INTO time_off (tenant_id, id, staff_id, from_date, to_date, created_at)
       SELECT ?1, value, ?2, '2029-01-01', '2029-01-02', 1 FROM json_each(?3)`,
    )
      .bind(tenantId, anna, numbers)
      .run();
    const refused = await send("POST", `/staff/${anna}/time-off`, { fromDate: "2029-02-01", toDate: "2029-02-01" });
    expect(await refusalOf(refused)).toMatchObject({ status: 409, code: "too_many" });
    expect(await versionOf(tenant)).toBe(1);
  });

  it("takes no more resources than a rulebook can hold", async () => {
    const { tenant, send } = await anEditor();
    const { tenantId, branchId } = tenant;
    const ids = JSON.stringify(Array.from({ length: 500 }, () => newId("res")));
    await env.DB.prepare(
      `INSERT INTO resources (tenant_id, id, branch_id, name, kind, created_at)
       SELECT ?1, value, ?2, 'Chair', 'Chair', 1 FROM json_each(?3)`,
    )
      .bind(tenantId, branchId, ids)
      .run();
    const refused = await send("POST", "/resources", { branchId, name: "Chair", kind: "Chair" });
    expect(await refusalOf(refused)).toMatchObject({ status: 409, code: "too_many" });
    expect((await send("GET", `/resources?branchId=${branchId}&limit=500`)).status).toBe(200);
  });
});

describe("queries", () => {
  it.each([
    { path: "/holidays?year=1999", field: "year" },
    { path: "/holidays?year=soon", field: "year" },
  ])("refuse $path", async ({ path, field }) => {
    const response = await editing.send("GET", `/branches/${editing.tenant.branchId}${path}`);
    expect((await refusalOf(response)).fields).toEqual([field]);
  });

  it.each(["limit=0", "limit=501", "cursor=x"])("refuse %s", async (query) => {
    const response = await editing.send("GET", `/services?branchId=${editing.tenant.branchId}&${query}`);
    expect((await refusalOf(response)).fields).toEqual([query.split("=")[0]]);
  });
});
