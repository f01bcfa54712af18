import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadRulebook } from "../../../src/db/queries/catalogue.ts";
import { findConnectionById } from "../../../src/db/queries/platform.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { addKnowledge } from "../../support/worker/knowledge.ts";
import { breakD1, travel } from "../../support/worker/outages.ts";
import { aCall, ask, postRetell } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

type AppointmentRow = { id: string; status: string };

const check = { service: "Cut", date: dateInTenDays() };
const book = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" };

/** Directory entries and the object's own rulebook are there, as after the first call of the day. */
async function aWarmTenant(): Promise<TestTenant> {
  const tenant = await aTenant();
  await ask(tenant, "check_availability", check);
  return tenant;
}

/** What the calendar is asked, once for each call that leaves the Worker. */
function countCalendarCalls(): string[] {
  const calls: string[] = [];
  const get = env.BRANCH_CALENDAR.getByName.bind(env.BRANCH_CALENDAR);
  vi.spyOn(env.BRANCH_CALENDAR, "getByName").mockImplementation(
    (name) =>
      new Proxy(get(name), {
        get(stub, method) {
          const remote: unknown = Reflect.get(stub, method, stub);
          if (typeof remote !== "function") return remote;
          return (...args: unknown[]) => {
            calls.push(String(method === "inText" ? args[1] : method));
            return Reflect.apply(remote, stub, args); // `remote.apply` would be a remote method of that name
          };
        },
      }),
  );
  return calls;
}

