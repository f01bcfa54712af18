import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { type BranchFrame, branchFrame } from "../../../src/contracts/live.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, aHold, inTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { evict } from "../../support/worker/evict.ts";
import { connect, handshake, type LiveSocket } from "../../support/worker/sockets.ts";

async function book(tenant: TestTenant, minute: number, name = "Erika") {
  const answer = await tenant
    .calendar()
    .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute), name }));
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

async function watch(tenant: TestTenant, since?: number): Promise<LiveSocket<BranchFrame>> {
  const query = since === undefined ? "" : `?since=${since}`;
  return connect<BranchFrame>(`/live/branches/${tenant.branchId}${query}`, { key: await aKey(tenant, ["live:read"]) });
}

async function lastSeq(tenant: TestTenant): Promise<number> {
  return (await tenant.calendar().day(tenant.ref, { start: 0, end: 1 })).seq;
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

beforeAll(async () => {
  (await watch(await aTenant())).close();
});

describe("the live socket of a branch", () => {
  it("greets, then tells holds and appointments as they happen, with the customers' names", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    expect(await socket.hello()).toMatchObject({ type: "hello", seq: 0 });

    const hold = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(600) }));
    if (!hold.ok) throw new Error(hold.error.reason);
    const use = { startsAt: inTenDays(600), holdId: hold.value.id, name: "Erika Muster" };
    const booked = await tenant.calendar().book(tenant.ref, await aBooking(tenant, use));
    expect(booked.ok).toBe(true);

    const events = await socket.events(3);
    expect(events.map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, "hold_placed"],
      [2, "hold_released"],
      [3, "appointment_booked"],
    ]);
    expect(events[1]?.event).toMatchObject({ holdId: hold.value.id, cause: "booked" });
    expect(events[2]?.event).toMatchObject({ appointment: { customer: { name: "Erika Muster" }, version: 1 } });
    for (const frame of socket.frames) expect(branchFrame.parse(frame)).toEqual(frame);
  });

  it("gives a viewer who comes back what they missed, once and in order", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    await book(tenant, 540);
    await socket.events(1);
    socket.close();
    for (const minute of [600, 660, 720]) await book(tenant, minute);

    const again = await watch(tenant, 1);
    await book(tenant, 780);

    const events = await again.events(4);
    expect(await again.hello()).toMatchObject({ type: "hello", seq: 4 });
    expect(events.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(again.seqs).toEqual([2, 3, 4, 5]);
  });

  it("does so after the object was evicted, too", async () => {
    const tenant = await aTenant();
    for (const minute of [540, 600, 660]) await book(tenant, minute, `Guest ${minute}`);
    await evict(rawStub(tenant));
    const events = await (await watch(tenant, 1)).events(2);
    expect(events.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(events[1]?.event).toMatchObject({ appointment: { customer: { name: "Guest 660" } } });
  });

  it("goes on telling those whom it slept through", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    await book(tenant, 540);
    await socket.events(1);
    await evict(rawStub(tenant)); // hibernates: the sockets stay, all memory goes
    await book(tenant, 600, "Late Guest");
    const events = await socket.events(2);
    expect(events[1]).toMatchObject({ seq: 2, event: { appointment: { customer: { name: "Late Guest" } } } });
  });

  it("says that a viewer must load again who knows of events that never were", async () => {
    const tenant = await aTenant();
    await book(tenant, 540);
    const socket = await watch(tenant, 99);
    await eventually(() => expect(socket.frames).toHaveLength(2));
    expect(socket.frames).toMatchObject([
      { type: "hello", seq: 1 },
      { type: "resync", seq: 1 },
    ]);
    await book(tenant, 600);
    expect((await socket.events(1))[0]?.seq).toBe(2);
  });

  it("says so too when there is more to tell than a day's picture", async () => {
    const tenant = await aTenant();
    await book(tenant, 540);
    await runInDurableObject(rawStub(tenant), (_, { storage }) => {
      const many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)";
      storage.sql.exec(
        `${many} INSERT INTO events (at, actor, event) SELECT at, actor, event FROM n, events WHERE seq = 1`,
      );
    });
    const framesSince = async (since: number) => {
      const socket = await watch(tenant, since);
      await eventually(() => expect(socket.frames.length).toBeGreaterThan(1));
      return socket.frames[1]?.type;
    };
    expect(await framesSince(1)).toBe("resync");
    expect(await framesSince(2)).toBe("event");
  });

  it.each(["-1", "x", "1.5", "9007199254740993", ""])("takes since=%s for none", async (since) => {
    const tenant = await aTenant();
    await book(tenant, 540);
    const path = `/live/branches/${tenant.branchId}?since=${since}`;
    const socket = await connect<BranchFrame>(path, { key: await aKey(tenant) });
    await book(tenant, 600);
    expect((await socket.events(1)).map(({ seq }) => seq)).toEqual([2]);
  });

  it("answers a ping", async () => {
    const socket = await watch(await aTenant());
    socket.send("ping");
    await eventually(() => expect(socket.texts).toEqual(["pong"]));
  });

  it("is not to be talked to otherwise", async () => {
    const tenant = await aTenant();
    const socket = await watch(tenant);
    socket.send('{"type":"event"}');
    socket.send("x".repeat(100_000));
    await book(tenant, 540);
    expect(await socket.events(1)).toHaveLength(1);
  });

  it("loses nobody when another viewer is gone without a word", async () => {
    const tenant = await aTenant();
    const [one, two] = [await watch(tenant), await watch(tenant)];
    await book(tenant, 540);
    await Promise.all([one.events(1), two.events(1)]);
    one.close();
    await Promise.all([600, 660, 720].map((minute) => book(tenant, minute)));
    await two.events(4);
    expect(two.seqs).toEqual([1, 2, 3, 4]);
  });
});

