import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { keyPermissions, type Permission } from "../../../src/domain/identity/permissions.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, outcomeOf } from "../../support/worker/client.ts";
import { aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { playVendors } from "../../support/worker/vendors.ts";

let vendors: ReturnType<typeof playVendors>;
beforeEach(() => {
  vendors = playVendors();
});
afterEach(() => vi.restoreAllMocks());

type Answer = { status: number; body: any }; // v1's JSON, looked into freely

/** Software that speaks v1, of a tenant with an account at Cal.com. */
async function aV1(scopes: readonly Permission[] = keyPermissions) {
  const tenant = await aTenant();
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const apiKey = `cal_live_${newId("key").slice(4)}`;
  const connected = await owner.send("/calendar-accounts", { body: { provider: "calcom", name: "Anna", apiKey } });
  expect(connected.status).toBe(201);
  await choose(tenant, "in");
  const key = await aKey(tenant, scopes);
  const ask = async (path: string, options: { method?: string; body?: unknown } = {}): Promise<Answer> => {
    const response = await request(`/calcom/v1${path}${path.includes("?") ? "&" : "?"}apiKey=${key}`, options);
    return { status: response.status, body: await response.json() };
  };
  const [type] = (await ask("/event-types")).body.event_types ?? [];
  return { tenant, ask, key, eventTypeId: type?.id };
}

/** By an operator, at the platform's own API. */
async function choose({ tenantId }: TestTenant, choice: "in" | "out" | "auto") {
  const path = `/api/v1/operations/tenants/${tenantId}/rollouts/calcom_v1`;
  return request(path, { key: await anOperatorKey(), method: "PUT", body: { choice } });
}

const wish = (eventTypeId: number, start: string) => ({
  eventTypeId,
  start,
  end: "2030-01-07T23:00:00Z",
  responses: { name: "John Doe", email: "john@example.com" },
  timeZone: "Europe/Berlin",
  language: "en",
  metadata: {},
});

describe("Cal.com's first API", () => {
  it("books, reads by number, moves and cancels at the connected account, and leaves a trail", async () => {
    const { ask, eventTypeId, tenant } = await aV1();
    const made = await ask("/bookings", { body: wish(eventTypeId, "2030-01-07T09:00:00Z") });
    expect(made).toMatchObject({
      status: 200,
      body: { booking: { status: "ACCEPTED", startTime: "2030-01-07T09:00:00.000Z" } },
    });
    const { id, uid } = made.body.booking;
    const moved = await ask(`/bookings/${id}`, { method: "PATCH", body: { startTime: "2030-01-07T11:00:00Z" } });
    expect(moved.body.booking).toMatchObject({ fromReschedule: uid, startTime: "2030-01-07T11:00:00.000Z" });
    const again = await ask("/bookings", {
      body: { ...wish(eventTypeId, "2030-01-07T13:00:00Z"), rescheduleUid: moved.body.booking.uid },
    });
    expect(again.body.booking.startTime).toBe("2030-01-07T13:00:00.000Z");
    const cancelled = await ask(`/bookings/${again.body.booking.id}/cancel?cancellationReason=ill`, {
      method: "DELETE",
    });
    expect(cancelled).toEqual({ status: 200, body: { message: "Booking successfully cancelled." } });
    const listed = await ask("/bookings?status=cancelled");
    expect(listed.body.bookings.map(({ status }: { status: string }) => status)).toEqual([
      "CANCELLED",
      "CANCELLED",
      "CANCELLED",
    ]);
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("calcom_v1."))).toEqual([
      "calcom_v1.booking_made",
      "calcom_v1.booking_moved",
      "calcom_v1.booking_moved",
      "calcom_v1.booking_cancelled",
    ]);
  });

  it("finds a booking by a number that was never asked for here, once", async () => {
    const { ask, eventTypeId, tenant } = await aV1();
    const { body } = await ask("/bookings", { body: wish(eventTypeId, "2030-01-07T09:00:00Z") });
    await tenantDb(env.DB, tenant.tenantId).orm.run(
      "DELETE FROM calcom_v1_bookings WHERE tenant_id = '" + tenant.tenantId + "'",
    );
    const before = vendors.asked.length;
    expect((await ask(`/bookings/${body.booking.id}`)).status).toBe(200);
    expect((await ask(`/bookings/${body.booking.id}`)).status).toBe(200);
    expect(vendors.asked.slice(before).map(({ path }) => path.split("?")[0])).toEqual([
      "/v2/bookings",
      `/v2/bookings/${body.booking.uid}`,
      `/v2/bookings/${body.booking.uid}`,
    ]);
    expect(await ask("/bookings/123456")).toEqual({ status: 404, body: { message: "Booking not found" } });
  });

  it("is over for a business at once when it is taken out, and given back the same way", async () => {
    const { ask, tenant } = await aV1();
    await choose(tenant, "out");
    expect((await ask("/me")).status).toBe(410);
    await choose(tenant, "in");
    expect((await ask("/me")).status).toBe(200);
  });

  it("knows keys of ours alone, and a business's own account alone", async () => {
    const { ask, eventTypeId } = await aV1();
    const other = await aV1();
    const { body } = await ask("/bookings", { body: wish(eventTypeId, "2030-01-07T09:00:00Z") });
    expect((await request("/calcom/v1/me?apiKey=cal_live_x")).status).toBe(401);
    expect((await other.ask(`/bookings/${body.booking.uid}`)).status).toBe(404);
    expect((await other.ask(`/bookings/${body.booking.uid}/cancel`, { method: "DELETE" })).status).toBe(404);
    const operator = await anOperatorKey();
    expect((await request(`/calcom/v1/me?apiKey=${operator}`)).status).toBe(401);
  });

  it("lets a key do what it may do, and says what is wrong with a request", async () => {
    const { ask, eventTypeId } = await aV1(["appointments:read"]);
    expect((await ask("/bookings", { body: wish(eventTypeId, "2030-01-07T09:00:00Z") })).status).toBe(403);
    const free = await aV1();
    const without = await free.ask("/bookings", { body: { eventTypeId: 1 } });
    expect(without).toEqual({ status: 400, body: { message: expect.stringMatching(/^start: /) } });
    expect(await free.ask("/slots")).toMatchObject({ status: 400, body: { message: "eventTypeId: is required" } });
    expect((await free.ask("/teams")).status).toBe(404);
  });

  it("says plainly that no account is connected", async () => {
    const tenant = await aTenant();
    await choose(tenant, "in");
    const answer = await request(`/calcom/v1/me?apiKey=${await aKey(tenant)}`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ message: "No account at Cal.com is connected." });
  });
});

describe("a rollout", () => {
  it("is changed by operators alone, and says who has it", async () => {
    const tenant = await aTenant();
    const path = `/api/v1/operations/tenants/${tenant.tenantId}/rollouts/calcom_v1`;
    expect(await (await choose(tenant, "in")).json()).toEqual({ name: "calcom_v1", choice: "in", isIn: true });
    const mine = { key: await aKey(tenant), method: "PUT", body: { choice: "out" } };
    expect(await outcomeOf(await request(path, mine))).toBe("403 forbidden");
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toContain("rollout.chosen");
  });
});