beforeAll(async () => {
  await aWarmTenant();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("with a warm directory, and D1 refusing every call,", () => {
  it.each([
    { name: "check_availability", args: check, method: "offerSlots" },
    { name: "book_appointment", args: book, method: "book" },
    { name: "hold_slot", args: { service: "Cut", startsAt: book.startsAt }, method: "hold" },
    { name: "find_appointments", args: {}, method: "upcomingOf" },
  ] as const)("$name is one call of the branch's object and none of D1", async ({ name, args, method }) => {
    const tenant = await aWarmTenant();
    const calls = countCalendarCalls();
    const d1 = breakD1();
    const kv = vi.spyOn(env.DIRECTORY, "get");

    const answer = await ask(tenant, name, args);

    expect({ d1: d1.attemptsBesideDrain(), kv: kv.mock.calls.length, calls }).toEqual({
      d1: 0,
      kv: 0,
      calls: [method],
    });
    expect(answer.ok).toBe(true);
  });

  it("join_waitlist is one call of the branch's object, and a question and a message need neither it nor D1", async () => {
    const tenant = await aWarmTenant();
    await addKnowledge(tenant, { question: "Is there parking?", answer: "Behind the house." });
    await ask(tenant, "answer_question", { question: "parking" });
    const calls = countCalendarCalls();
    const d1 = breakD1();
    const said = [
      await ask(tenant, "answer_question", { question: "Where can I park?" }),
      await ask(tenant, "take_message", { message: "Please call" }),
      await ask(tenant, "join_waitlist", { service: "Cut", when: "tomorrow", name: "Erika" }),
    ];
    expect(said.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect([d1.attemptsBesideDrain(), calls]).toEqual([0, ["waitlist"]]);
  });

  it.each(["get_business_info", "list_services"])("%s is answered from memory alone", async (name) => {
    const tenant = await aWarmTenant();
    const calls = countCalendarCalls();
    const d1 = breakD1();
    expect((await ask(tenant, name)).ok).toBe(true);
    expect([d1.attemptsBesideDrain(), calls]).toEqual([0, []]);
  });

  it("a caller books, moves and cancels, and the read model has it all once D1 is back", async () => {
    const tenant = await aWarmTenant();
    breakD1();
    const first = await ask(tenant, "book_appointment", book);
    const second = await ask(tenant, "book_appointment", { ...book, startsAt: `${dateInTenDays()}T14:00` });
    expect([first.ok, second.ok]).toEqual([true, true]);
    const appointmentId = second.data["appointmentId"];
    expect((await ask(tenant, "cancel_appointment", { appointmentId })).ok).toBe(true);
    const moved = await ask(tenant, "reschedule_appointment", { startsAt: `${dateInTenDays()}T11:00` });
    expect(moved.ok).toBe(true);
    expect(await tenant.calendar().drain(tenant.ref)).toBe(false);
    expect(await runDurableObjectAlarm(rawStub(tenant))).toBe(true); // too early: it must try again
    vi.restoreAllMocks();
    expect(await rawRows(tenant, "appointments")).toEqual([]);

    expect(await runDurableObjectAlarm(rawStub(tenant))).toBe(true);

    const rows = await rawRows<AppointmentRow>(tenant, "appointments");
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      [String(first.data["appointmentId"])]: "confirmed",
      [String(appointmentId)]: "cancelled",
    });
    expect(await rawRows(tenant, "customers")).toHaveLength(1);
  });

  it("the object that booked does ask for it, behind the answer", async () => {
    const tenant = await aWarmTenant();
    const d1 = breakD1();
    await ask(tenant, "book_appointment", book);
    await eventually(() => expect(d1.attempts()).toBeGreaterThan(0));
  });

  it("a booking is in the read model by itself a moment after D1 is back", async () => {
    const tenant = await aWarmTenant();
    breakD1();
    expect((await ask(tenant, "book_appointment", book)).ok).toBe(true);
    vi.restoreAllMocks();
    // The next booking drains what the one before could not.
    await ask(tenant, "book_appointment", { ...book, startsAt: `${dateInTenDays()}T14:00` });
    await eventually(async () => expect(await rawRows(tenant, "appointments")).toHaveLength(2));
  });

  it("an old entry still serves, long after it should have been renewed", async () => {
    const tenant = await aWarmTenant();
    const d1 = breakD1();
    travel(10 * 60_000);
    expect((await ask(tenant, "book_appointment", book)).ok).toBe(true);
    await eventually(() => expect(d1.attempts()).toBeGreaterThan(0)); // it did try, behind the caller's back
    expect((await ask(tenant, "list_services")).ok).toBe(true);
  });
});

describe("with a cold directory", () => {
  /** What the directory copies to KV, written there by another isolate: this one has never heard of the tenant. */
  async function copyToKv(tenant: TestTenant): Promise<void> {
    const { tenantId, branchId, connectionId } = tenant;
    const rules = await loadRulebook(tenantDb(env.DB, tenantId), branchId);
    const record = await findConnectionById(env.DB, connectionId);
    if (!record) throw new Error("the connection is missing");
    const { provider, sealedSecret, defaultBranchId } = record.connection;
    const { wrappedKey, language } = record.tenant;
    const { phoneNumbers: numbers, branchIds, agents } = record;
    const known = { numbers, branchIds, agents, language };
    const connection = { id: connectionId, tenantId, provider, wrappedKey, sealedSecret, defaultBranchId, ...known };
    await env.DIRECTORY.put(keysOf(tenant).branch, JSON.stringify({ rules, wrappedKey }));
    await env.DIRECTORY.put(keysOf(tenant).connection, JSON.stringify(connection));
  }

  function keysOf({ tenantId, branchId, connectionId }: TestTenant) {
    return { branch: `branch/${tenantId}/${branchId}`, connection: `connection/${connectionId}` };
  }

  it("the copy in KV is enough to book while D1 is away", async () => {
    const tenant = await aTenant();
    await tenant.calendar().refreshRules(tenant.ref); // the object has served other isolates
    await copyToKv(tenant);
    const calls = countCalendarCalls();
    const d1 = breakD1();

    const answer = await ask(tenant, "book_appointment", book);

    expect({ d1: d1.attemptsBesideDrain(), calls }).toEqual({ d1: 0, calls: ["book"] });
    expect(answer.ok).toBe(true);
  });

  it("the first call leaves that copy behind", async () => {
    const [warm, copied] = [await aWarmTenant(), await aTenant()];
    await copyToKv(copied);
    for (const kind of ["branch", "connection"] as const) {
      await eventually(async () => {
        const written = await env.DIRECTORY.get(keysOf(warm)[kind], "json");
        const expected = await env.DIRECTORY.get(keysOf(copied)[kind], "json");
        expect(Object.keys(written ?? {}).sort()).toEqual(Object.keys(expected ?? {}).sort());
      });
    }
  });

  it("a copy that cannot be read is passed over", async () => {
    const tenant = await aTenant();
    await env.DIRECTORY.put(keysOf(tenant).branch, '{"rules":{},"wrappedKey":1}');
    await env.DIRECTORY.put(keysOf(tenant).connection, '{"id":"con_1"}');
    expect((await ask(tenant, "book_appointment", book)).ok).toBe(true);
  });

  it("D1 is enough while KV is away", async () => {
    const tenant = await aTenant();
    vi.spyOn(env.DIRECTORY, "get").mockRejectedValue(new Error("KV is down"));
    vi.spyOn(env.DIRECTORY, "put").mockRejectedValue(new Error("KV is down"));
    expect((await ask(tenant, "book_appointment", book)).ok).toBe(true);
  });

  it("and neither of them, nobody can tell whose call it is: a 500 that says nothing", async () => {
    const tenant = await aTenant();
    breakD1();
    const content = { name: "book_appointment", call: aCall(tenant), args: book };
    const response = await postRetell(tenant, "/functions", content);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("D1");
  });
});
