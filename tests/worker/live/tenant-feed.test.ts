import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { FeedEntry } from "../../../durable-objects/tenant-feed/tenant-feed.ts";
import { type FeedEvent, type FeedFrame, feedFrame } from "../../../src/contracts/live.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { evict } from "../../support/worker/evict.ts";
import { ask, postRetell } from "../../support/worker/retell.ts";
import { aCallStory } from "../../support/worker/retell-events.ts";
import { connect, handshake, type LiveSocket } from "../../support/worker/sockets.ts";
import { EventStream } from "../../support/worker/streams.ts";
import { aClash, anOffer } from "../../support/worker/waitlist.ts";

const streams: EventStream[] = [];

function entry(key: string): FeedEntry {
  const event: FeedEvent = { type: "call_started", callId: newId("cal"), branchId: null };
  return { key, at: 1_760_000_000_000, event };
}

async function publish(tenant: TestTenant, ...keys: string[]): Promise<void> {
  await tenantFeed(env, tenant.tenantId).publish(keys.map(entry));
}

async function watch(tenant: TestTenant, query = ""): Promise<LiveSocket<FeedFrame>> {
  return connect<FeedFrame>(`/live/tenant${query}`, { key: await aKey(tenant, ["live:read"]) });
}

async function listen(tenant: TestTenant, lastEventId?: string): Promise<EventStream> {
  const replay: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const headers = { accept: "text/event-stream", ...replay };
  const stream = new EventStream(await request("/live/tenant", { key: await aKey(tenant, ["live:read"]), headers }));
  streams.push(stream);
  return stream;
}

beforeAll(async () => {
  await publish(await aTenant(), "warm");
});
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
});

describe("a tenant's feed by socket", () => {
  it("tells a phone call that books from its first ring to its analysis", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    expect(await socket.hello()).toMatchObject({ type: "hello", seq: 0 });
    const [started, ...later] = aCallStory(tenant, "call_1");
    await postRetell(tenant, "", started);
    await socket.events(1);
    const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika Muster" };
    const { data } = await ask(tenant, "book_appointment", wish);
    await socket.events(2);
    for (const event of later) await postRetell(tenant, "", event);

    const told = (await socket.events(7)).map(({ event }) => event);
    expect(told.map(({ type }) => type).sort()).toEqual(
      [
        "call_started",
        "appointment_booked",
        "call_updated",
        "call_updated",
        "call_updated",
        "call_ended",
        "call_analyzed",
      ].sort(),
    );
    expect(new Set(told.map((event) => "callId" in event && event.callId)).size).toBe(1);
    expect(told[1]).toMatchObject({ appointmentId: data["appointmentId"], branchId: tenant.branchId });
    for (const frame of socket.frames) expect(feedFrame.parse(frame)).toEqual(frame);
    expect(JSON.stringify(socket.frames)).not.toMatch(/Erika|Muster|15112345678|book a visit/);
  });

  it("tells of an offer to who waits and of a conflict, by ids alone", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    const { id: entryId } = await anOffer(tenant);
    const { conflictId } = await aClash(tenant, 720);
    await tenant.calendar().drain(tenant.ref);

    const told = (await socket.events(6)).map(({ event }) => event);
    const { branchId } = tenant;
    expect(told).toContainEqual({ type: "waitlist_offered", entryId, branchId });
    expect(told).toContainEqual({ type: "conflict_raised", conflictId, branchId });
    for (const frame of socket.frames) expect(feedFrame.parse(frame)).toEqual(frame);
  });

  it("tells a thing once per key, however often it is published", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    await publish(tenant, "a", "a", "b");
    await publish(tenant, "a", "b");
    await Promise.all([publish(tenant, "c"), publish(tenant, "c")]);
    await publish(tenant, "d");
    await socket.events(4);
    await publish(tenant, "e");
    expect(await socket.events(5)).toHaveLength(5);
    expect(socket.seqs).toEqual([...new Set(socket.seqs)].sort((a, b) => a - b));
  });

  it("gives those who come back what they missed, also after an eviction", async () => {
    const tenant = await aTenant();
    await publish(tenant, "a", "b", "c");
    await evict(env.TENANT_FEED.get(env.TENANT_FEED.idFromName(tenant.tenantId)));
    const socket = await watch(tenant, "?since=1");
    await publish(tenant, "d");
    await socket.events(3);
    expect(socket.seqs).toEqual([2, 3, 4]);
  });

  it("says so when what was missed is no longer kept, or never was", async () => {
    const tenant = await aTenant();
    await publish(tenant, ...Array.from({ length: 1_010 }, (_, index) => `event ${index}`));
    const frames = async (since: number) => {
      const socket = await watch(tenant, `?since=${since}`);
      await socket.hello();
      await publish(tenant, `after ${since}`);
      await eventually(() => expect(socket.frames.at(-1)?.type).toBe("event"));
      return socket.frames.map(({ type }) => type);
    };
    expect(await frames(0)).toEqual(["hello", "resync", "event"]);
    expect(await frames(5_000)).toEqual(["hello", "resync", "event"]);
    const within = await frames(900);
    expect(within[1]).toBe("event");
  });

  it("says nothing to another tenant", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    const [mine, theirs] = [await watch(one), await watch(two)];
    await publish(one, "a");
    await publish(two, "b", "c");
    await theirs.events(2);
    await mine.events(1);
    expect([mine.seqs, theirs.seqs]).toEqual([[1], [1, 2]]);
  });

  it("goes on for the others when one viewer is gone", async () => {
    const tenant = await aTenant();
    const [one, two] = [await watch(tenant), await watch(tenant)];
    await one.hello();
    one.close();
    await publish(tenant, "a", "b");
    expect(await two.events(2)).toHaveLength(2);
  });

  it("answers a ping", async () => {
    const socket = await watch(await aTenant());
    socket.send("ping");
    await eventually(() => expect(socket.texts).toEqual(["pong"]));
  });
});

