import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { DemoAppointment } from "../../../scripts/seed/appointments.ts";
import { type DemoCredentials, newCredentials } from "../../../scripts/seed/credentials.ts";
import { buildDemo, type Demo, demoFacts } from "../../../scripts/seed/demo.ts";
import { seedD1 } from "../../../scripts/seed/seed-d1.ts";
import { callSecrets } from "../../../src/db/call-secrets.ts";
import { listCalls } from "../../../src/db/queries/calls.ts";
import { listBranches, loadRulebook } from "../../../src/db/queries/catalogue.ts";
import { listCustomers } from "../../../src/db/queries/customers.ts";
import { findConnectionById } from "../../../src/db/queries/platform.ts";
import { customers, tenants } from "../../../src/db/schema/index.ts";
import { type TenantDb, tenantDb } from "../../../src/db/tenant-db.ts";
import { openVault, type Vault } from "../../../src/db/vault.ts";
import { gridStarts, spansOn, workingOn } from "../../../src/domain/booking/hours.ts";
import { covers, overlaps } from "../../../src/domain/booking/interval.ts";
import { findService, findStaff, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { coreFor, withBuffers } from "../../../src/domain/booking/rules.ts";
import { operatorPermissions } from "../../../src/domain/identity/permissions.ts";
import { connectionId, tenantId } from "../../../src/domain/ids.ts";
import { addDays, DAY_MS, localDateOf } from "../../../src/domain/time.ts";
import { authenticateApiKey } from "../../../src/use-cases/identity/authenticate-api-key.ts";
import { logIn } from "../../../src/use-cases/identity/log-in.ts";

const NOW = Date.parse("2026-11-21T10:07:00Z");
/** An ordinary day, both clock changes of Berlin within reach, the holidays, and a Monday (closed). */
const MOMENTS = ["2026-11-21T10:07:00Z", "2026-10-20T22:30:00Z", "2027-03-20T08:00:00Z", "2026-12-28T06:00:00Z"];

const allOf = (facts: Pick<Demo, "appointments">) => facts.appointments.flatMap((branch) => branch.appointments);

function blockOf(rules: Rulebook, { serviceId, staffId, startsAt }: DemoAppointment) {
  const service = findService(rules, serviceId);
  const member = findStaff(rules, staffId);
  if (!service || !member) throw new Error("appointment of an unknown service or member");
  return withBuffers(service, coreFor(service, member, startsAt));
}

describe.each(MOMENTS)("the demo as of %s", (moment) => {
  const now = Date.parse(moment);
  const facts = demoFacts(now);
  const plans = facts.rulebooks.map((rules) => ({
    rules,
    appointments: facts.appointments.find((branch) => branch.branchId === rules.branchId)?.appointments ?? [],
  }));

  it("is the same each time", () => {
    expect(demoFacts(now)).toEqual(facts);
  });

  it("has two branches, six services in the main one, five staff and a good month of appointments", () => {
    expect(plans).toHaveLength(2);
    expect(plans[0]?.rules.services.map((service) => service.name)).toHaveLength(6);
    expect(plans.flatMap(({ rules }) => rules.staff)).toHaveLength(5);
    const weeks = 52 / 7;
    expect(allOf(facts).length / weeks).toBeGreaterThan(36);
    expect(allOf(facts).length / weeks).toBeLessThan(52);
    expect(new Set(allOf(facts).map((appointment) => appointment.id)).size).toBe(allOf(facts).length);
  });

  it("seats nobody twice at a time, buffers included", () => {
    for (const { rules, appointments } of plans) {
      for (const member of rules.staff) {
        const blocks = appointments.filter((each) => each.staffId === member.id).map((each) => blockOf(rules, each));
        blocks.sort((a, b) => a.start - b.start);
        blocks.slice(1).forEach((block, i) => {
          const before = blocks[i];
          expect(before && overlaps(before, block)).toBe(false);
        });
      }
    }
  });

  it("keeps to working hours, the grid and what each member does", () => {
    for (const { rules, appointments } of plans) {
      for (const appointment of appointments) {
        const date = localDateOf(rules.timeZone, appointment.startsAt);
        const member = findStaff(rules, appointment.staffId);
        const service = findService(rules, appointment.serviceId);
        if (!member || !service) throw new Error("appointment of someone unknown");
        expect(service.staffIds).toContain(member.id);
        const block = blockOf(rules, appointment);
        expect(workingOn(rules, member, date).some((interval) => covers(interval, block))).toBe(true);
        const starts = spansOn(rules.hours, date).flatMap((span) => gridStarts(rules.timeZone, span, 15));
        expect(starts).toContain(appointment.startsAt);
        expect(appointment.endsAt - appointment.startsAt).toBe(service.durationMinutes * 60_000);
      }
    }
  });

  it("was booked before it began, and tells the past from the future", () => {
    for (const { startsAt, endsAt, status, createdAt, cancelReason } of allOf(facts)) {
      expect(createdAt).toBeLessThan(Math.min(startsAt, now));
      expect(endsAt > now ? ["confirmed", "cancelled"] : ["completed", "no_show", "cancelled"]).toContain(status);
      if (status !== "cancelled") expect(cancelReason).toBeNull();
    }
    const counts = Object.groupBy(allOf(facts), (appointment) => appointment.status);
    for (const status of ["confirmed", "completed", "cancelled", "no_show"] as const) {
      expect(counts[status]?.length).toBeGreaterThan(2);
    }
  });

  it("leaves room on every open day to come", () => {
    const room = plans.flatMap(({ rules, appointments }) => {
      const busy = appointments.map((each) => ({ ...blockOf(rules, each), staffId: each.staffId }));
      const isFree = (date: string, start: number) => {
        const wanted = { start, end: start + 30 * 60_000 };
        return rules.staff.some(
          (member) =>
            workingOn(rules, member, date).some((interval) => covers(interval, wanted)) &&
            !busy.some((block) => block.staffId === member.id && overlaps(block, wanted)),
        );
      };
      const today = localDateOf(rules.timeZone, now);
      const dates = Array.from({ length: 21 }, (_, i) => addDays(today, i + 1));
      const open = dates.filter((date) => spansOn(rules.hours, date).length > 0);
      return open.map((date) => {
        const starts = spansOn(rules.hours, date).flatMap((span) => gridStarts(rules.timeZone, span, 30));
        return starts.filter((start) => isFree(date, start)).length;
      });
    });
    expect(Math.min(...room)).toBeGreaterThanOrEqual(5);
  });

  it("has one closed day and one short day, and calls that led to appointments", () => {
    const [mitte, other] = facts.rulebooks;
    expect(mitte?.hours.exceptions.map((exception) => exception.spans.length).sort()).toEqual([0, 1]);
    expect(other?.hours.exceptions.map((exception) => exception.spans.length)).toEqual([0]);
    expect(facts.calls).toHaveLength(25);
    const booked = allOf(facts).filter((appointment) => appointment.callId !== null);
    expect(booked).toHaveLength(16);
    expect(booked.every((appointment) => appointment.channel === "voice")).toBe(true);
    for (const { startedAt, endedAt, secrets } of facts.calls) {
      expect(startedAt).toBeLessThan(endedAt);
      expect(endedAt).toBeLessThan(now);
      expect(startedAt).toBeGreaterThan(now - 15 * DAY_MS);
      expect(secrets.transcript?.length).toBeGreaterThan(0);
    }
  });
});

describe("the catalogue of the demo", () => {
  const [mitte, other] = demoFacts(NOW).rulebooks;

  it("has two places for colouring, which the services that colour need", () => {
    expect(mitte?.resources.map(({ name, kind }) => [name, kind])).toEqual([
      ["Farbplatz 1", "Farbplatz"],
      ["Farbplatz 2", "Farbplatz"],
    ]);
    const resourceIds = mitte?.resources.map(({ id }) => id);
    const needing = mitte?.services.filter(({ resources }) => resources.length > 0);
    expect(needing?.map(({ name, resources }) => [name, resources])).toEqual(
      ["Farbe", "Balayage"].map((name) => [name, [{ name: "Farbplatz", resourceIds }]]),
    );
    expect(other?.resources).toEqual([]);
  });

  it.each(MOMENTS)("as of %s lets one member have a week off next month", (moment) => {
    const off = demoFacts(Date.parse(moment)).rulebooks.flatMap(({ staff }) => staff.flatMap(({ timeOff }) => timeOff));
    expect(off).toHaveLength(1);
    const { fromDate = "" } = off[0] ?? {};
    expect(off[0]).toEqual({ fromDate, toDate: addDays(fromDate, 6), span: null });
    const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
    expect(months(fromDate) - months(localDateOf("Europe/Berlin", Date.parse(moment)))).toBe(1);
  });
});

describe("credentials", () => {
  it("abuse 4: are new each time and strong enough for the password rule", () => {
    const [one, two] = [newCredentials(), newCredentials()];
    expect(one.ownerPassword).not.toBe(two.ownerPassword);
    for (const { ownerPassword, tenantApiKey, operatorApiKey, retellApiKey } of [one, two]) {
      expect(ownerPassword.length).toBeGreaterThanOrEqual(12);
      for (const required of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) expect(ownerPassword).toMatch(required);
      expect(tenantApiKey).toMatch(/^fd_live_[A-Za-z0-9_-]{43}$/);
      expect(operatorApiKey).not.toBe(tenantApiKey);
      expect(retellApiKey).toMatch(/^key_demo_[0-9a-f]{32}$/);
    }
  });
});

describe("the stored demo", () => {
  let demo: Demo;
  let db: TenantDb;
  let vault: Vault;
  const credentials: DemoCredentials = newCredentials();
  const options = { now: NOW, masterKey: env.DATA_KEY_V1, pepper: env.PASSWORD_PEPPER, credentials };

  beforeAll(async () => {
    demo = await buildDemo(options);
    expect(await seedD1(env.DB, demo)).toBe(true);
    db = tenantDb(env.DB, tenantId.parse(demo.ids.tenantId));
    const tenant = await db.orm.select().from(tenants).where(eq(tenants.id, db.tenantId)).get();
    vault = await openVault(env.DATA_KEY_V1, db.tenantId, tenant?.wrappedKey ?? "");
  });

  it("has the rulebooks that its appointments were made by", async () => {
    for (const rules of demoFacts(NOW).rulebooks) expect(await loadRulebook(db, rules.branchId, NOW)).toEqual(rules);
    expect((await listBranches(db)).map((branch) => branch.name).sort()).toEqual(["Mitte", "Prenzlauer Berg"]);
    const main = await loadRulebook(db, demo.ids.branchId, NOW);
    expect(demo.ids.serviceIds).toEqual(main?.services.map((service) => service.id));
    expect(demo.ids.staffIds).toEqual(main?.staff.map((member) => member.id));
  });

  it("stores nothing when it is there already, however it was sealed", async () => {
    const before = await db.orm.select().from(customers).orderBy(asc(customers.id));
    expect(await seedD1(env.DB, await buildDemo({ ...options, now: NOW + DAY_MS }))).toBe(false);
    expect(await db.orm.select().from(customers).orderBy(asc(customers.id))).toEqual(before);
  });

  it("lets the owner and the staff in, and both keys", async () => {
    const attempt = { clientAddress: "192.0.2.1", userAgent: undefined, requestId: "r", now: NOW, as: "user" as const };
    expect(await logIn(env, { ...demo.login, ...attempt })).toMatchObject({
      ok: true,
      value: { kind: "open", account: { role: "owner" } },
    });
    expect(await logIn(env, { ...demo.staffLogin, ...attempt })).toMatchObject({
      value: { account: { role: "staff" } },
    });
    const keys = [demo.keys.tenantApiKey, demo.keys.operatorApiKey];
    const actors = await Promise.all(keys.map((key) => authenticateApiKey(env, createExecutionContext(), key, NOW)));
    expect(actors).toMatchObject([{ kind: "api_key", tenantId: db.tenantId }, { kind: "operator_key" }]);
    expect(actors[0]?.permissions.has("appointments:import")).toBe(true);
    expect([...(actors[1]?.permissions ?? [])]).toEqual(operatorPermissions);
  });

  it("tells by its keys when it was made", () => {
    expect(demo.rows.apiKeys.map((key) => key.createdAt)).toEqual([NOW, NOW]);
  });

  it("has a connection whose secret opens, and a number for each branch", async () => {
    const id = connectionId.parse(demo.retell.connectionId);
    const found = await findConnectionById(env.DB, id);
    expect(found?.phoneNumbers.map((number) => number.e164)).toEqual(["+493023125810", "+493023125820"]);
    const unrouted = { routingMode: null, language: null, agentUri: null };
    expect(found?.phoneNumbers[0]).toEqual({ e164: demo.retell.phoneNumber, branchId: demo.ids.branchId, ...unrouted });
    const secret = await vault.open({ purpose: "connection.secret", row: id }, found?.connection.sealedSecret ?? "");
    expect(secret).toBe(credentials.retellApiKey);
  });

  it("has calls and customers that only the vault can read", async () => {
    const { items } = await listCalls(db, { sight: "all" }, { cursor: null, limit: 100 });
    expect(items).toHaveLength(25);
    for (const call of items) {
      const text = await vault.open({ purpose: "call", row: call.id }, call.sealed);
      expect(callSecrets.parse(JSON.parse(text)).fromNumber).toMatch(/^\+49/);
    }
    const page = await listCustomers(db, { search: null, sight: "all" }, { cursor: null, limit: 100 });
    expect(page.nextCursor).not.toBeNull();
    const stored = JSON.stringify(await db.orm.select().from(customers));
    const { name, phone } = allOf(demo)[0]?.customer ?? { name: "?", phone: "?" };
    expect(stored).not.toContain(name);
    expect(stored).not.toContain(phone);
  });
});
