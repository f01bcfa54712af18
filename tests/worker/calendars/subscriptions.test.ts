import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type SubscriptionView, subscriptionView } from "../../../src/contracts/calendars.ts";
import { handleCron } from "../../../src/cron/crons.ts";
import { SWEEP_CRON } from "../../../src/domain/operations/crons.ts";
import { aClient, bookedBy, bookingBody, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { aSession, problemOf } from "../../support/worker/credentials.ts";
import { playNetwork } from "../../support/worker/network.ts";
import { deliver } from "../../support/worker/queues.ts";

type Answer = () => Response | Promise<Response>;
type Asked = { url: string; headers: Headers };

const URL_OF_ANNA = "https://calendars.example.org/secret-of-anna.ics";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

async function anOwner(): Promise<Client> {
  const { tenant } = await aClient();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

/** Plays the server of the other calendar, and keeps the wake-ups for the test to deliver. */
function elsewhere(answer: Answer): { asked: Asked[]; wakeUps: unknown[] } {
  const asked: Asked[] = [];
  const wakeUps: unknown[] = [];
  playNetwork(async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, headers: request.headers });
    return answer();
  });
  vi.spyOn(env.CALENDARS, "send").mockImplementation(async (body) => {
    wakeUps.push(body);
    return {} as QueueSendResponse; // nobody reads it
  });
  return { asked, wakeUps };
}

function anEvent(startsAt: string, minutes: number): string {
  const start = new Date(startsAt).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VEVENT",
    "UID:1",
    `DTSTART:${start}`,
    `DURATION:PT${minutes}M`,
    "SUMMARY:Dentist",
    "END:VEVENT",
  ];
  return lines.join("\r\n");
}

