import type { CallView } from "../../../src/contracts/calls.ts";
import type { CallId } from "../../../src/domain/ids.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aKey, request } from "./credentials.ts";
import { deliver, holdBackJobs, holdBackWebhooks } from "./queues.ts";
import { type CallOptions, postRetell } from "./retell.ts";
import { callAnalyzed, callStarted } from "./retell-events.ts";

type Ended = { call?: CallOptions; lines?: object[]; more?: Record<string, unknown> };

/** A call that ended, and of which the vendor has told everything. Its words are findable, its recording is copied. */
export async function anEndedCall(
  tenant: TestTenant,
  { call = {}, lines = [], more = {} }: Ended = {},
): Promise<CallId> {
  const [webhooks, jobs] = [holdBackWebhooks(), holdBackJobs()];
  await postRetell(tenant, "", callStarted(tenant, call));
  await postRetell(tenant, "", callAnalyzed(tenant, call, { transcript_with_tool_calls: lines, ...more }));
  for (const body of webhooks) await deliver("webhooks", [{ body }]);
  await deliver(
    "jobs",
    jobs.filter(({ type }) => type === "settle_call").map((body) => ({ body })),
  );
  return callIdOf(tenant.connectionId, call.callId ?? "call_1");
}

export async function showCall(tenant: TestTenant, id: CallId): Promise<CallView> {
  return (await request(`/api/v1/calls/${id}`, { key: await aKey(tenant) })).json();
}

export async function scoreCallsOf({ tenantId }: TestTenant): Promise<void> {
  await deliver("jobs", [{ body: { type: "score_calls", tenantId } }]);
}

export const said = (role: "agent" | "user", content: string) => ({ role, content });
