import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { HoursView } from "../../../src/contracts/catalogue.ts";
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

describe("hours", () => {
  const day = { weekday: 1, fromMinute: 540, toMinute: 1_080 };
  const weekly = (...spans: object[]) => ({ weekly: spans, exceptions: [] });
  const exception = (...spans: object[]) => ({ weekly: [], exceptions: [{ date: "2027-01-04", spans }] });

  it.each([
    { name: "an end before the start", hours: weekly({ ...day, toMinute: 540 }), fields: ["weekly.0.toMinute"] },
    { name: "a weekday that is none", hours: weekly({ ...day, weekday: 8 }), fields: ["weekly.0.weekday"] },
    { name: "a start on the next day", hours: weekly({ ...day, fromMinute: 1_440 }), fields: ["weekly.0.fromMinute"] },
    { name: "an end two days on", hours: weekly({ ...day, toMinute: 2_881 }), fields: ["weekly.0.toMinute"] },
    { name: "an overlap", hours: weekly(day, { ...day, fromMinute: 1_000 }), fields: ["weekly.1"] },
    {
      name: "an overlap of two seasons",
      hours: weekly({ ...day, validUntil: "2027-06-30" }, { ...day, validFrom: "2027-06-30" }),
      fields: ["weekly.1"],
    },
    {
      name: "a season that ends before it begins",
      hours: weekly({ ...day, validFrom: "2027-06-30", validUntil: "2027-06-29" }),
      fields: ["weekly.0.validUntil"],
    },
    {
      name: "a date that does not exist",
      hours: weekly({ ...day, validFrom: "2027-02-30" }),
      fields: ["weekly.0.validFrom"],
    },
    { name: "more spans than a week has", hours: weekly(...Array.from({ length: 71 }, () => day)), fields: ["weekly"] },
    {
      name: "a date twice",
      hours: { weekly: [], exceptions: [1, 2].map(() => ({ date: "2027-01-04", spans: [] })) },
      fields: ["exceptions.1.date"],
    },
    {
      name: "overlapping spans on one date",
      hours: exception({ fromMinute: 540, toMinute: 720 }, { fromMinute: 719, toMinute: 780 }),
      fields: ["exceptions.0.spans.1"],
    },
    {
      name: "a backward span on one date",
      hours: exception({ fromMinute: 720, toMinute: 540 }),
      fields: ["exceptions.0.spans.0.toMinute"],
    },
    {
      name: "more dates than a year has",
      hours: { weekly: [], exceptions: Array.from({ length: 401 }, () => ({ date: "2027-01-04", spans: [] })) },
      fields: ["exceptions"],
    },
    { name: "an unknown field", hours: weekly({ ...day, note: "x" }), fields: ["weekly.0.note"] },
  ])("refuse $name, of a branch and of a member", async ({ hours, fields }) => {
    const { branchId, anna } = editing.tenant;
    expect(await refusedFields("PUT", `/branches/${branchId}/hours`, hours)).toEqual(fields);
    const ofMember = await refusedFields("PUT", `/staff/${anna}/hours`, { hours });
    expect(ofMember).toEqual(fields.map((field) => `hours.${field}`));
  });

  it("come back as they were put, to the bounds", async () => {
    const { tenant, ask } = await anEditor();
    const path = `/branches/${tenant.branchId}/hours`;
    const full = Array.from({ length: 70 }, (_, i) => {
      const fromMinute = Math.floor(i / 7) * 60;
      return { weekday: (i % 7) + 1, fromMinute, toMinute: fromMinute + 60, validFrom: null, validUntil: "2030-01-01" };
    });
    const exceptions = Array.from({ length: 400 }, (_, i) => ({
      date: new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10),
      spans: [{ fromMinute: 0, toMinute: 30 }],
    }));
    const put = { weekly: full, exceptions };
    expect(await ask<HoursView>("PUT", path, put)).toEqual(put);
    const got = await ask<HoursView>("GET", path);
    expect(got.exceptions).toEqual(exceptions);
    expect(new Set(got.weekly.map((span) => JSON.stringify(span)))).toEqual(
      new Set(
        full.map(({ weekday, fromMinute, toMinute, validFrom, validUntil }) =>
          JSON.stringify({ fromMinute, toMinute, weekday, validFrom, validUntil }),
        ),
      ),
    );
    expect(got.weekly).toHaveLength(70);

    const seasons = {
      weekly: [
        { ...day, validFrom: null, validUntil: "2027-06-29" },
        { ...day, validFrom: "2027-06-30", validUntil: null },
      ],
      exceptions: [],
    };
    await ask("PUT", `/staff/${tenant.anna}/hours`, { hours: seasons });
    const own = await ask<{ hours: HoursView | null }>("GET", `/staff/${tenant.anna}/hours`);
    expect(own.hours?.weekly).toHaveLength(2);
    expect(await ask("PUT", `/staff/${tenant.anna}/hours`, { hours: null })).toEqual({ hours: null });
    expect(await ask("GET", `/staff/${tenant.anna}/hours`)).toEqual({ hours: null });
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