describe("a tenant's feed by server-sent events", () => {
  it("greets, then tells what happens, each with its id", async () => {
    const tenant = await aTenant();
    const stream = await listen(tenant);
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream");
    expect(stream.response.headers.get("cache-control")).toBe("no-store");
    expect(await stream.next()).toMatchObject({ id: "0", event: "hello" });
    await publish(tenant, "a");
    const { id, event, data } = await stream.next();
    expect([id, event]).toEqual(["1", "event"]);
    expect(feedFrame.parse(JSON.parse(data))).toMatchObject({ seq: 1, event: { type: "call_started" } });
  });

  it("takes up where the browser's Last-Event-ID left off", async () => {
    const tenant = await aTenant();
    await publish(tenant, "a", "b", "c");
    const stream = await listen(tenant, "1");
    const ids = [await stream.next(), await stream.next(), await stream.next()].map(({ id, event }) => [id, event]);
    // The greeting has no id: a browser that is cut off behind it must come back with the one it had.
    expect(ids).toEqual([
      ["", "hello"],
      ["2", "event"],
      ["3", "event"],
    ]);
    await publish(tenant, "d");
    expect((await stream.next()).id).toBe("4");
  });

  it("says so when the browser's last event is unknown", async () => {
    const tenant = await aTenant();
    await publish(tenant, "a");
    const stream = await listen(tenant, "77");
    expect((await stream.next()).event).toBe("hello");
    expect((await stream.next()).event).toBe("resync");
  });

  it("tells sockets and streams of one tenant the same, and another's nothing", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    const [socket, stream, other] = [await watch(one), await listen(one), await listen(two)];
    await publish(one, "a");
    await publish(two, "z");
    await socket.events(1);
    await stream.next();
    await other.next();
    const mine = JSON.parse((await stream.next()).data) as FeedFrame;
    expect(mine).toEqual(socket.frames[1]);
    const theirs = JSON.parse((await other.next()).data) as FeedFrame;
    expect(theirs).not.toEqual(mine);
  });
});

describe("abuse 31: who may follow a tenant", () => {
  it("is nobody without a credential, without the permission, or from another site", async () => {
    const tenant = await aTenant();
    expect((await handshake("/live/tenant")).status).toBe(401);
    expect((await handshake("/live/tenant", { key: await aKey(tenant, ["calls:read"]) })).status).toBe(403);
    const session = await aSession(tenant, "staff");
    const foreign = await handshake("/live/tenant", { session, headers: { origin: "https://evil.example" } });
    expect([foreign.status, (await problemOf(foreign)).code]).toEqual([403, "cross_origin"]);
    expect((await handshake("/live/tenant", { session })).status).toBe(101);
  });

  it("must ask for a socket or a stream", async () => {
    const response = await request("/live/tenant", { key: await aKey(await aTenant()) });
    expect([response.status, (await problemOf(response)).code]).toEqual([406, "not_acceptable"]);
  });
});
