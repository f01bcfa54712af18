import { beforeAll, describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";

const [ONE, TWO] = ["+4915100000001", "+4915100000002"] as const;

beforeAll(async () => {
  await postRetell(await aTenant(), "/functions", {});
});

async function found(tenant: TestTenant, query: Record<string, string>): Promise<string[]> {
  const search = new URLSearchParams(query).toString();
  const response = await request(`/api/v1/calls?${search}`, { key: await aKey(tenant) });
  const { items } = (await response.json()) as { items: { fromNumber: string }[] };
  return items.map(({ fromNumber }) => fromNumber).sort();
}

describe("calls are found", () => {
  it("by the caller's number, however it is written, and by when they began", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    await postRetell(tenant, "", callStarted(tenant, { callId: "call_1", from: ONE }));
    await postRetell(tenant, "", callStarted(tenant, { callId: "call_2", from: TWO }));
    await eventually(async () => expect(await found(tenant, {})).toEqual([ONE, TWO]));

    expect(await found(tenant, { number: "0151 000 000 02" })).toEqual([TWO]);
    expect(await found(tenant, { number: "+49 (151) 00000009" })).toEqual([]);
    expect(await found(tenant, { number: "who knows" })).toEqual([]);
    expect(await found(other, { number: TWO })).toEqual([]);

    const [past, future] = ["2020-01-01T00:00:00Z", "2199-01-01T00:00:00Z"];
    expect(await found(tenant, { from: past, to: future })).toEqual([ONE, TWO]);
    expect(await found(tenant, { to: past })).toEqual([]);
    expect(await found(tenant, { from: future })).toEqual([]);
  });

  it("by the agent that spoke, and agents by their calls", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const byAgent = (agent_id: string, callId: string, from: string) => {
      const event = callStarted(tenant, { callId, from });
      return { ...event, call: { ...event.call, agent_id } };
    };
    await postRetell(tenant, "", byAgent("agent_days", "call_1", ONE));
    await postRetell(tenant, "", byAgent("agent_nights", "call_2", TWO));
    await eventually(async () => expect(await found(tenant, {})).toEqual([ONE, TWO]));

    expect(await found(tenant, { agentId: "agent_nights" })).toEqual([TWO]);
    expect(await found(tenant, { agentId: "agent_nobody" })).toEqual([]);
    const agentsOf = async (who: TestTenant) => (await request("/api/v1/call-agents", { key: await aKey(who) })).json();
    expect(await agentsOf(tenant)).toEqual({ items: [{ agentId: "agent_days" }, { agentId: "agent_nights" }] });
    expect(await agentsOf(other)).toEqual({ items: [] });
  });

  it("unless what was asked makes no sense", async () => {
    const answer = await request("/api/v1/calls?from=yesterday&number=1", { key: await aKey(await aTenant()) });
    expect((await problemOf(answer)).errors?.map(({ field }: { field: string }) => field)).toEqual(["from", "number"]);
  });
});
