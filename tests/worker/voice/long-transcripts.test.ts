import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { CallView } from "../../../src/contracts/calls.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

type StoredRow = { sealed?: string; sealed_payload?: string; file_key: string | null };

/** About 1.8 MB: within what the vendor may send, beyond what a row can hold once it is sealed. */
const LINES = Array.from({ length: 1_800 }, (_, index) => ({
  role: index % 2 === 0 ? "agent" : "user",
  content: `line ${index} ${"word ".repeat(200)}`,
}));

async function viewOf(tenant: TestTenant): Promise<CallView> {
  const id = await callIdOf(tenant.connectionId, "call_1");
  const response = await request(`/api/v1/calls/${id}`, { key: await aKey(tenant) });
  expect(response.status).toBe(200);
  return response.json();
}

async function receiveAll(tenant: TestTenant, events: unknown[]): Promise<void> {
  const sent = holdBackWebhooks();
  for (const event of events) expect((await postRetell(tenant, "", event)).status).toBe(204);
  for (const body of sent) expect((await deliver("webhooks", [{ body }])).retried).toEqual([]);
}

async function filesOf(prefix: string): Promise<string[]> {
  return (await env.FILES.list({ prefix })).objects.map(({ key }) => key);
}

const long = { transcript_with_tool_calls: LINES, transcript_object: undefined, transcript: undefined };

beforeAll(async () => {
  await postRetell(await aTenant(), "/functions", {});
});
afterEach(() => vi.restoreAllMocks());

describe("a transcript that is too large for a row", () => {
  it("lies in R2, sealed, and is read back whole", async () => {
    const tenant = await aTenant();
    await receiveAll(tenant, [callStarted(tenant), callEnded(tenant, {}, long)]);

    const [call] = await rawRows<StoredRow>(tenant, "calls");
    expect(call).toMatchObject({ sealed: "" });
    const file = await env.FILES.get(call?.file_key ?? "");
    const text = (await file?.text()) ?? "";
    expect(text).toMatch(/^v1\.1\./);
    expect(text).not.toContain("line 7 word");

    const { transcript } = await viewOf(tenant);
    expect(transcript).toHaveLength(LINES.length);
    expect(transcript.at(-1)).toEqual({ kind: "speech", speaker: "caller", text: LINES.at(-1)?.content });
  });

  it("leaves one file behind, however often the call is told on", async () => {
    const tenant = await aTenant();
    await receiveAll(tenant, [callEnded(tenant, {}, long), callStarted(tenant), callAnalyzed(tenant, {}, long)]);

    const [call] = await rawRows<StoredRow>(tenant, "calls");
    const id = await callIdOf(tenant.connectionId, "call_1");
    expect(await filesOf(`calls/${id}/`)).toEqual([call?.file_key]);
    expect((await viewOf(tenant)).summary).toContain("book a visit");
  });

  it("needs one file for the event, even when the vendor sends it twice", async () => {
    const tenant = await aTenant();
    const before = await filesOf("webhook-events/");
    const event = callEnded(tenant, {}, long);
    await receiveAll(tenant, [event, event]);

    const [row] = await rawRows<StoredRow>(tenant, "webhook_events");
    const added = (await filesOf("webhook-events/")).filter((key) => !before.includes(key));
    expect(added).toEqual([row?.file_key]);
  });

  it("is tried again later when R2 does not have it yet", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    await postRetell(tenant, "", callEnded(tenant, {}, long));
    vi.spyOn(env.FILES, "get").mockResolvedValue(null);
    expect((await deliver("webhooks", [{ body: sent[0] }])).retried).toHaveLength(1);
    vi.restoreAllMocks();
    expect((await deliver("webhooks", [{ body: sent[0], attempts: 2 }])).retried).toEqual([]);
    expect((await viewOf(tenant)).transcript).toHaveLength(LINES.length);
  });
});
