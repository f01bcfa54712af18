import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type {
  BranchView,
  ResourceView,
  ServiceView,
  StaffView,
  TimeOffView,
} from "../../../src/contracts/catalogue.ts";
import type { Permission } from "../../../src/domain/identity/permissions.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import {
  type ApiRequest,
  aKey,
  anOperatorKey,
  aSession,
  problemOf,
  request,
} from "../../support/worker/credentials.ts";
import { describedOperations } from "../../support/worker/openapi.ts";
import { anEditor, bookCut, editsOf, refusalOf, versionOf } from "./catalogue-client.ts";

type List<T> = { items: T[]; nextCursor: string | null };

beforeAll(async () => {
  await (await anEditor()).send("GET", "/branches");
});

afterEach(() => vi.restoreAllMocks());

describe("an edit", () => {
  it("is open to owners, managers and keys with the scope, and to nobody else", async () => {
    const tenant = await aTenant();
    const other = await aTenant();
    const rename = async (who: ApiRequest) => {
      const body = { name: `Mitte ${crypto.randomUUID().slice(0, 4)}` };
      return (await request(`/api/v1/branches/${tenant.branchId}`, { method: "PATCH", body, ...who })).status;
    };
    const keyWith = async (scopes: Permission[]) => ({ key: await aKey(tenant, scopes) });
    expect(await rename({ session: await aSession(tenant, "owner") })).toBe(200);
    expect(await rename({ session: await aSession(tenant, "manager") })).toBe(200);
    expect(await rename(await keyWith(["catalogue:write"]))).toBe(200);
    const before = await versionOf(tenant);
    expect(before).toBe(4);
    expect(await rename({ session: await aSession(tenant, "staff") })).toBe(403);
    expect(await rename({ session: await aSession(tenant, "viewer") })).toBe(403);
    expect(await rename(await keyWith(["catalogue:read", "appointments:write"]))).toBe(403);
    expect(await rename({ key: await anOperatorKey() })).toBe(403);
    expect(await rename({ key: await aKey(other) })).toBe(404);
    expect(await rename({ session: await aSession(other, "owner") })).toBe(404);
    expect(await rename({})).toBe(401);
    expect(await versionOf(tenant)).toBe(before);
  });

  it("needs the permission on every route of the catalogue that writes", async () => {
    const tenant = await aTenant();
    const key = await aKey(tenant, ["catalogue:read"]);
    const { cut, anna, branchId } = tenant;
    const ids: Record<string, string> = { branchId, serviceId: cut, staffId: anna, resourceId: cut, timeOffId: cut };
    const own =
      /\/v1\/(branches(\/\{branchId\}(\/hours)?)?|(services|staff|resources)(\/\{\w+\})?|staff\/.+\/(hours|time-off.*))$/;
    const writing = (await describedOperations()).filter(({ method, path }) => method !== "GET" && own.test(path));
    expect(writing).toHaveLength(15);
    for (const { method, path } of writing) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");
      const response = await request(filled, { method, key, ...(method === "DELETE" ? {} : { body: {} }) });
      expect([method, path, response.status]).toEqual([method, path, 403]);
    }
  });

  it("raises the version by one and leaves an audit entry that names what changed, but no values", async () => {
    const { tenant, ask, send } = await anEditor();
    const { branchId, cut, anna } = tenant;
    const phone = "+49 30 1234567";
    const branch = await ask<BranchView>("PATCH", `/branches/${branchId}`, { phone, name: "Mitte", language: "de" });
    expect(branch).toMatchObject({ phone: "+49301234567", name: "Mitte", language: "de", holidayRegion: null });
    const { id: stf } = await ask<StaffView>("POST", "/staff", { branchId, name: "Cem" });
    const { id: res } = await ask<ResourceView>("POST", "/resources", { branchId, name: "Chair", kind: "Chair" });
    await ask("PATCH", `/resources/${res}`, { kind: "Seat" });
    await ask("PATCH", `/services/${cut}`, { capacity: 2, name: "Cut", staffIds: [stf, anna] });
    const dates = { fromDate: dateInTenDays(), toDate: dateInTenDays(3) };
    const { id: tof } = await ask<TimeOffView>("POST", `/staff/${stf}/time-off`, dates);
    await send("DELETE", `/staff/${stf}/time-off/${tof}`);
    await ask("PUT", `/branches/${branchId}/hours`, { weekly: [], exceptions: [] });
    await ask("PUT", `/staff/${stf}/hours`, { hours: null });
    await ask("DELETE", `/staff/${stf}`);

    const edits = await editsOf(tenant);
    expect(edits.every(({ actor }) => actor.startsWith("key_"))).toBe(true);
    expect(edits.map(({ version }) => version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(edits.map(({ action, subjectId, fields }) => [action, subjectId, fields])).toEqual([
      ["branch.changed", branchId, ["language", "phone"]],
      ["staff.created", stf, ["name"]],
      ["resource.created", res, ["name", "kind"]],
      ["resource.changed", res, ["kind"]],
      ["service.changed", cut, ["staffIds", "capacity"]],
      ["time_off.added", tof, ["fromDate", "toDate", "span"]],
      ["time_off.removed", tof, []],
      ["branch.hours_replaced", branchId, ["weekly", "exceptions"]],
      ["staff.hours_replaced", stf, ["hours"]],
      ["staff.archived", stf, ["archivedAt"]],
    ]);
    expect(await versionOf(tenant)).toBe(11);
  });

  it("that changes nothing stores nothing", async () => {
    const { tenant, send } = await anEditor();
    const paths = [`/branches/${tenant.branchId}`, `/services/${tenant.cut}`, `/staff/${tenant.anna}`];
    for (const path of paths) expect((await send("PATCH", path, {})).headers.get("etag")).toBe('"1"');
    expect((await send("PATCH", `/staff/${tenant.anna}`, { name: "Anna" })).status).toBe(200);
    expect(await versionOf(tenant)).toBe(1);
    expect(await editsOf(tenant)).toEqual([]);
  });

  it("that is refused stores nothing", async () => {
    const { tenant, send } = await anEditor();
    const staffIds = [tenant.anna, (await aTenant()).anna];
    expect((await refusalOf(await send("PATCH", `/services/${tenant.cut}`, { staffIds }))).fields).toEqual([
      "staffIds.1",
    ]);
    expect(await versionOf(tenant)).toBe(1);
    expect(await editsOf(tenant)).toEqual([]);
  });

  it("is kept when the calendar and the directory cannot be told", async () => {
    const { tenant, ask } = await anEditor();
    vi.spyOn(env.BRANCH_CALENDAR, "getByName").mockImplementation(() => {
      throw new Error("the object is away");
    });
    vi.spyOn(env.DIRECTORY, "put").mockRejectedValue(new Error("KV is away"));
    const { id } = await ask<StaffView>("POST", "/staff", { branchId: tenant.branchId, name: "Cem" });
    vi.restoreAllMocks();
    expect(await versionOf(tenant)).toBe(2);
    expect((await ask<StaffView>("GET", `/staff/${id}`)).name).toBe("Cem");
  });
});

describe("If-Match", () => {
  const seen = (version: string) => ({ headers: { "if-match": version } });

  it("lets an edit of the version that was read pass, and refuses it once somebody else was faster", async () => {
    const { tenant, send } = await anEditor();
    const path = `/services/${tenant.cut}`;
    const tag = (await send("GET", path)).headers.get("etag") ?? "";
    expect(tag).toBe('"1"');
    const changed = await send("PATCH", path, { name: "Haircut" }, seen(tag));
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    const stale = await send("PATCH", path, { description: "Late" }, seen(tag));
    expect(await problemOf(stale)).toMatchObject({ status: 412, code: "version_conflict" });
    expect((await send("PATCH", path, { description: "Late" }, seen('W/"2"'))).status).toBe(200);
    const hours = { weekly: [], exceptions: [] };
    expect((await send("PUT", `/branches/${tenant.branchId}/hours`, hours, seen('"2"'))).status).toBe(412);
    expect((await send("DELETE", path, undefined, seen('"2"'))).status).toBe(412);
    expect((await editsOf(tenant)).map(({ action }) => action)).toEqual(["service.changed", "service.changed"]);
  });

  it("that is no tag of ours is refused by name", async () => {
    const { tenant, send } = await anEditor();
    const refused = await send("PATCH", `/services/${tenant.cut}`, { name: "x" }, seen("yesterday"));
    expect(await refusalOf(refused)).toMatchObject({ status: 400, fields: ["if-match"] });
  });

  it("of two edits in the same moment lets one pass; without it both do, and neither is lost", async () => {
    const { tenant, send, ask } = await anEditor();
    const path = `/services/${tenant.cut}`;
    const race = (more?: ApiRequest) =>
      Promise.all([send("PATCH", path, { capacity: 3 }, more), send("PATCH", path, { horizonDays: 90 }, more)]);
    const first = await race(seen('"1"'));
    expect(first.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
    const second = await race();
    expect(second.map(({ status }) => status)).toEqual([200, 200]);
    expect(await ask<ServiceView>("GET", path)).toMatchObject({ capacity: 3, horizonDays: 90 });
    expect(await versionOf(tenant)).toBe(3);
  });
});

describe("another tenant's ids", () => {
  it("in a body are those of nobody", async () => {
    const { tenant, send, ask } = await anEditor();
    const stranger = await anEditor();
    const chair = { branchId: stranger.tenant.branchId, name: "Chair", kind: "Chair" };
    const { id: resourceId } = await stranger.ask<ResourceView>("POST", "/resources", chair);
    const fieldsOf = async (body: object) =>
      (await refusalOf(await send("PATCH", `/services/${tenant.cut}`, body))).fields;
    const foreign = stranger.tenant.anna;
    expect(await fieldsOf({ staffTerms: [{ staffId: foreign, weight: 2 }] })).toEqual(["staffTerms.0.staffId"]);
    const resources = [{ name: "Chair", resourceIds: [resourceId] }];
    expect(await fieldsOf({ resources })).toEqual(["resources.0.resourceIds.0"]);
    for (const path of ["/staff", "/resources"]) {
      expect((await send("POST", path, { ...chair, ...(path === "/staff" ? { kind: undefined } : {}) })).status).toBe(
        404,
      );
    }
    const dates = { fromDate: dateInTenDays(), toDate: dateInTenDays(1) };
    const { id: theirs } = await stranger.ask<TimeOffView>("POST", `/staff/${foreign}/time-off`, dates);
    expect((await send("DELETE", `/staff/${tenant.anna}/time-off/${theirs}`)).status).toBe(404);
    expect((await stranger.ask<List<TimeOffView>>("GET", `/staff/${foreign}/time-off`)).items).toHaveLength(1);
    expect((await ask<List<StaffView>>("GET", `/staff?branchId=${tenant.branchId}`)).items).toHaveLength(2);
  });
});

describe("lists", () => {
  it("come whole, or page by page without losing or repeating one", async () => {
    const { tenant, ask } = await anEditor();
    const { branchId } = tenant;
    for (const name of ["A", "B", "C", "D", "E"]) await ask("POST", "/resources", { branchId, name, kind: "Chair" });
    const whole = await ask<List<ResourceView>>("GET", `/resources?branchId=${branchId}`);
    expect(whole.nextCursor).toBeNull();
    const first = await ask<List<ResourceView>>("GET", `/resources?branchId=${branchId}&limit=2`);
    await ask("DELETE", `/resources/${first.items[1]?.id}`); // the one that the cursor names
    const rest = await ask<List<ResourceView>>(
      "GET",
      `/resources?branchId=${branchId}&limit=3&cursor=${first.nextCursor}`,
    );
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["A", "B", "C", "D", "E"]);
    expect(rest.nextCursor).toBeNull();
    expect(whole.items.map(({ name }) => name)).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("carry the version, and come from memory while D1 is away", async () => {
    const editing = await anEditor();
    const { tenant, send } = editing;
    expect((await bookCut(editing, inTenDays(540))).status).toBe(201);
    for (const path of [`/services?branchId=${tenant.branchId}`, `/branches/${tenant.branchId}/hours`]) {
      expect((await send("GET", path)).headers.get("etag")).toBe('"1"');
    }
    const batch = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1 is down"));
    expect((await send("GET", `/services?branchId=${tenant.branchId}`)).status).toBe(200);
    expect(batch).toHaveBeenCalled();
  });
});