const aFile = (...events: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR"].join("\r\n");
const asCalendar =
  (text: string, headers: Record<string, string> = {}) =>
  () =>
    new Response(text, { headers });

async function subscribed({ tenant, send }: Client, more: object = {}): Promise<SubscriptionView> {
  const body = { branchId: tenant.branchId, calendarId: tenant.anna, name: "Private", url: URL_OF_ANNA, ...more };
  const response = await send("/calendar-subscriptions", { body });
  if (response.status !== 201) throw new Error(await response.text());
  return subscriptionView.parse(await response.json());
}

async function shown({ send }: Client): Promise<SubscriptionView[]> {
  const { items } = await (await send("/calendar-subscriptions")).json<{ items: unknown[] }>();
  return items.map((item) => subscriptionView.parse(item));
}

/** Delivers what was asked for since the last time. */
async function sync({ wakeUps }: { wakeUps: unknown[] }): Promise<void> {
  await deliver(
    "calendars",
    wakeUps.splice(0).map((body) => ({ body })),
  );
}

const bookAtTen = async ({ tenant, send }: Client) =>
  outcomeOf(await send("/appointments", { body: bookingBody(tenant) }));

describe("a calendar kept elsewhere", () => {
  it("blocks the time of a member, who is free again once it says so", async () => {
    const owner = await anOwner();
    let text = aFile(anEvent(wallTime(590), 60));
    const network = elsewhere(() => new Response(text));
    const { id } = await subscribed(owner);
    await sync(network);
    expect(await shown(owner)).toMatchObject([
      { id, busyCount: 1, unreadCount: 0, lastError: null, host: "calendars.example.org" },
    ]);
    expect(await bookAtTen(owner)).toBe("409 slot_taken");

    text = aFile();
    await owner.send(`/calendar-subscriptions/${id}/sync`, { body: {} });
    await sync(network);
    expect(await bookAtTen(owner)).toBe("201");
  });

  it("raises a conflict where it lies on an appointment, and leaves both", async () => {
    const owner = await anOwner();
    const booked = await bookedBy(owner);
    const network = elsewhere(asCalendar(aFile(anEvent(booked.startsAt, 15))));
    await subscribed(owner);
    await sync(network);
    const path = `/branches/${owner.tenant.branchId}/conflicts`;
    const { items } = await (await owner.send(path)).json<{ items: { appointmentId: string }[] }>();
    expect(items.map(({ appointmentId }) => appointmentId)).toEqual([booked.id]);
  });

  it("is asked politely: with what it said of its last version, and not twice at once", async () => {
    const owner = await anOwner();
    let answer: Answer = asCalendar(aFile(anEvent(wallTime(590), 60)), { etag: '"7"' });
    const network = elsewhere(() => answer());
    const { id } = await subscribed(owner);
    const [wakeUp] = network.wakeUps;
    await Promise.all([sync(network), deliver("calendars", [{ body: wakeUp }])]);
    expect(network.asked).toHaveLength(1);

    answer = () => new Response(null, { status: 304 });
    await due(id);
    await deliver("calendars", [{ body: wakeUp }]);
    expect(network.asked[1]?.headers.get("if-none-match")).toBe('"7"');
    expect(await shown(owner)).toMatchObject([{ busyCount: 1, lastError: null }]);
    expect(await bookAtTen(owner)).toBe("409 slot_taken");
  });

  it.each<{ name: string; answer: Answer; error: string }>([
    { name: "is away", answer: () => Promise.reject(new Error("no route")), error: "unreachable" },
    { name: "is gone", answer: () => new Response("", { status: 404 }), error: "not_found" },
    { name: "asks for a password", answer: () => new Response("", { status: 401 }), error: "not_allowed" },
    { name: "is in trouble", answer: () => new Response("", { status: 503 }), error: "server_error" },
    { name: "is a web page", answer: asCalendar("<html>"), error: "not_a_calendar" },
    { name: "floods", answer: asCalendar("x".repeat(3 * 1024 * 1024)), error: "too_large" },
    {
      name: "leads inside",
      answer: () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/latest" } }),
      error: "address_refused",
    },
  ])("that $name says so, blocks on as it was, and is asked again later", async ({ answer, error }) => {
    const owner = await anOwner();
    let now: Answer = asCalendar(aFile(anEvent(wallTime(590), 60)));
    const network = elsewhere(() => now());
    const { id } = await subscribed(owner);
    const [wakeUp] = network.wakeUps;
    await sync(network);
    now = answer;
    await due(id);
    await deliver("calendars", [{ body: wakeUp }]);
    const [view] = await shown(owner);
    expect(view).toMatchObject({ lastError: error, busyCount: 1 });
    expect(Date.parse(view?.nextSyncAt ?? "")).toBeGreaterThan(Date.now() + 15 * 60_000);
    expect(await bookAtTen(owner)).toBe("409 slot_taken");
    expect(network.asked.every(({ url }) => url === URL_OF_ANNA)).toBe(true);
  });

  it("gives its time back when it is removed, even while it is being read", async () => {
    const owner = await anOwner();
    const network = elsewhere(async () => {
      await owner.send(`/calendar-subscriptions/${id}`, { method: "DELETE" });
      return new Response(aFile(anEvent(wallTime(590), 60)));
    });
    const { id } = await subscribed(owner);
    await sync(network);
    expect(await shown(owner)).toEqual([]);
    expect(await bookAtTen(owner)).toBe("201");
  });

  it("is read again by the cron when its turn has come", async () => {
    const owner = await anOwner();
    elsewhere(asCalendar(aFile()));
    const { id } = await subscribed(owner);
    const sent: { body: unknown }[] = [];
    vi.spyOn(env.CALENDARS, "sendBatch").mockImplementation(async (messages) => {
      sent.push(...messages);
      return {} as QueueSendResponse; // nobody reads it
    });
    await handleCron(SWEEP_CRON, env, Date.now());
    expect(sent).toContainEqual({
      body: { type: "sync_subscription", tenantId: owner.tenant.tenantId, subscriptionId: id },
    });
  });

  it.each([
    ["http://calendars.example.org/a.ics", "must begin with https://"],
    ["https://10.0.0.1/a.ics", "must name a host, not an IP address"],
    ["webcal://metadata.google.internal/a.ics", "must name a host on the public internet"],
    ["file:///etc/passwd", "must be an absolute URL"],
  ])("abuse case 47: cannot be at %s", async (url, rule) => {
    const { tenant, send } = await anOwner();
    const body = { branchId: tenant.branchId, calendarId: tenant.anna, name: "Private", url };
    const response = await send("/calendar-subscriptions", { body });
    expect((await problemOf(response)).errors).toEqual([{ field: "url", rule }]);
  });

  it("keeps its address to itself", async () => {
    const owner = await anOwner();
    elsewhere(asCalendar(aFile()));
    await subscribed(owner, { url: URL_OF_ANNA.replace("https", "webcal") });
    const stored = await env.DB.prepare("SELECT * FROM calendar_subscriptions").all();
    const audited = await env.DB.prepare("SELECT * FROM audit_log WHERE tenant_id = ?")
      .bind(owner.tenant.tenantId)
      .all();
    expect(JSON.stringify([stored.results, audited.results, await shown(owner)])).not.toContain("secret-of-anna");
  });

  it("blocks nobody else's staff", async () => {
    const [owner, stranger] = [await anOwner(), await anOwner()];
    const body = { branchId: owner.tenant.branchId, calendarId: stranger.tenant.anna, name: "x", url: URL_OF_ANNA };
    expect(await outcomeOf(await owner.send("/calendar-subscriptions", { body }))).toBe("404 not_found");
    expect(await outcomeOf(await stranger.send("/calendar-subscriptions", { body }))).toBe("404 not_found");
  });
});

/** As if ten minutes had gone by. */
async function due(id: string): Promise<void> {
  await env.DB.prepare("UPDATE calendar_subscriptions SET next_sync_at = 1 WHERE id = ?").bind(id).run();
}
