import { beforeAll, describe, expect, it } from "vitest";
import type { HoursView } from "../../../src/contracts/catalogue.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { anEditor, bookCut, type Editing, refusalOf, versionOf } from "./catalogue-client.ts";

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

describe("who is booked already", () => {
  it("stays when somebody takes time off or a day closes, and is counted", async () => {
    const { tenant, ask, ...client } = await anEditor();
    const path = `/staff/${tenant.anna}/time-off`;
    expect((await bookCut({ tenant, ask, ...client }, inTenDays(600))).status).toBe(201);
    await tenant.calendar().drain(tenant.ref);
    const date = dateInTenDays();
    const off = (span: object | null) => ask("POST", path, { fromDate: date, toDate: date, span });
    expect(await off({ fromMinute: 900, toMinute: 960 })).toMatchObject({ appointmentsOutside: 0 });

    const hours = await ask<HoursView>("GET", `/branches/${tenant.branchId}/hours`);
    const closed = { ...hours, exceptions: [{ date, spans: [] }] };
    const own = { hours: { weekly: [], exceptions: [{ date, spans: [] }] } };
    expect(await ask("PUT", `/branches/${tenant.branchId}/hours`, closed)).toMatchObject({ appointmentsOutside: 1 });
    expect(await ask("PUT", `/branches/${tenant.branchId}/hours`, hours)).toMatchObject({ appointmentsOutside: 0 });
    expect(await ask("PUT", `/staff/${tenant.anna}/hours`, own)).toMatchObject({ appointmentsOutside: 1 });
    expect(await ask("PUT", `/staff/${tenant.anna}/hours`, { hours: null })).toMatchObject({ appointmentsOutside: 0 });
    expect(await off(null)).toMatchObject({ appointmentsOutside: 1 });
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
      return {
        weekday: (i % 7) + 1,
        fromMinute,
        toMinute: fromMinute + 60,
        validFrom: null,
        validUntil: dateInTenDays(999),
      };
    });
    const exceptions = Array.from({ length: 400 }, (_, i) => ({
      date: dateInTenDays(i),
      spans: [{ fromMinute: 0, toMinute: 30 }],
    }));
    const put = { weekly: full, exceptions };
    expect(await ask<HoursView>("PUT", path, put)).toEqual({ ...put, appointmentsOutside: 0 });
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
    expect(await ask("PUT", `/staff/${tenant.anna}/hours`, { hours: null })).toEqual({
      hours: null,
      appointmentsOutside: 0,
    });
    expect(await ask("GET", `/staff/${tenant.anna}/hours`)).toEqual({ hours: null });
  });
});
