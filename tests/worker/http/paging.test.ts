import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import type { CallSummaryView } from "../../../src/contracts/calls.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";

type Page<T> = { items: T[]; nextCursor: string | null };

async function page<T>(path: string, key: string): Promise<Page<T>> {
  const response = await request(`/api/v1${path}`, { key });
  expect(response.status).toBe(200);
  return response.json();
}

/** All items, page after page, and how many pages there were. */
async function walk<T>(path: string, key: string): Promise<{ items: T[]; pages: number }> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let pages = 1; ; pages++) {
    const query: string = cursor === null ? "" : `&cursor=${cursor}`;
    const { items: more, nextCursor }: Page<T> = await page<T>(path + query, key);
    items.push(...more);
    if (nextCursor === null) return { items, pages };
    cursor = nextCursor;
  }
}

/** Two at each time, so that pages end between equals. */
async function bookSeven(tenant: TestTenant): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, minute] of [540, 540, 600, 600, 660, 660, 720].entries()) {
    const staffId = index % 2 === 0 ? tenant.anna : tenant.ben;
    const phone = index === 6 ? "+4915100000007" : "+4915112345678";
    const command = await aBooking(tenant, { startsAt: inTenDays(minute), staffId, phone });
    const answer = await tenant.calendar().book(tenant.ref, command);
    if (!answer.ok) throw new Error(answer.error.reason);
    ids.push(answer.value.id);
  }
  await tenant.calendar().drain(tenant.ref);
  return ids;
}

async function ringFiveTimes(tenant: TestTenant): Promise<void> {
  const sent = holdBackWebhooks();
  for (let index = 0; index < 5; index++)
    await postRetell(tenant, "", callStarted(tenant, { callId: `call_${index}` }));
  await deliver(
    "webhooks",
    sent.map((body) => ({ body })),
  );
  vi.restoreAllMocks();
}

beforeAll(async () => {
  await page("/branches", await aKey(await aTenant()));
});

describe("appointments", () => {
  it("come page by page, earliest first, each once", async () => {
    const tenant = await aTenant();
    const ids = await bookSeven(tenant);
    const { items, pages } = await walk<AppointmentView>("/appointments?limit=3", await aKey(tenant));
    expect(pages).toBe(3);
    expect(items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const starts = items.map(({ startsAt }) => Date.parse(startsAt));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it("lose and repeat nothing while others are booked and cancelled between two pages", async () => {
    const tenant = await aTenant();
    const ids = await bookSeven(tenant);
    const key = await aKey(tenant);
    const first = await page<AppointmentView>("/appointments?limit=4", key);
    const late = await aBooking(tenant, { startsAt: inTenDays(900), staffId: tenant.ben });
    expect((await tenant.calendar().book(tenant.ref, late)).ok).toBe(true);
    await request(`/api/v1/appointments/${ids[0]}/cancel`, { key, body: {} });
    await tenant.calendar().drain(tenant.ref);
    const rest = await page<AppointmentView>(`/appointments?limit=100&cursor=${first.nextCursor}`, key);
    const seen = [...first.items, ...rest.items].map(({ id }) => id);
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect(rest.nextCursor).toBeNull();
  });

  it("can be narrowed by time, status, customer and branch", async () => {
    const tenant = await aTenant();
    const ids = await bookSeven(tenant);
    const key = await aKey(tenant);
    const at = (minute: number) => encodeURIComponent(new Date(inTenDays(minute)).toISOString());
    await request(`/api/v1/appointments/${ids[6]}/cancel`, { key, body: {} });
    await tenant.calendar().drain(tenant.ref);
    const count = async (query: string) => (await page<AppointmentView>(`/appointments?${query}`, key)).items.length;
    const [last] = (await page<AppointmentView>(`/appointments?from=${at(720)}`, key)).items;

    expect(await count(`from=${at(600)}&to=${at(660)}`)).toBe(2); // half-open
    expect(await count("status=cancelled")).toBe(1);
    expect(await count("status=confirmed")).toBe(6);
    expect(await count(`customerId=${last?.customerId}`)).toBe(1);
    expect(await count(`branchId=${tenant.branchId}`)).toBe(7);
    expect(await count(`branchId=${newId("brn")}`)).toBe(0);
  });

  it("end the list exactly at a full page", async () => {
    const tenant = await aTenant();
    await bookSeven(tenant);
    const { items, nextCursor } = await page<AppointmentView>("/appointments?limit=7", await aKey(tenant));
    expect([items.length, nextCursor]).toEqual([7, null]);
  });
});

describe("calls", () => {
  it("come page by page, newest first, each once, without transcripts", async () => {
    const tenant = await aTenant();
    await ringFiveTimes(tenant);
    const { items, pages } = await walk<CallSummaryView>("/calls?limit=2", await aKey(tenant));
    expect(pages).toBe(3);
    expect(new Set(items.map(({ providerCallId }) => providerCallId)).size).toBe(5);
    const created = items.map(({ createdAt }) => createdAt);
    expect(created).toEqual([...created].sort().reverse());
    for (const item of items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["transcript"]));
  });

  it("can be narrowed by status", async () => {
    const tenant = await aTenant();
    await ringFiveTimes(tenant);
    const key = await aKey(tenant);
    expect((await page<CallSummaryView>("/calls?status=ongoing", key)).items).toHaveLength(5);
    expect((await page<CallSummaryView>("/calls?status=ended", key)).items).toEqual([]);
  });
});

describe("a cursor", () => {
  const forge = (text: string) => encodeURIComponent(btoa(text));

  it.each([
    "x",
    "null",
    forge("0"),
    forge("1760000000000"),
    forge("1760000000000.apt_1"),
    forge("-1.apt_00000000000000000000000000"),
    forge("1760000000000.apt_00000000000000000000000000' OR 1=1 --"),
    forge('{"at":0,"id":"apt_00000000000000000000000000"}'),
    "A".repeat(201),
  ])("that we did not make (%s) is a 400 that names it", async (cursor) => {
    const key = await aKey(await aTenant());
    for (const list of ["/appointments", "/calls"]) {
      const response = await request(`/api/v1${list}?cursor=${cursor}`, { key });
      expect(response.status).toBe(400);
      expect((await problemOf(response)).errors?.[0]?.field).toBe("cursor");
    }
  });

  it("of another tenant opens nothing of theirs", async () => {
    const [theirs, mine] = [await aTenant(), await aTenant()];
    await bookSeven(theirs);
    await bookSeven(mine);
    const { nextCursor } = await page<AppointmentView>("/appointments?limit=3", await aKey(theirs));
    const { items } = await page<AppointmentView>(`/appointments?cursor=${nextCursor}`, await aKey(mine));
    const query = "SELECT count(*) AS count FROM appointments WHERE tenant_id = ? AND id = ?";
    expect(items.length).toBeGreaterThan(0);
    for (const { id } of items) {
      expect(await env.DB.prepare(query).bind(mine.tenantId, id).first<number>("count")).toBe(1);
    }
  });
});