describe("viewers who come while much is happening", () => {
  it("miss nothing and hear nothing twice, the first one and those who follow", async () => {
    const tenant = await aTenant();
    for (const minute of [540, 600, 660]) await book(tenant, minute);
    const minutes = Array.from({ length: 6 }, (_, index) => 720 + index * 45);

    const joining = Array.from({ length: 6 }, (_, index) => watch(tenant, index % 4));
    await Promise.all(minutes.map((minute) => book(tenant, minute)));
    const sockets = await Promise.all(joining);
    await book(tenant, 1_020);

    const last = await lastSeq(tenant);
    for (const [index, socket] of sockets.entries()) {
      const first = (index % 4) + 1;
      await eventually(() => expect(socket.seqs.at(-1)).toBe(last));
      expect(socket.seqs).toEqual(upTo(last, first));
    }
  });
});

describe("abuse 31: who may watch a branch", () => {
  it("is nobody without a credential", async () => {
    const tenant = await aTenant();
    const response = await handshake(`/live/branches/${tenant.branchId}`);
    expect(response.status).toBe(401);
    expect((await problemOf(response)).code).toBe("unauthenticated");
  });

  it("is nobody of another tenant: for them there is no such branch", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    const key = await aKey(two);
    for (const id of [one.branchId, newId("brn"), "brn_1", "..%2F..%2Fapp"]) {
      expect((await handshake(`/live/branches/${id}`, { key })).status).toBe(404);
    }
  });

  it("is no page of another site with the user's cookie", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "viewer");
    const path = `/live/branches/${tenant.branchId}`;
    for (const origin of ["https://evil.example", "null", "http://localhost:9999"]) {
      const response = await handshake(path, { session, headers: { origin } });
      expect(response.status).toBe(403);
      expect((await problemOf(response)).code).toBe("cross_origin");
    }
    expect((await handshake(path, { session })).status).toBe(101);
  });

  it("is no key without the permission", async () => {
    const tenant = await aTenant();
    const key = await aKey(tenant, ["calls:read"]);
    expect((await handshake(`/live/branches/${tenant.branchId}`, { key })).status).toBe(403);
  });

  it("is told to use a socket when they did not", async () => {
    const tenant = await aTenant();
    const response = await request(`/live/branches/${tenant.branchId}`, { key: await aKey(tenant) });
    expect([response.status, (await problemOf(response)).code]).toEqual([426, "upgrade_required"]);
  });
});
