import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallSummaryView } from "../../../../src/contracts/calls.ts";
import { aTenant, type TestTenant } from "../../../support/worker/a-tenant.ts";
import { aKey, aSession, aStaffLogin, request } from "../../../support/worker/credentials.ts";
import { anEndedCall, said, showCall } from "../../../support/worker/ended-calls.ts";
import { deliver, holdBackJobs, holdBackWebhooks } from "../../../support/worker/queues.ts";
import { postRetell } from "../../../support/worker/retell.ts";
import { callAnalyzed, callEnded } from "../../../support/worker/retell-events.ts";

afterEach(() => vi.restoreAllMocks());

async function found(tenant: TestTenant, search: string, credential?: { session: string }): Promise<string[]> {
  const query = new URLSearchParams({ search }).toString();
  const response = await request(`/api/v1/calls?${query}`, credential ?? { key: await aKey(tenant) });
  return (await response.json<{ items: CallSummaryView[] }>()).items.map(({ providerCallId }) => providerCallId).sort();
}

async function words(): Promise<number> {
  const query = "SELECT count(*) AS count FROM call_words /* of a test */";
  return (await env.DB.prepare(query).first<number>("count")) ?? 0;
}

describe("calls are found by what was said", () => {
  it("by each business among its own alone, and by a member among those that they see", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const lines = [said("user", "Meine Dauerwelle ist Sauerkraut geworden")];
    await anEndedCall(tenant, { call: { callId: "one" }, lines });
    await anEndedCall(tenant, { call: { callId: "two" }, lines: [said("agent", "Die Dauerwelle kostet 80 Euro.")] });
    await anEndedCall(other, { call: { callId: "three" }, lines });

    expect(await found(tenant, "dauerwelle")).toEqual(["one", "two"]);
    expect(await found(tenant, "Sauerkr Dauer")).toEqual(["one"]);
    expect(await found(tenant, "slot offered")).toEqual(["one", "two"]); // of the summary
    expect(await found(tenant, "Zimtschnecke")).toEqual([]);
    expect(await found(tenant, "und die")).toEqual([]);
    expect(await found(tenant, '" OR 1=1 --')).toEqual([]);
    expect(await found(other, "dauerwelle")).toEqual(["three"]);
    const { token: session } = await aStaffLogin(tenant, tenant.anna);
    expect(await found(tenant, "dauerwelle", { session })).toEqual([]);
    expect(await found(tenant, "dauerwelle", { session: await aSession(tenant, "viewer") })).toEqual(["one", "two"]);
  });

  it("and no longer once it is erased, though the vendor tells it all again", async () => {
    const tenant = await aTenant();
    const lines = [said("user", "Meine Katze heisst Zimtschnecke")];
    const id = await anEndedCall(tenant, { lines });
    expect(await found(tenant, "Zimtschnecke")).toEqual(["call_1"]);
    await env.DB.prepare("UPDATE calls SET created_at = 1 WHERE tenant_id = ?").bind(tenant.tenantId).run();
    const before = await words();

    await deliver("jobs", [{ body: { type: "prune_calls", tenantId: tenant.tenantId } }]);
    expect(await found(tenant, "Zimtschnecke")).toEqual([]);
    expect(await words()).toBe(before - 1);

    const [webhooks, jobs] = [holdBackWebhooks(), holdBackJobs()];
    await postRetell(tenant, "", callEnded(tenant, {}, { transcript_with_tool_calls: lines }));
    await postRetell(tenant, "", callAnalyzed(tenant, {}, { transcript_with_tool_calls: lines })); // a duplicate
    for (const body of webhooks) await deliver("webhooks", [{ body }]);
    await deliver(
      "jobs",
      jobs.map((body) => ({ body })),
    );
    expect(webhooks).toHaveLength(1);
    expect(await found(tenant, "Zimtschnecke")).toEqual([]);
    const nothing = {
      transcript: [],
      summary: null,
      recordingUrl: null,
      fromNumber: null,
      toNumber: null,
      score: null,
    };
    expect(await showCall(tenant, id)).toMatchObject({ ...nothing, status: "ended", costCents: 70.25 });
    const query = "SELECT type, sealed_payload FROM webhook_events WHERE tenant_id = ? ORDER BY rowid";
    const { results } = await env.DB.prepare(query).bind(tenant.tenantId).all<{ sealed_payload: string | null }>();
    expect(results.map(({ sealed_payload: payload }) => payload === null)).toEqual([true, true, false]);
  });
});
