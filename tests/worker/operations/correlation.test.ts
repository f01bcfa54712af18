import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { bookingBody } from "../../support/worker/client.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { captureConsole, linesOf } from "../../support/worker/log-lines.ts";
import { aCall, postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

let requests = 0;
const aRequestId = () => `req-correlation-${++requests}`;
const eventsOf = (lines: string[], id: string) => linesOf(lines, id).map(({ event }) => event);

afterEach(() => vi.restoreAllMocks());

it("a provider's event keeps its request id from the webhook to the row, the consumer and the tenant's feed", async () => {
  const [tenant, requestId, lines] = [await aTenant(), aRequestId(), captureConsole()];
  const delivered = await postRetell(tenant, "", callStarted(tenant), { headers: { "x-request-id": requestId } });

  expect(delivered.headers.get("x-request-id")).toBe(requestId);
  await eventually(async () => expect(eventsOf(lines, requestId)).toContain("webhook_applied"));
  expect(eventsOf(lines, requestId)).toContain("feed_published");
  const [row] = await rawRows<{ request_id: string; status: string }>(tenant, "webhook_events");
  expect(row).toMatchObject({ request_id: requestId, status: "processed" });
});

async function byPhone(tenant: TestTenant, requestId: string): Promise<Response> {
  const args = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" };
  const content = { name: "book_appointment", call: aCall(tenant), args };
  return postRetell(tenant, "/functions", content, { headers: { "x-request-id": requestId } });
}

async function byApi(tenant: TestTenant, requestId: string): Promise<Response> {
  const headers = { "x-request-id": requestId };
  return request("/api/v1/appointments", { key: await aKey(tenant), body: bookingBody(tenant), headers });
}

it.each([
  { how: "by phone", book: byPhone },
  { how: "by the API", book: byApi },
])("a booking $how keeps its request id through the branch's calendar, the queue and the feed", async ({ book }) => {
  const [tenant, requestId, lines] = [await aTenant(), aRequestId(), captureConsole()];
  expect((await book(tenant, requestId)).ok).toBe(true);
  await tenant.calendar().drain(tenant.ref);
  await eventually(async () => expect(eventsOf(lines, requestId)).toContain("feed_published"));
  expect(eventsOf(lines, requestId)).toContain("calendar_drained");
});

it("a fault is found in the log by the id that the client was told", async () => {
  const lines = captureConsole();
  const key = await aKey(await aTenant());
  vi.spyOn(env.RL_1000, "limit").mockRejectedValue(new Error("the limiter is gone"));
  vi.spyOn(env.DB, "prepare").mockImplementation(() => {
    throw new Error("D1 is down");
  });
  const response = await request("/api/v1/branches", { key });
  const { requestId } = await response.json<{ requestId: string }>();
  expect(response.status).toBe(500);
  expect(linesOf(lines, requestId)).toMatchObject([{ level: "error", event: "request_failed" }]);
});
