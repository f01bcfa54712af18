import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { BranchView, ServiceView } from "../../../src/contracts/catalogue.ts";
import type { ProblemView } from "../../../src/contracts/problem.ts";
import { findConnectionEntry } from "../../../src/db/directory.ts";
import type { Permission } from "../../../src/domain/identity/permissions.ts";
import type { BranchId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { booked, join, loggedTypes, waitlistOf } from "../../support/worker/waitlist.ts";
import { anEditor, bookCut, type Editing, refusalOf } from "./catalogue-client.ts";

const NORD = { name: "Nord", timeZone: "Europe/Berlin" };

beforeAll(async () => {
  await (await anEditor()).send("GET", "/branches");
});

/** A business of two branches; nothing leads callers to the first, which is the one to close. */
async function twoBranches(): Promise<Editing & { nord: BranchId }> {
  const editing = await anEditor();
  const { id: nord } = await editing.ask<BranchView>("POST", "/branches", NORD);
  await moveNumbers(editing.tenant, nord);
  return { ...editing, nord };
}

async function moveNumbers({ tenantId }: TestTenant, branchId: string): Promise<void> {
  await env.DB.prepare("UPDATE phone_numbers SET branch_id = ? WHERE tenant_id = ?").bind(branchId, tenantId).run();
}

const pathOf = ({ branchId }: TestTenant, act: "close" | "reopen") => `/branches/${branchId}/${act}`;

async function obstaclesOf(response: Response) {
  const { status, code, obstacles } = await response.json<ProblemView>();
  return { status, code, ...obstacles };
}

async function auditOf(tenant: TestTenant) {
  const rows = await rawRows<{ action: string; subject_id: string; facts: string }>(tenant, "audit_log");
  return rows
    .filter(({ action }) => /closed|reopened/.test(action))
    .map(({ action, subject_id, facts }) => ({ action, subjectId: subject_id, ...(JSON.parse(facts) as object) }));
}

/** Somebody books after all was counted, and just before the branch is closed. */
function bookAsItIsStored(tenant: TestTenant): void {
  const [prepare, batch] = [env.DB.prepare.bind(env.DB), env.DB.batch.bind(env.DB)];
  let isStoring = false;
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
    isStoring ||= /set "rulebook_version"/.test(sql);
    return prepare(sql);
  });
  vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
    if (!isStoring) return batch(statements);
    vi.restoreAllMocks();
    await booked(tenant, 600);
    return batch(statements);
  });
}

