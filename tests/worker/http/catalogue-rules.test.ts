import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type {
  ArchivedView,
  HolidaysView,
  ResourceView,
  ServiceView,
  StaffView,
} from "../../../src/contracts/catalogue.ts";
import { loadRulebook } from "../../../src/db/queries/catalogue.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { publicHolidays } from "../../../src/domain/booking/holidays.ts";
import { instantsAt } from "../../../src/domain/time.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { problemOf } from "../../support/worker/credentials.ts";
import { ask as askByPhone } from "../../support/worker/retell.ts";
import { anEditor, bookCut, type Editing } from "./catalogue-client.ts";

const ZONE = "Europe/Berlin";
const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** An editor whose calendar has the old rules in memory, so that a decision by the new ones proves the refresh. */
async function anOpenBranch(): Promise<Editing> {
  const editing = await anEditor();
  expect((await bookCut(editing, inTenDays(540))).status).toBe(201);
  return editing;
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? "ok" : (await problemOf(response)).code;
}

/** The first holiday of Berlin that is some weeks ahead. */
function nextHoliday() {
  const year = new Date().getUTCFullYear();
  const all = [year, year + 1].flatMap((each) => publicHolidays("DE-BE", each));
  const found = all.find(({ date }) => date > dateInTenDays());
  if (!found) throw new Error("Berlin has holidays every year");
  return found;
}

function noonOf(date: string): number {
  return instantsAt(ZONE, date, 720)[0] ?? 0;
}

beforeAll(async () => {
  await (await anEditor()).send("GET", "/branches");
});

