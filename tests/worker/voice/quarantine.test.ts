import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { quarantinedEventView } from "../../../src/contracts/quarantine.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { outcomeOf } from "../../support/worker/client.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, anOperatorKey, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { aCall, CALLER, postRetell } from "../../support/worker/retell.ts";
import { aCallStory, callEnded } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

let key = "";

beforeAll(async () => {
  key = await anOperatorKey();
});

const operate = (path: string, body?: object) =>
  request(`/api/v1/operations/quarantine${path}`, body ? { key, body } : { key });

/** Another branch, so that the connection alone does not tell where a call belongs. */
async function aSecondBranch({ tenantId }: TestTenant) {
  const id = newId("brn");
  await env.DB.prepare(
    "INSERT INTO branches (tenant_id, id, name, time_zone, language, address, created_at) VALUES (?, ?, 'West', 'Europe/Berlin', 'en', '', 2)",
  )
    .bind(tenantId, id)
    .run();
  return id;
}

async function quarantineOf({ tenantId }: TestTenant) {
  const { items } = await (await operate(`?tenantId=${tenantId}`)).json<{ items: unknown[] }>();
  return items.map((item) => quarantinedEventView.parse(item));
}

/** An event signed by `mine` whose call came in at a number of `theirs`. */
function misdialled(mine: TestTenant, theirs: TestTenant, callId = "call_1") {
  const { event, call } = callEnded(mine, { callId });
  return { event, call: { ...call, to_number: theirs.phoneNumber } };
}

describe("an event that belongs to nobody for certain", () => {
  it("abuse case 44: signed by one tenant about a number of another is acknowledged, sealed, and applied to neither", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    expect((await postRetell(mine, "", misdialled(mine, theirs))).status).toBe(204);
    const [event] = await quarantineOf(mine);
    expect(event).toMatchObject({
      tenantId: mine.tenantId,
      tenantName: "Salon",
      connectionId: mine.connectionId,
      confidence: 0,
    });
    expect(event?.evidence.clues).toContainEqual({ clue: "number", finding: "foreign", branchId: null });
    expect(await quarantineOf(theirs)).toEqual([]);
    const body = { type: "webhook_received", tenantId: mine.tenantId, eventId: event?.id };
    await deliver("webhooks", [{ body }]); // even if something wakes it
    for (const tenant of [mine, theirs]) expect(await rawRows(tenant, "calls")).toEqual([]);
  });

  it("tells an operator nothing that is personal", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await postRetell(mine, "", misdialled(mine, theirs));
    const shown = await (await operate(`?tenantId=${mine.tenantId}`)).text();
    expect(shown).not.toContain(CALLER);
    expect(shown).not.toContain(theirs.phoneNumber);
    expect(shown).not.toMatch(/transcript|visit|sealed/);
    expect(shown).toContain("•");
    const rows = JSON.stringify(await rawRows(mine, "webhook_events"));
    expect(rows).not.toMatch(/I would like to book|15112345678/);
  });

  it("is a duplicate when it comes again", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    for (let time = 0; time < 3; time++) await postRetell(mine, "", misdialled(mine, theirs));
    expect(await quarantineOf(mine)).toHaveLength(1);
  });

  it("of a connection with several branches is one without a number, with the habit as a suggestion", async () => {
    const tenant = await aTenant();
    await aSecondBranch(tenant);
    const event = { event: "call_started", call: { call_id: "web_1", call_type: "web_call", agent_id: "agent_9" } };
    expect((await postRetell(tenant, "", event)).status).toBe(204);
    const [waiting] = await quarantineOf(tenant);
    expect(waiting?.evidence).toMatchObject({ suggestion: tenant.branchId, number: null });
    expect(waiting?.confidence).toBeLessThan(0.7);
  });
});

describe("a call that belongs to nobody for certain", () => {
  it("is answered with a polite sentence and no data, and books nothing", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant({ language: "de" })];
    const call = { ...aCall(mine), to_number: theirs.phoneNumber };
    const args = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" };
    for (const name of ["get_business_info", "list_services", "book_appointment", "find_appointments"]) {
      const response = await postRetell(mine, "/functions", { name, call, args });
      expect(response.status).toBe(200);
      const say = "I'm sorry, I can't help with that on this line. Please try again later.";
      expect(await response.json()).toEqual({ ok: false, say, data: { code: "call_not_placed" } });
    }
    for (const tenant of [mine, theirs]) {
      await tenant.calendar().refreshRules(tenant.ref);
      expect((await tenant.calendar().page(tenant.ref, "", 10)).length).toBe(0);
    }
  });

  it("rings without a word about any business", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const call_inbound = { call_id: "call_1", from_number: CALLER, to_number: theirs.phoneNumber };
    const response = await postRetell(mine, "/inbound", { event: "call_inbound", call_inbound });
    expect(await response.json()).toEqual({ call_inbound: {} });
  });
});