describe("a branch is closed", () => {
  it("and takes no bookings by any channel", async () => {
    const editing = await twoBranches();
    const { tenant, send, ask, nord } = editing;
    const { tenantId, branchId, cut, anna, connectionId } = tenant;
    const closed = await send("POST", pathOf(tenant, "close"), {});
    expect([closed.status, closed.headers.get("etag")]).toEqual([200, '"2"']);
    const branch = await closed.json<BranchView>();
    expect(Date.parse(branch.closedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
    expect(await ask("GET", `/branches/${branchId}`)).toEqual(branch);
    const { items } = await ask<{ items: BranchView[] }>("GET", "/branches");
    expect(items.map(({ id, closedAt }) => [id, closedAt])).toEqual([
      [branchId, branch.closedAt],
      [nord, null],
    ]);

    const refused = await bookCut(editing, inTenDays(540));
    expect([refused.status, (await refusalOf(refused)).code]).toEqual([409, "branch_closed"]);
    const insisting = await bookCut(editing, inTenDays(540), { override: true });
    expect((await refusalOf(insisting)).code).toBe("branch_closed");
    const startsAt = new Date(inTenDays(540)).toISOString();
    const held = await send("POST", `/branches/${branchId}/holds`, { serviceId: cut, startsAt });
    expect((await refusalOf(held)).code).toBe("branch_closed");
    const window = { from: new Date(inTenDays(0)).toISOString(), to: new Date(inTenDays(1_400)).toISOString() };
    const customer = { name: "Erika", phone: "+4915112345678" };
    const waiting = await send("POST", `/branches/${branchId}/waitlist`, { serviceId: cut, ...window, customer });
    expect((await refusalOf(waiting)).code).toBe("branch_closed");
    const free = await ask<{ slots: object[] }>("GET", `/branches/${branchId}/availability?serviceId=${cut}`);
    expect(free.slots).toEqual([]);
    const query = new URLSearchParams({ serviceId: cut, staffId: anna, startsAt });
    const why = await ask<{ refusals: { code: string }[] }>(
      "GET",
      `/branches/${branchId}/availability/explain?${query.toString()}`,
    );
    expect(why.refusals.map(({ code }) => code)).toEqual(["branch_closed"]);

    const page = await (await request(`/b/${tenantId}?lang=en`)).text();
    expect(page).not.toContain(branchId);
    expect((await request(`/b/${tenantId}/${branchId}?lang=en`)).status).toBe(404);
    const background = { waitUntil: () => undefined };
    expect((await findConnectionEntry(env, background, connectionId))?.branchIds).toEqual([nord]);
  });

  it("with what is held there and whoever waits, and its past stays readable", async () => {
    const { tenant, send, ask } = await twoBranches();
    const { branchId, cut } = tenant;
    const startsAt = new Date(inTenDays(600)).toISOString();
    await ask("POST", `/branches/${branchId}/holds`, { serviceId: cut, startsAt });
    await join(tenant);
    expect((await send("POST", pathOf(tenant, "close"), {})).status).toBe(200);
    const { holds } = await tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });
    expect(holds).toEqual([]);
    expect((await waitlistOf(tenant)).map(({ status }) => status)).toEqual(["lapsed"]);
    expect((await loggedTypes(tenant)).slice(-3)).toEqual(["rulebook_changed", "hold_released", "waitlist_changed"]);
    expect((await send("GET", `/branches/${branchId}/calendar?date=2026-01-01`)).status).toBe(200);
    expect((await send("GET", `/appointments?branchId=${branchId}`)).status).toBe(200);
    const me = await request("/api/v1/me", { session: await aSession(tenant, "staff") });
    const { branches } = await me.json<{ branches: { id: string; isClosed: boolean }[] }>();
    expect(branches.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it("and opened again as it was, both once however often it is asked for, with an audit entry each", async () => {
    const editing = await twoBranches();
    const { tenant, ask } = editing;
    const first = await ask<BranchView>("POST", pathOf(tenant, "close"), {});
    expect(await ask("POST", pathOf(tenant, "close"), {})).toEqual(first);
    const opened = await ask<BranchView>("POST", pathOf(tenant, "reopen"), {});
    expect(opened).toEqual({ ...first, closedAt: null });
    expect(await ask("POST", pathOf(tenant, "reopen"), {})).toEqual(opened);
    expect((await bookCut(editing, inTenDays(540))).status).toBe(201);
    const { closedAt } = first;
    const common = { subjectId: tenant.branchId, branchId: tenant.branchId, fields: ["closedAt"] };
    expect(await auditOf(tenant)).toEqual([
      { ...common, action: "branch.closed", version: 2, before: { closedAt: null }, after: { closedAt } },
      { ...common, action: "branch.reopened", version: 3, before: { closedAt }, after: { closedAt: null } },
    ]);
  });

  it("but no number, agent or connection is led there then", async () => {
    const { tenant, ask } = await twoBranches();
    const { branchId, connectionId } = tenant;
    const session = await aSession(tenant, "owner");
    await ask("POST", pathOf(tenant, "close"), {});
    const [number] = await rawRows<{ id: string }>(tenant, "phone_numbers");
    for (const [method, path, body] of [
      ["PATCH", `/voice/numbers/${number?.id}`, { branchId }],
      ["PUT", `/connections/${connectionId}/agents`, { agents: [{ agent: "agent_1", branchId }] }],
      ["POST", `/voice/agents/${branchId}/publish`, { connectionId }],
      ["POST", "/voice/test-call", { branchId }],
    ] as const) {
      const refused = await request(`/api/v1${path}`, { method, body, session });
      expect([path, refused.status, (await refusalOf(refused)).code]).toEqual([path, 409, "branch_closed"]);
    }
  });
});

describe("a branch is not closed", () => {
  it("while appointments are to come, numbers or agents lead there, or it is the last: each is counted", async () => {
    const { tenant, send, ask } = await anEditor();
    const { branchId, connectionId } = tenant;
    await booked(tenant, 600);
    const last = await booked(tenant, 540, tenant.ben);
    await ask("PUT", `/connections/${connectionId}/agents`, { agents: [{ agent: "agent_1", branchId }] });
    const refused = await obstaclesOf(await send("POST", pathOf(tenant, "close"), {}));
    const { firstAppointmentAt, ...counted } = refused;
    expect(Date.parse(firstAppointmentAt ?? "")).toBe(last.startsAt);
    const obstacles = { appointments: 2, phoneNumbers: 1, voiceAgents: 1, isLastOpen: true };
    expect(counted).toEqual({ status: 409, code: "branch_in_use", ...obstacles });
    expect((await ask<BranchView>("GET", `/branches/${branchId}`)).closedAt).toBeNull();
    expect(await auditOf(tenant)).toEqual([]);
  });

  it("when somebody books while it is being closed: it stays open, and the appointment stands", async () => {
    const editing = await twoBranches();
    const { tenant, send, ask } = editing;
    await join(tenant);
    bookAsItIsStored(tenant);
    const refused = await obstaclesOf(await send("POST", pathOf(tenant, "close"), {}));
    expect(refused).toMatchObject({ status: 409, code: "branch_in_use", appointments: 1, phoneNumbers: 0 });
    expect((await ask<BranchView>("GET", `/branches/${tenant.branchId}`)).closedAt).toBeNull();
    expect((await waitlistOf(tenant)).map(({ status }) => status)).toEqual(["waiting"]);
    const acts = (await auditOf(tenant)).map(({ action }) => action);
    expect(acts).toEqual(["branch.closed", "branch.reopened"]); // both are told, for both were so
    expect((await bookCut(editing, inTenDays(900))).status).toBe(201);
  });

  it("when two who close the last two ask in the same moment: one is left", async () => {
    const { tenant, send, nord } = await twoBranches();
    await env.DB.prepare("DELETE FROM phone_numbers WHERE tenant_id = ?").bind(tenant.tenantId).run();
    const paths = [pathOf(tenant, "close"), `/branches/${nord}/close`];
    const answers = await Promise.all(paths.map((path) => send("POST", path, {})));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && (await obstaclesOf(refused))).toMatchObject({ code: "branch_in_use", isLastOpen: true });
  });

  it("by an older version than the one that stands", async () => {
    const { tenant, send } = await twoBranches();
    const refused = await send("POST", pathOf(tenant, "close"), {}, { headers: { "if-match": '"7"' } });
    expect([refused.status, (await refusalOf(refused)).code]).toEqual([412, "version_conflict"]);
  });

  it("by anybody but owners, managers and keys with the scope", async () => {
    const { tenant } = await twoBranches();
    const close = async (who: ApiRequest) =>
      (await request(`/api/v1${pathOf(tenant, "close")}`, { method: "POST", body: {}, ...who })).status;
    const keyWith = async (scopes: Permission[]) => ({ key: await aKey(tenant, scopes) });
    expect(await close({ session: await aSession(tenant, "staff") })).toBe(403);
    expect(await close({ session: await aSession(tenant, "viewer") })).toBe(403);
    expect(await close(await keyWith(["catalogue:read", "settings:write"]))).toBe(403);
    expect(await close({ key: await anOperatorKey() })).toBe(403);
    expect(await close({})).toBe(401);
    expect(await close({ session: await aSession(tenant, "manager") })).toBe(200);
  });

  it("by another tenant, nor opened: theirs is like nobody's", async () => {
    const [{ tenant, ask }, stranger] = [await twoBranches(), await aKey(await aTenant())];
    for (const act of ["close", "reopen"] as const) {
      for (const branchId of [tenant.branchId, newId("brn")]) {
        const refused = await request(`/api/v1/branches/${branchId}/${act}`, {
          method: "POST",
          body: {},
          key: stranger,
        });
        expect([act, refused.status, (await refusalOf(refused)).code]).toEqual([act, 404, "not_found"]);
      }
      expect((await ask<BranchView>("GET", `/branches/${tenant.branchId}`)).closedAt === null).toBe(act === "close");
      await ask("POST", pathOf(tenant, "close"), {});
    }
  });

  it("without the services of a branch that stays: those can be booked on", async () => {
    const { tenant, ask, nord } = await twoBranches();
    await ask("POST", pathOf(tenant, "close"), {});
    const { items } = await ask<{ items: ServiceView[] }>("GET", `/services?branchId=${nord}`);
    const free = await ask<{ slots: object[] }>(
      "GET",
      `/branches/${nord}/availability?serviceId=${items[0]?.id}&limit=1`,
    );
    expect(free.slots).toHaveLength(1);
  });
});