describe("the calendar decides by the new rules at once", () => {
  it("when a member takes time off, and when it is taken back", async () => {
    const editing = await anOpenBranch();
    const { anna } = editing.tenant;
    const path = `/staff/${anna}/time-off`;
    const date = dateInTenDays();
    const { id } = await editing.ask<{ id: string }>("POST", path, { fromDate: date, toDate: date });
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("staff_unavailable");
    expect((await editing.send("DELETE", `${path}/${id}`)).status).toBe(204);
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("ok");
  });

  it("when the time off is some hours of each day", async () => {
    const editing = await anOpenBranch();
    const date = dateInTenDays();
    const body = { fromDate: date, toDate: date, span: { fromMinute: 720, toMinute: 1_080 } };
    await editing.ask("POST", `/staff/${editing.tenant.anna}/time-off`, body);
    expect(await codeOf(await bookCut(editing, inTenDays(720)))).toBe("staff_unavailable");
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("ok");
  });

  it("when the branch keeps the holidays of a region, and says which one", async () => {
    const editing = await anOpenBranch();
    const { branchId } = editing.tenant;
    const holiday = nextHoliday();
    await editing.ask("PATCH", `/branches/${branchId}`, { holidayRegion: "DE-BE" });
    const refused = await bookCut(editing, noonOf(holiday.date));
    expect(await refused.json()).toMatchObject({ code: "closed", title: `The branch is closed: ${holiday.name.en}.` });

    const weekly = everyDay.map((weekday) => ({ weekday, fromMinute: 540, toMinute: 1_080 }));
    const exceptions = [{ date: holiday.date, spans: [{ fromMinute: 600, toMinute: 840 }] }];
    await editing.ask("PUT", `/branches/${branchId}/hours`, { weekly, exceptions });
    expect(await codeOf(await bookCut(editing, noonOf(holiday.date)))).toBe("ok");
    const year = Number(holiday.date.slice(0, 4));
    const { items, region } = await editing.ask<HolidaysView>("GET", `/branches/${branchId}/holidays?year=${year}`);
    expect(region).toBe("DE-BE");
    expect(items.filter(({ isReplaced }) => isReplaced)).toEqual([{ ...holiday, isReplaced: true }]);
    expect(items).toHaveLength(publicHolidays("DE-BE", year).length);
  });

  it("when the hours of the branch or of a member are replaced", async () => {
    const editing = await anOpenBranch();
    const { branchId, anna } = editing.tenant;
    const weekly = everyDay.map((weekday) => ({ weekday, fromMinute: 540, toMinute: 780 }));
    await editing.ask("PUT", `/staff/${anna}/hours`, { hours: { weekly, exceptions: [] } });
    expect(await codeOf(await bookCut(editing, inTenDays(780)))).toBe("staff_unavailable");
    await editing.ask("PUT", `/branches/${branchId}/hours`, { weekly, exceptions: [] });
    expect(await codeOf(await bookCut(editing, inTenDays(780)))).toBe("outside_hours");
    await editing.ask("PUT", `/staff/${anna}/hours`, { hours: null });
    const late = everyDay.map((weekday) => ({ weekday, fromMinute: 780, toMinute: 1_080 }));
    await editing.ask("PUT", `/branches/${branchId}/hours`, { weekly: late, exceptions: [] });
    expect(await codeOf(await bookCut(editing, inTenDays(780)))).toBe("ok");
  });

  it("when hours count for a season only", async () => {
    const editing = await anOpenBranch();
    const validUntil = dateInTenDays(-1);
    const weekly = everyDay.flatMap((weekday) => [
      { weekday, fromMinute: 540, toMinute: 1_080, validUntil },
      { weekday, fromMinute: 780, toMinute: 1_080, validFrom: dateInTenDays() },
    ]);
    await editing.ask("PUT", `/branches/${editing.tenant.branchId}/hours`, { weekly, exceptions: [] });
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("outside_hours");
    expect(await codeOf(await bookCut(editing, inTenDays(780)))).toBe("ok");
  });

  it("when a service is archived: it is unknown, and the answer tells what is still to come", async () => {
    const editing = await anOpenBranch();
    const { tenant } = editing;
    await tenant.calendar().drain(tenant.ref);
    expect(await editing.ask<ArchivedView>("DELETE", `/services/${tenant.cut}`)).toEqual({ upcoming: 1 });
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("unknown_service");
    await expectGone(editing, "services", tenant.cut);
  });

  it("when a member is archived: nobody can be booked with them, and other members go on", async () => {
    const editing = await anOpenBranch();
    const { tenant } = editing;
    const staffTerms = [{ staffId: tenant.anna, priceMinor: 5_000 }];
    await editing.ask("PATCH", `/services/${tenant.cut}`, { staffTerms });
    await tenant.calendar().drain(tenant.ref);
    expect(await editing.ask<ArchivedView>("DELETE", `/staff/${tenant.anna}`)).toEqual({ upcoming: 1 });
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("unknown_staff");
    expect(await codeOf(await bookCut(editing, inTenDays(660), { staffId: tenant.ben }))).toBe("ok");
    await expectGone(editing, "staff", tenant.anna);
    const { staffIds, staffTerms: left } = await editing.ask<ServiceView>("GET", `/services/${tenant.cut}`);
    expect({ staffIds, left }).toEqual({ staffIds: [tenant.ben], left: [] });
  });

  it("when a service needs a resource, and another kind of it is archived", async () => {
    const editing = await anOpenBranch();
    const { tenant } = editing;
    const chair = await aChair(editing, "Chair 1");
    const spare = await aChair(editing, "Chair 2");
    const resources = [{ name: "Chair", resourceIds: [chair, spare] }];
    await editing.ask("PATCH", `/services/${tenant.cut}`, { resources });
    expect(await codeOf(await bookCut(editing, inTenDays(660)))).toBe("ok");
    await tenant.calendar().drain(tenant.ref);
    expect(await editing.ask<ArchivedView>("DELETE", `/resources/${chair}`)).toEqual({ upcoming: 1 });
    expect(await codeOf(await bookCut(editing, inTenDays(720)))).toBe("ok");
    expect(await codeOf(await bookCut(editing, inTenDays(720), { staffId: tenant.ben }))).toBe("no_resource");
    await expectGone(editing, "resources", chair);

    const refused = await editing.send("DELETE", `/resources/${spare}`);
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: "resource_needed" });
  });

  it("when a new member does a new service, with every part of its policy", async () => {
    const editing = await anOpenBranch();
    const { branchId, anna } = editing.tenant;
    const { id: cem } = await editing.ask<StaffView>("POST", "/staff", { branchId, name: " Cem " });
    const chair = await aChair(editing, "Chair 1");
    const body = {
      branchId,
      name: "Beard",
      aliases: ["Shave"],
      description: "Trim",
      durationMinutes: 20,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      minimumNoticeMinutes: 30,
      horizonDays: 90,
      slotStepMinutes: 10,
      staffIds: [cem, anna],
      staffTerms: [{ staffId: cem, durationMinutes: 30, priceMinor: null, weight: 3 }],
      selection: "priority",
      resources: [{ name: "Chair", resourceIds: [chair] }],
      capacity: 2,
      caps: { branchDay: 8, branchWeek: null, staffDay: 4, staffWeek: null, customerDay: 1, customerWeek: null },
      priceMinor: 1_800,
      currency: "EUR",
      depositMinor: 500,
      questions: [
        { id: "style", label: "Which style?", type: "choice", choices: ["Full", "Goatee"], isRequired: false },
      ],
      isBookableOnline: false,
      approvalHours: 24,
      freeCancelHours: 12,
    };
    const created = await editing.ask<ServiceView>("POST", "/services", body);
    expect(created).toEqual({ ...body, id: created.id });
    expect(await editing.ask("GET", `/services/${created.id}`)).toEqual(created);
    const rules = await loadRulebook(tenantDb(env.DB, editing.tenant.tenantId), branchId);
    const { branchId: _, ...stored } = created;
    expect(rules?.services.at(-1)).toEqual(stored);
    expect(rules?.staff.at(-1)).toEqual({ id: cem, name: "Cem", hours: null, timeOff: [] });
  });
});