describe("an operator", () => {
  it("assigns an event to a branch of its own tenant, once, and the tenant's log says so", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await postRetell(mine, "", misdialled(mine, theirs));
    const [event] = await quarantineOf(mine);
    const assign = (branchId: string) => operate(`/${event?.id}/assign`, { branchId });
    expect(await outcomeOf(await assign(theirs.branchId))).toBe("404 not_found");
    expect((await assign(mine.branchId)).status).toBe(204);
    expect(await outcomeOf(await assign(mine.branchId))).toBe("409 wrong_status");
    await eventually(async () => {
      expect(await rawRows(mine, "calls")).toMatchObject([{ branch_id: mine.branchId, status: "ended" }]);
    });
    expect(await quarantineOf(mine)).toEqual([]);
    const log = await rawRows<{ action: string; actor: string }>(mine, "audit_log");
    expect(log).toMatchObject([{ action: "webhook_event.assigned", subject_id: event?.id }]);
    expect(log[0]?.actor).toMatch(/^key_/);
  });

  it("lets an agent stand for a branch, so that the next call is placed", async () => {
    const tenant = await aTenant();
    const west = await aSecondBranch(tenant);
    const web = (id: string) => ({ call_id: id, call_type: "web_call", agent_id: "agent_west" });
    await postRetell(tenant, "", { event: "call_started", call: web("web_1") });
    const [event] = await quarantineOf(tenant);
    await operate(`/${event?.id}/assign`, { branchId: west, remembersAgent: true });
    await postRetell(tenant, "", { event: "call_started", call: web("web_2") });
    await eventually(async () => {
      const calls = await rawRows<{ branch_id: string }>(tenant, "calls");
      expect(calls.map(({ branch_id }) => branch_id)).toEqual([west, west]);
    });
  });

  it("replays what can be placed by now, and is told when it still cannot", async () => {
    const tenant = await aTenant();
    const west = await aSecondBranch(tenant);
    const { event, call } = callEnded(tenant, { callId: "call_7" });
    await postRetell(tenant, "", { event, call: { ...call, to_number: "+493099900001" } });
    const [waiting] = await quarantineOf(tenant);
    expect(await outcomeOf(await operate(`/${waiting?.id}/replay`, {}))).toBe("409 still_unplaced");
    await env.DB.prepare(
      "INSERT INTO phone_numbers (tenant_id, id, e164, connection_id, branch_id, created_at) VALUES (?, ?, '+493099900001', ?, ?, 1)",
    )
      .bind(tenant.tenantId, newId("num"), tenant.connectionId, west)
      .run();
    expect((await operate(`/${waiting?.id}/replay`, {})).status).toBe(204);
    await eventually(async () => expect(await rawRows(tenant, "calls")).toMatchObject([{ branch_id: west }]));
  });

  it("discards what belongs to nobody, and what it said with it", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await postRetell(mine, "", misdialled(mine, theirs));
    const [event] = await quarantineOf(mine);
    expect((await operate(`/${event?.id}/discard`, {})).status).toBe(204);
    expect(await rawRows(mine, "webhook_events")).toMatchObject([{ status: "discarded", sealed_payload: null }]);
    expect(await outcomeOf(await operate(`/${event?.id}/assign`, { branchId: mine.branchId }))).toBe(
      "409 wrong_status",
    );
    expect(await rawRows(mine, "audit_log")).toMatchObject([{ action: "webhook_event.discarded" }]);
  });

  it("alone sees and decides: a tenant's key may not", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await postRetell(mine, "", misdialled(mine, theirs));
    const [event] = await quarantineOf(mine);
    const own = await aKey(mine);
    for (const [path, body] of [
      ["", undefined],
      [`/${event?.id}/assign`, { branchId: mine.branchId }],
      [`/${event?.id}/replay`, {}],
      [`/${event?.id}/discard`, {}],
    ] as const) {
      const asked = body ? { key: own, body } : { key: own };
      expect(await outcomeOf(await request(`/api/v1/operations/quarantine${path}`, asked))).toBe("403 forbidden");
    }
  });
});

describe("abuse case 45: the events of a call that was quarantined", () => {
  it.each([
    [0, 1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1, 0],
    [3, 0, 5, 5, 1, 0, 4, 2, 3],
  ])("end as the same call when they are assigned in the order %j", async (...order) => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const story = aCallStory(mine, "call_s").map(({ event, call, ...rest }) => {
      return { event, ...rest, call: { ...call, to_number: theirs.phoneNumber } };
    });
    for (const index of order) await postRetell(mine, "", story[index]);
    const waiting = await quarantineOf(mine);
    expect(waiting).toHaveLength(6);
    for (const { id } of waiting) await operate(`/${id}/assign`, { branchId: mine.branchId });
    await eventually(async () => {
      const events = await rawRows<{ status: string }>(mine, "webhook_events");
      expect(events.every(({ status }) => status === "processed")).toBe(true);
    });
    const calls = await rawRows(mine, "calls");
    expect(calls).toMatchObject([
      { status: "ended", duration_ms: 15_791, sentiment: "positive", branch_id: mine.branchId },
    ]);
    expect(await rawRows(theirs, "calls")).toEqual([]);
  });
});
