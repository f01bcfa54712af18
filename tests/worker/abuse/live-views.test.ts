import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { BranchFrame, FeedFrame } from "../../../src/contracts/live.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aNamedKey, aSession, aStaffLogin, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { travel } from "../../support/worker/outages.ts";
import { connect, handshake } from "../../support/worker/sockets.ts";
import { EventStream } from "../../support/worker/streams.ts";

const MINUTES = 60_000;

afterEach(() => vi.useRealTimers());

async function somethingHappens(tenant: TestTenant, key: string): Promise<void> {
  const event = { type: "call_started", callId: newId("cal"), branchId: tenant.branchId } as const;
  await tenantFeed(env, tenant.tenantId).publish([{ key, at: Date.now(), event }]);
}

describe("abuse 31: viewers who lose their rights while they watch", () => {
  it("abuse 31: a branch's socket tells nothing new after a quarter of an hour, and is closed to be asked anew", async () => {
    const tenant = await aTenant();
    const socket = await connect<BranchFrame>(`/live/branches/${tenant.branchId}`, {
      session: await aSession(tenant, "viewer"),
    });
    await socket.hello();
    travel(14 * MINUTES);
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    await socket.events(1);
    travel(2 * MINUTES);
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(660), name: "Geheim" }));
    await eventually(() => expect(socket.closedWith).toBe(4000));
    expect(JSON.stringify(socket.frames)).not.toContain("Geheim");
  });

  it("abuse 31: neither does a tenant's feed, by socket or by stream", async () => {
    const tenant = await aTenant();
    const session = await aSession(tenant, "viewer");
    const socket = await connect<FeedFrame>("/live/tenant", { session });
    await socket.hello();
    const headers = { accept: "text/event-stream" };
    const stream = new EventStream(await request("/live/tenant", { session, headers }));
    await stream.next();
    travel(16 * MINUTES);
    await somethingHappens(tenant, "late");
    await eventually(() => expect(socket.closedWith).toBe(4000));
    expect(socket.seqs).toEqual([]);
    await expect(stream.next()).rejects.toThrow("the stream has ended");
  });

  it("abuse 31: signing out, an end to all sessions, and a key's revocation close what they opened, and nothing else", async () => {
    const tenant = await aTenant();
    const [one, other] = [await aSession(tenant, "viewer"), await aSession(tenant, "viewer")];
    const { key, id } = await aNamedKey(tenant);
    const branch = `/live/branches/${tenant.branchId}`;
    const stays = await connect<BranchFrame>(branch, { session: other });
    const views = await Promise.all([
      connect<BranchFrame>(branch, { session: one }),
      connect<FeedFrame>("/live/tenant", { session: one }),
    ]);
    const byKey = await connect<BranchFrame>(branch, { key });
    await Promise.all([stays, byKey, ...views].map((view) => view.hello()));

    await request("/api/v1/me/sessions/end", { session: one, body: { scope: "all" } });
    await eventually(() => expect(views.map(({ closedWith }) => closedWith)).toEqual([4000, 4000]));
    expect((await handshake(branch, { session: one })).status).toBe(401);
    expect(byKey.closedWith).toBeNull();

    const owner = await aSession(tenant, "owner");
    await request(`/api/v1/api-keys/${id}`, { session: owner, method: "DELETE" });
    await eventually(() => expect(byKey.closedWith).toBe(4000));
    expect((await handshake(branch, { key })).status).toBe(401);
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    await stays.events(1);
    expect(stays.closedWith).toBeNull();
  });

  it("abuse 31: another role, another calendar and a disabled user close their views, streams as well", async () => {
    const tenant = await aTenant();
    const owner = await aSession(tenant, "owner");
    const { token: session, userId } = await aStaffLogin(tenant, tenant.anna);
    const socket = await connect<FeedFrame>("/live/tenant", { session });
    await socket.hello();
    const change = { method: "PATCH", session: owner, body: { staffId: tenant.ben } };
    expect((await request(`/api/v1/users/${userId}`, change)).status).toBe(200);
    await eventually(() => expect(socket.closedWith).toBe(4000));

    const stream = new EventStream(
      await request("/live/tenant", { session, headers: { accept: "text/event-stream" } }),
    );
    await stream.next();
    await request(`/api/v1/users/${userId}/disable`, { session: owner, body: {} });
    await expect(stream.next()).rejects.toThrow("the stream has ended");
    expect((await handshake("/live/tenant", { session })).status).toBe(401);
  });
});