it("a phone call hears of a new service at once", async () => {
  const editing = await anEditor();
  const { tenant } = editing;
  expect((await askByPhone(tenant, "list_services")).say).not.toContain("Beard");
  const service = { name: "Beard", durationMinutes: 20, priceMinor: 1_800, currency: "EUR", staffIds: [tenant.anna] };
  await editing.ask("POST", "/services", { branchId: tenant.branchId, ...service });
  const { data } = await askByPhone(tenant, "list_services");
  expect(JSON.stringify(data)).toContain("Beard");
  const copy = await env.DIRECTORY.get(`branch/${tenant.tenantId}/${tenant.branchId}`);
  expect(copy).toContain("Beard");
});

it("appointments keep their instant when the zone of their branch changes, and new ones follow it", async () => {
  const editing = await anEditor();
  const { branchId } = editing.tenant;
  const { id } = await (await bookCut(editing, inTenDays(540))).json<{ id: string }>();
  await editing.ask("PATCH", `/branches/${branchId}`, { timeZone: "America/New_York" });
  const { startsAt } = await editing.ask<{ startsAt: string }>("GET", `/appointments/${id}`);
  expect(Date.parse(startsAt)).toBe(inTenDays(540));
  const booked = await bookCut(editing, inTenDays(600, "America/New_York"));
  expect(await booked.json()).toMatchObject({ timeZone: "America/New_York" });
});

async function aChair({ tenant, ask }: Editing, name: string): Promise<string> {
  const body = { branchId: tenant.branchId, name, kind: "Chair" };
  return (await ask<ResourceView>("POST", "/resources", body)).id;
}

/** Out of the list, the look-up and the rulebook; and not to be changed or archived again. */
async function expectGone(editing: Editing, kind: "services" | "staff" | "resources", id: string): Promise<void> {
  const { tenantId, branchId } = editing.tenant;
  const { items } = await editing.ask<{ items: { id: string }[] }>("GET", `/${kind}?branchId=${branchId}`);
  expect(items.map((item) => item.id)).not.toContain(id);
  for (const [method, body] of [["GET"], ["PATCH", { name: "Back" }], ["DELETE"]] as const) {
    expect((await editing.send(method, `/${kind}/${id}`, body)).status).toBe(404);
  }
  const rules = await loadRulebook(tenantDb(env.DB, tenantId), branchId);
  expect(JSON.stringify(rules)).not.toContain(id);
}
