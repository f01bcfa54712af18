import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type CallReviewView, usualCallSettings } from "../../../../src/contracts/call-care.ts";
import type { CallSummaryView } from "../../../../src/contracts/calls.ts";
import { insertFunctionCalls } from "../../../../src/db/queries/function-calls.ts";
import { tenantDb } from "../../../../src/db/tenant-db.ts";
import { earliestId } from "../../../../src/domain/ids.ts";
import { DAY_MS } from "../../../../src/domain/time.ts";
import { newId } from "../../../../src/use-cases/new-id.ts";
import { recordFunction } from "../../../../src/use-cases/voice/record-function.ts";
import type { VoiceContext } from "../../../../src/use-cases/voice/voice-context.ts";
import { aTenant, type TestTenant } from "../../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../../support/worker/commands.ts";
import { aSession, request } from "../../../support/worker/credentials.ts";
import { anEndedCall, said, scoreCallsOf, showCall } from "../../../support/worker/ended-calls.ts";
import { eventually } from "../../../support/worker/eventually.ts";
import { deliver } from "../../../support/worker/queues.ts";
import { ask } from "../../../support/worker/retell.ts";

afterEach(() => vi.restoreAllMocks());

const PROMISE = [said("user", "A cut, please."), said("agent", "You are booked for 11 AM.")];

async function reviewsOf(tenant: TestTenant): Promise<CallReviewView[]> {
  const response = await request("/api/v1/call-reviews", { session: await aSession(tenant, "owner") });
  return (await response.json<{ items: CallReviewView[] }>()).items;
}

describe("the hourly scoring", () => {
  it("raises a call in which the agent promised what nobody booked, until somebody has looked into it", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const id = await anEndedCall(tenant, { lines: PROMISE });
    expect(await showCall(tenant, id)).toMatchObject({ score: null, quality: null });
    await scoreCallsOf(tenant);

    const broken = { code: "promise_without_booking", points: 45, facts: { what: "booking" } };
    expect(await showCall(tenant, id)).toMatchObject({ score: 55, quality: { score: 55, findings: [broken] } });
    expect(await reviewsOf(tenant)).toMatchObject([{ callId: id, score: 55, findings: [broken] }]);
    expect(await reviewsOf(other)).toEqual([]);
    const low = await request("/api/v1/calls?maxScore=59", { session: await aSession(tenant, "owner") });
    expect((await low.json<{ items: CallSummaryView[] }>()).items).toMatchObject([{ id, score: 55 }]);

    const stranger = { session: await aSession(other, "owner"), body: {} };
    expect((await request(`/api/v1/calls/${id}/reviewed`, stranger)).status).toBe(404);
    const owner = { session: await aSession(tenant, "owner"), body: {} };
    expect((await request(`/api/v1/calls/${id}/reviewed`, owner)).status).toBe(204);
    expect(await reviewsOf(tenant)).toEqual([]);
  });

  it("holds the promise against the appointment that the call made, whatever became of its events", async () => {
    const tenant = await aTenant();
    const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika", confirmed: true };
    expect((await ask(tenant, "book_appointment", wish)).ok).toBe(true);
    await tenant.calendar().drain(tenant.ref);
    const lines = [said("user", "A cut, please."), said("agent", "You are booked for tomorrow at eleven.")];
    const id = await anEndedCall(tenant, { lines });
    await eventually(async () => {
      const { items } = await (
        await request(`/api/v1/calls/${id}/functions`, { session: await aSession(tenant, "owner") })
      ).json<{ items: unknown[] }>();
      expect(items).toHaveLength(1);
    });
    await scoreCallsOf(tenant);
    const day = { saidDay: expect.any(String), bookedDay: dateInTenDays() };
    expect((await showCall(tenant, id)).quality?.findings).toEqual([
      { code: "promise_other_day", points: 45, facts: day },
      { code: "promise_other_time", points: 45, facts: { said: "11:00", booked: "10:00" } },
    ]);
  });

  it("has nothing to say of a call in which nobody spoke, and asks no more", async () => {
    const tenant = await aTenant();
    const id = await anEndedCall(tenant, { lines: [said("agent", "Hello?")] });
    await scoreCallsOf(tenant);
    expect((await showCall(tenant, id)).score).toBeNull();
    const query = "SELECT count(*) AS count FROM call_quality WHERE tenant_id = ? AND scored_at IS NULL";
    expect(await env.DB.prepare(query).bind(tenant.tenantId).first("count")).toBe(0);
  });
});

describe("records of functions", () => {
  it("that wait for a request which was cut off are kept by the next one", async () => {
    const tenant = await aTenant();
    const record = (providerCallId: string) => {
      const answer = { ok: true, say: "", data: {} };
      const ran = { providerCallId, name: "list_services", args: {}, answer, latencyMs: 1, error: null };
      const access = { ref: tenant.ref, env, vault: tenant.vault };
      const context = { access, speech: { now: 1 } } as unknown as VoiceContext; // all that is read of it
      recordFunction({ waitUntil: () => {} }, newId("con"), context, ran);
    };
    const start = Date.now();
    const now = vi.spyOn(Date, "now").mockReturnValue(start);
    const wait = vi.spyOn(scheduler, "wait").mockReturnValueOnce(new Promise(() => {})); // its request ends here
    record("one");
    record("two");
    expect(wait).toHaveBeenCalledTimes(1);
    now.mockReturnValue(start + 60_000);
    record("three");
    expect(wait).toHaveBeenCalledTimes(2);
    now.mockRestore();
    const query = "SELECT count(*) AS count FROM function_calls WHERE tenant_id = ?";
    const kept = () => env.DB.prepare(query).bind(tenant.tenantId).first("count");
    await eventually(async () => expect(await kept()).toBe(3));
  });

  it("go when words may be kept no longer, whether their call was ever reported or not", async () => {
    const tenant = await aTenant();
    const made = async (daysAgo: number) => {
      const at = Date.now() - daysAgo * DAY_MS;
      const id = earliestId("fnc", at);
      const [callId, { branchId }] = [newId("cal"), tenant.ref];
      const words = { name: "list_services", isOk: true, code: null, error: null, latencyMs: 1, sealed: "sealed" };
      await insertFunctionCalls(tenantDb(env.DB, tenant.tenantId), [{ id, callId, branchId, at, ...words }]);
      return id;
    };
    await made(usualCallSettings.wordDays + 1);
    const young = await made(usualCallSettings.wordDays - 1);
    await deliver("jobs", [{ body: { type: "prune_calls", tenantId: tenant.tenantId } }]);
    const kept = env.DB.prepare("SELECT id FROM function_calls WHERE tenant_id = ?").bind(tenant.tenantId);
    expect((await kept.all()).results).toEqual([{ id: young }]);
  });
});
