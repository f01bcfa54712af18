import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { targetView } from "../../../src/contracts/calendar-sync.ts";
import type { CalendarMessage } from "../../../src/contracts/queue-messages.ts";
import { calendarTargets } from "../../../src/db/schema/calendar-sync.ts";
import type { CalendarTargetId } from "../../../src/domain/ids.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { pullTarget } from "../../../src/use-cases/calendars/sync/pull-target.ts";
import { aClient, bookedBy, bookingBody, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { request } from "../../support/worker/credentials.ts";
import { aGoogleAccount, anOwner, aTarget, type Notification, playGoogle } from "../../support/worker/google.ts";
import { deliver } from "../../support/worker/queues.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

/** An owner whose calendar is read and watched. What is woken is kept, and delivered by the test. */
async function aWatched() {
  const played = playGoogle();
  const woken: CalendarMessage[] = [];
  vi.spyOn(env.CALENDARS, "send").mockImplementation(async (message) => {
    woken.push(message as CalendarMessage);
    return {} as QueueSendResponse; // nobody reads it
  });
  const owner = await anOwner();
  const account = await aGoogleAccount(owner, played.google);
  const { id } = await aTarget(owner, account.id, { writes: false });
  const { tenantId } = owner.tenant;
  const row = async () => {
    const [found] = await drizzle(env.DB).select().from(calendarTargets).where(eq(calendarTargets.id, id));
    return found ?? expect.fail("the target is gone");
  };
  const pullAt = async (now: number) => {
    await drizzle(env.DB).update(calendarTargets).set({ nextSyncAt: 1 }).where(eq(calendarTargets.id, id));
    await pullTarget(env, { waitUntil: () => {} }, { tenantId, targetId: id }, now);
  };
  const drain = () => deliver("calendars", woken.splice(0).map((body) => ({ body }))); // biome-ignore format: one line
  await drain();
  return { ...played, owner, account, id, row, pullAt, woken, drain };
}

const tell = ({ path, headers }: Notification, more: Record<string, string> = {}) =>
  request(path, { method: "POST", headers: { ...headers, ...more } });

/** What somebody does in their calendar. */
function add({ google }: Awaited<ReturnType<typeof aWatched>>, minute: number): void {
  const team = google.store.calendars.get("team");
  if (!team) throw new Error("no calendar");
  const at = (more: number) => ({ dateTime: wallTime(minute + more) });
  google.store.save(team, { id: `evt${minute}`, status: "confirmed", start: at(0), end: at(60) });
}

const bookAtTen = async ({ tenant, send }: Client) =>
  outcomeOf(await send("/appointments", { body: bookingBody(tenant) }));

describe("a watched calendar", () => {
  it("takes the member's time as soon as Google tells; twice or late costs a reading at most", async () => {
    const watched = await aWatched();
    const { owner, told, drain, woken, asked, google } = watched;
    expect(told.map(({ headers }) => headers["x-goog-resource-state"])).toEqual(["sync"]);
    expect((await tell(told[0] ?? expect.fail())).status).toBe(204);
    expect(woken).toEqual([]); // nothing has changed yet
    google.store.settings.deliveries = "twice";
    add(watched, 600);
    for (const each of told.slice(1)) expect((await tell(each)).status).toBe(204);
    expect(woken).toHaveLength(1);
    await drain();
    expect(await bookAtTen(owner)).toBe("409 slot_taken");
    const before = asked.length;
    await tell(told.at(-1) ?? expect.fail());
    await drain();
    expect(asked.slice(before)).toEqual(["GET /calendar/v3/calendars/team/events"]);
  });

  it("is read by the clock when Google tells nothing", async () => {
    const watched = await aWatched();
    watched.google.store.settings.deliveries = "never";
    add(watched, 600);
    expect(watched.told).toHaveLength(1);
    await watched.pullAt(Date.now() + 1);
    expect(await bookAtTen(watched.owner)).toBe("409 slot_taken");
  });

  it("believes nobody who does not say its channel and secret", async () => {
    const watched = await aWatched();
    const other = await aWatched();
    const [opened] = watched.told;
    if (!opened) throw new Error("nothing was told");
    const state = { "x-goog-resource-state": "exists" };
    const foreign = other.told[0]?.headers ?? {};
    for (const wrong of [
      { "x-goog-channel-token": "guessed" },
      { "x-goog-channel-token": "" },
      { "x-goog-channel-id": "another" },
      foreign,
    ]) {
      expect(await outcomeOf(await tell(opened, { ...state, ...wrong }))).toBe("401 bad_signature");
    }
    expect((await tell({ ...opened, path: "/webhooks/google/ctg_unknown" })).status).toBe(401);
    expect(watched.woken).toEqual([]);
    expect(await drizzle(env.DB).select().from(calendarTargets)).not.toContainEqual(
      expect.objectContaining({ channelTokenHash: opened.headers["x-goog-channel-token"] }),
    );
  });

  it("has the next channel before the last one ends, and for a while both", async () => {
    const { google, row, pullAt, told } = await aWatched();
    const first = await row();
    expect(first.channelEndsAt).toBeGreaterThan(Date.now() + 6 * DAY_MS);
    await pullAt(Date.now() + 5 * DAY_MS);
    expect((await row()).channelId).toBe(first.channelId);
    google.store.settings.deliveries = "never";
    const open: number[] = [];
    const stop = google.store.channels.delete.bind(google.store.channels);
    vi.spyOn(google.store.channels, "delete").mockImplementation((id) => {
      open.push(google.store.channels.size);
      return stop(id);
    });
    await pullAt((first.channelEndsAt ?? 0) - DAY_MS + 1);
    expect(open).toEqual([2]);
    const second = await row();
    expect(second.channelId).not.toBe(first.channelId);
    expect([...google.store.channels.keys()]).toEqual([second.channelId]);
    const [old, fresh] = told;
    if (!old || !fresh) throw new Error("a channel was not announced");
    expect([(await tell(old)).status, (await tell(fresh)).status]).toEqual([401, 204]);
  });

  it("is asked by the clock alone while Google opens no channel, and says why", async () => {
    const { owner, account, spoil, row, pullAt, asked, id } = await aWatched();
    await drizzle(env.DB).update(calendarTargets).set({ channelEndsAt: null }).where(eq(calendarTargets.id, id));
    spoil.before = ({ url }) => (url.endsWith("/watch") ? new Response("no", { status: 403 }) : null);
    const now = Date.now();
    await pullAt(now);
    const { lastError, channelError, failures } = await row();
    expect({ lastError, channelError, failures }).toEqual({ lastError: null, channelError: "refused", failures: 0 });
    const { items } = await (await owner.send(`/calendar-accounts/${account.id}/targets`)).json<{ items: unknown[] }>();
    expect(targetView.parse(items[0])).toMatchObject({ watchedUntil: null, watchError: "refused" });
    const watches = () => asked.filter((path) => path.endsWith("/watch")).length;
    const before = watches();
    await pullAt(now + HOUR_MS - 1);
    expect(watches()).toBe(before);
    await pullAt(now + HOUR_MS + 1);
    expect(watches()).toBe(before + 1);
  });

  it.each([
    { name: "the calendar is not used any more", path: (_: string, target: string) => `/calendar-targets/${target}` },
    { name: "the account is disconnected", path: (account: string) => `/calendar-accounts/${account}` },
  ])("is watched no more when $name", async ({ path }) => {
    const { owner, google, account, id } = await aWatched();
    expect(google.store.channels.size).toBe(1);
    expect((await owner.send(path(account.id, id), { method: "DELETE" })).status).toBe(204);
    expect(google.store.channels.size).toBe(0);
  });
});

describe("a calendar that was just chosen", () => {
  /** Nothing is read behind the answer: what is known, is known by then. */
  async function aChosen(before: (played: ReturnType<typeof playGoogle>, owner: Client) => Promise<void>) {
    const played = playGoogle();
    vi.spyOn(env.CALENDARS, "send").mockResolvedValue({} as QueueSendResponse);
    const owner = await anOwner();
    await before(played, owner);
    const account = await aGoogleAccount(owner, played.google);
    const target = await aTarget(owner, account.id, { writes: false });
    return { ...played, owner, account, target };
  }

  const put = ({ google }: ReturnType<typeof playGoogle>, minute: number, id: string) => {
    const team = google.store.calendars.get("team");
    const at = (more: number) => ({ dateTime: wallTime(minute + more) });
    if (team) google.store.save(team, { id, status: "confirmed", start: at(0), end: at(60) });
  };

  it("takes the member's time before its first reading", async () => {
    const { owner } = await aChosen(async (played) => put(played, 600, "dentist"));
    expect(await bookAtTen(owner)).toBe("409 slot_taken");
  });

  it("raises no conflict by what was written to it in an earlier connection", async () => {
    const { owner } = await aChosen(async (played, client) => {
      await bookedBy(client);
      await client.tenant.calendar().drain(client.tenant.ref);
      put(played, 600, "ours");
    });
    const { conflicts } = await owner.tenant.calendar().busy(owner.tenant.ref, "conflicts", { limit: 10 }).then((found) => ({ conflicts: found })); // biome-ignore format: one line
    expect(JSON.stringify(conflicts)).not.toContain("cfl_");
  });

  it("is connected all the same when Google does not tell, and then read", async () => {
    const { owner, target } = await aChosen(async (played) => {
      put(played, 600, "dentist");
      played.spoil.before = ({ url }) => (url.endsWith("/freeBusy") ? new Response("no", { status: 403 }) : null);
    });
    expect(await outcomeOf(await owner.send("/calendar-accounts"))).toBe("200");
    const ref = { tenantId: owner.tenant.tenantId, targetId: target.id as CalendarTargetId };
    await pullTarget(env, { waitUntil: () => {} }, ref, Date.now() + 1);
    expect(await bookAtTen(owner)).toBe("409 slot_taken");
  });
});
