import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handleCron } from "../../../src/cron/crons.ts";
import { calendarAccounts, calendarTargets } from "../../../src/db/schema/calendar-sync.ts";
import { SWEEP_CRON } from "../../../src/domain/operations/crons.ts";
import { configOf } from "../../../src/env.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aCalcomAccount } from "../../support/worker/calcom-accounts.ts";
import { aClient, bookingBody, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { deliver } from "../../support/worker/queues.ts";
import { playVendors } from "../../support/worker/vendors.ts";

let vendors: ReturnType<typeof playVendors>;
beforeEach(() => {
  vendors = playVendors();
});
afterEach(() => vi.restoreAllMocks());

/** Anna's account at Cal.com, which is read as a whole and is due. */
async function aConnected(client: Client) {
  const { tenant } = client;
  const accountId = await aCalcomAccount(tenant);
  const targetId = newId("ctg");
  const place = { branchId: tenant.branchId, calendarId: tenant.anna, externalId: "all", externalName: "Anna" };
  const flags = { writes: false, reads: true, nextSyncAt: 1, createdAt: 1 };
  const ids = { tenantId: tenant.tenantId, id: targetId, accountId };
  await drizzle(env.DB)
    .insert(calendarTargets)
    .values({ ...ids, ...place, ...flags });
  const message = { body: { type: "sync_target", tenantId: tenant.tenantId, targetId } };
  const row = async () => {
    const [found] = await drizzle(env.DB).select().from(calendarTargets).where(eq(calendarTargets.id, targetId));
    return found ?? expect.fail("the target is gone");
  };
  const due = () =>
    drizzle(env.DB).update(calendarTargets).set({ nextSyncAt: 1 }).where(eq(calendarTargets.id, targetId));
  const pull = async () => {
    await due();
    await deliver("calendars", [message]);
  };
  /** At Cal.com, by the account's own key. */
  const there = async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer cal_live_${accountId}`,
      "cal-api-version": path.startsWith("/v2/event-types") ? "2024-06-14" : "2024-08-13",
    };
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return (await (await fetch(configOf(env).CALCOM_URL + path, init)).json<{ data: any }>()).data; // the vendor's JSON
  };
  const [type] = await there("GET", "/v2/event-types");
  const attendee = { name: "Guest", email: "guest@example.com", timeZone: "Europe/Berlin" };
  const book = (start: string) => there("POST", "/v2/bookings", { start, eventTypeId: type.id, attendee });
  return { accountId, row, pull, message, there, book };
}

const bookAtTen = async ({ tenant, send }: Client) =>
  outcomeOf(await send("/appointments", { body: bookingBody(tenant) }));

describe("a calendar that is read", () => {
  it("blocks the member's time by what is booked there, follows moves, and gives it back", async () => {
    const client = await aClient();
    const { book, pull, row, there } = await aConnected(client);
    const { uid } = await book(wallTime(600));
    await pull();
    expect(await row()).toMatchObject({ busyCount: 1, lastError: null, failures: 0 });
    expect(await bookAtTen(client)).toBe("409 slot_taken");
    const moved = await there("POST", `/v2/bookings/${uid}/reschedule`, { start: wallTime(900) });
    await pull();
    expect(await bookAtTen(client)).toBe("201");
    await there("POST", `/v2/bookings/${moved.uid}/cancel`, {});
    await pull();
    expect(await row()).toMatchObject({ busyCount: 0 });
  });

  it("asks only for what changed since, and is not read by two at once", async () => {
    const { pull, message, book } = await aConnected(await aClient());
    await book(wallTime(600));
    await pull();
    const before = vendors.asked.length;
    await deliver("calendars", [message, message]); // not due
    expect(vendors.asked).toHaveLength(before);
    await pull();
    expect(vendors.asked.at(-1)?.path).toContain("afterUpdatedAt=20");
    expect(vendors.asked.at(-1)?.path).not.toContain("afterStart");
  });

  it("that cannot be read blocks as it was, says why and is asked later; a dead key breaks the account", async () => {
    const client = await aClient();
    const { book, pull, row, accountId } = await aConnected(client);
    await book(wallTime(600));
    await pull();
    vendors.spoil.before = () => new Response("down", { status: 503 });
    await pull();
    expect(await row()).toMatchObject({ lastError: "vendor_error", failures: 1, busyCount: 1 });
    expect((await row()).nextSyncAt).toBeGreaterThan(Date.now());
    expect(await bookAtTen(client)).toBe("409 slot_taken");
    vendors.spoil.before = () => new Response("no", { status: 401 });
    await pull();
    const [account] = await drizzle(env.DB).select().from(calendarAccounts).where(eq(calendarAccounts.id, accountId));
    expect(account).toMatchObject({ state: "broken", stateReason: "credential_dead" });
  });

  it("is woken by the cron when its message was lost, and by a hint that came while it was read", async () => {
    const { row, message } = await aConnected(await aClient());
    const sent = vi.spyOn(env.CALENDARS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse); // nobody reads it
    await handleCron(SWEEP_CRON, env, Date.now());
    const bodies = sent.mock.calls.flatMap(([messages]) => [...messages].map(({ body }) => body));
    expect(bodies).toContainEqual(message.body);
    const { id } = await row();
    vendors.spoil.after = async () => {
      await drizzle(env.DB).update(calendarTargets).set({ nextSyncAt: 5 }).where(eq(calendarTargets.id, id));
      return null;
    };
    await deliver("calendars", [message]);
    expect((await row()).nextSyncAt).toBe(5);
  });
});
