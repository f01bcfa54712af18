import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import type { CallFileReport } from "../../../../src/contracts/call-import.ts";
import { aTenant, type TestTenant } from "../../../support/worker/a-tenant.ts";
import { aSession, problemOf, request } from "../../../support/worker/credentials.ts";
import { deliver, holdBackWebhooks } from "../../../support/worker/queues.ts";
import { rawRows } from "../../../support/worker/rows.ts";

afterEach(() => vi.restoreAllMocks());

async function upload(tenant: TestTenant, body: object, session?: string): Promise<Response> {
  const path = `/api/v1/connections/${tenant.connectionId}/import-call-file`;
  return request(path, { session: session ?? (await aSession(tenant, "owner")), body });
}

const outcomes = async (response: Response) =>
  (await response.json<CallFileReport>()).rows.map(({ row, outcome, errors }) => [
    row,
    outcome,
    ...errors.map((e) => e.field),
  ]);

it("a file of calls is looked at first, then stored once, and tells of each line what became of it", async () => {
  const [tenant, other] = [await aTenant(), await aTenant()];
  const text = [
    "Call ID;From;To;Start;Duration;Cost;Summary",
    `c1;+4915112345678;${tenant.phoneNumber};2026-11-20T10:00:00+01:00;90,5;12.5;Wants a cut`,
    `c2;+4915112345678;${other.phoneNumber};2026-11-20T11:00:00Z;10;;`,
    `c3;;${tenant.phoneNumber};yesterday;ten;;`,
    `;;${tenant.phoneNumber};2026-11-20T10:00:00Z;;;`,
  ].join("\n");
  const wanted = [
    [2, "new"],
    [3, "unplaced"],
    [4, "invalid", "startedAt", "seconds"],
    [5, "invalid", "call_id"],
  ];
  expect(await outcomes(await upload(tenant, { format: "csv", text }))).toEqual(wanted);
  expect(await rawRows(tenant, "webhook_events")).toEqual([]);

  for (const expected of [wanted, wanted.with(0, [2, "known"])]) {
    const sent = holdBackWebhooks();
    expect(await outcomes(await upload(tenant, { format: "csv", text, dryRun: false }))).toEqual(expected);
    for (const body of sent) await deliver("webhooks", [{ body }]);
    vi.restoreAllMocks();
  }
  const told = {
    provider_call_id: "c1",
    status: "ended",
    duration_ms: 90_500,
    cost_cents: 12.5,
    branch_id: tenant.branchId,
  };
  expect(await rawRows(tenant, "calls")).toMatchObject([told]);
  expect(await rawRows(tenant, "webhook_events")).toMatchObject([{ status: "processed" }, { status: "quarantined" }]);
  expect((await upload(tenant, { format: "csv", text }, await aSession(other, "owner"))).status).toBe(404);
});

it("calls as the vendor's API gives them are taken too, and what is no list of calls is refused by name", async () => {
  const tenant = await aTenant();
  const call = {
    call_id: "v1",
    direction: "inbound",
    to_number: tenant.phoneNumber,
    call_status: "ended",
    start_timestamp: 1_714_608_475_945,
  };
  const list = (...items: unknown[]) => ({ format: "json", text: JSON.stringify({ items }) });
  expect(await outcomes(await upload(tenant, list(call, { nothing: 1 })))).toEqual([
    [1, "new"],
    [2, "invalid", ""],
  ]);
  for (const [format, text] of [
    ["json", "{"],
    ["json", "5"],
    ["csv", "Name,Phone\nErika,1"],
  ]) {
    const refused = await upload(tenant, { format, text });
    expect(await problemOf(refused)).toMatchObject({ code: "invalid_input", errors: [{ field: "text" }] });
  }
  const query = "SELECT count(*) AS count FROM webhook_events WHERE tenant_id = ?";
  expect(await env.DB.prepare(query).bind(tenant.tenantId).first("count")).toBe(0);
});
