import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EventsMessage } from "../../../src/contracts/queue-messages.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { userId } from "../../../src/domain/ids.ts";
import { pushPublicKey } from "../../../src/providers/push/web-push.ts";
import { endSessions } from "../../../src/use-cases/identity/end-sessions.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { notifyDevices } from "../../../src/use-cases/push/notify-devices.ts";
import { sendPush } from "../../../src/use-cases/push/send-push.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aUserId } from "../../support/worker/credentials.ts";
import { playNetwork } from "../../support/worker/network.ts";
import { aBrowser, aPushDevice, readAsBrowser } from "../../support/worker/push.ts";
import { rawRows } from "../../support/worker/rows.ts";

afterEach(() => vi.restoreAllMocks());

async function keyed(): Promise<Env> {
  const made = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { publicKey, privateKey } = made as CryptoKeyPair;
  const point = Buffer.from((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer).toString("base64url");
  const { d = "" } = (await crypto.subtle.exportKey("jwk", privateKey)) as JsonWebKey;
  const keys = { VAPID_PUBLIC_KEY: point, VAPID_PRIVATE_KEY: d, VAPID_SUBJECT: "mailto:desk@example.com" };
  // Only what the use case reads beside the bindings.
  return { ...env, ...keys } as unknown as Env;
}

async function booked(tenant: TestTenant, minute: number) {
  const answer = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute) }));
  if (!answer.ok) throw new Error(answer.error.reason);
  await tenant.calendar().drain(tenant.ref);
  return answer.value;
}

type Sent = { url: string; headers: Headers; body: ArrayBuffer };

/** The makers of browsers, who answer each with a status. */
function playServices(statusOf: (url: string) => number): Sent[] {
  const sent: Sent[] = [];
  playNetwork(async (input, init) => {
    const [url, headers] = [String(input), new Headers(init?.headers)];
    sent.push({ url, headers, body: init?.body as ArrayBuffer });
    return new Response(null, { status: statusOf(url) });
  });
  return sent;
}

describe("a new booking", () => {
  it("that waits to be accepted is told as a request", async () => {
    const [tenant, keyedEnv, browser] = [await aTenant(), await keyed(), await aBrowser("mine")];
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await aPushDevice(tenant, userId.parse(await aUserId(tenant)), browser);
    const { id } = await booked(tenant, 600);
    const sent = playServices(() => 201);
    await sendPush(keyedEnv, createExecutionContext(), { tenantId: tenant.tenantId, appointmentIds: [id] });
    const [message] = sent;
    const note = message && (await readAsBrowser(browser, message.body));
    expect(note).toMatchObject({ title: "Neue Anfrage", tag: id });
  });

  it("reaches the user's device, readable there alone, signed, with no name in it", async () => {
    const [tenant, keyedEnv, browser] = [await aTenant(), await keyed(), await aBrowser("mine")];
    await aPushDevice(tenant, userId.parse(await aUserId(tenant)), browser);
    const { id } = await booked(tenant, 600);
    const sent = playServices(() => 201);
    await sendPush(keyedEnv, createExecutionContext(), { tenantId: tenant.tenantId, appointmentIds: [id] });
    const [message] = sent;
    expect(sent).toHaveLength(1);
    if (!message) return;
    const note = await readAsBrowser(browser, message.body);
    expect(note).toMatchObject({ url: `/app/calendar?branch=${tenant.branchId}&appointment=${id}`, tag: id });
    expect(JSON.stringify(note)).not.toContain("Erika");
    const token = /t=([^,]+), ?k=(.+)/.exec(message.headers.get("authorization") ?? "");
    expect(token?.[2]).toBe(pushPublicKey(keyedEnv));
    const claims = JSON.parse(Buffer.from(token?.[1]?.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ aud: "https://fcm.googleapis.com", sub: "mailto:desk@example.com" });
    await expect(readAsBrowser(await aBrowser("other"), message.body)).rejects.toThrow();
  });

  it("forgets a device that is gone, keeps one that fails, and tells a business's own devices alone", async () => {
    const [tenant, other, keyedEnv] = [await aTenant(), await aTenant(), await keyed()];
    const user = userId.parse(await aUserId(tenant));
    await aPushDevice(tenant, user, await aBrowser("gone"));
    const kept = await aPushDevice(tenant, user, await aBrowser("failing"));
    await aPushDevice(other, userId.parse(await aUserId(other)), await aBrowser("elsewhere"));
    const { id } = await booked(tenant, 600);
    const sent = playServices((url) => (url.endsWith("gone") ? 410 : 500));
    await sendPush(keyedEnv, createExecutionContext(), { tenantId: tenant.tenantId, appointmentIds: [id] });
    expect(sent.map(({ url }) => url.split("/").at(-1))).toEqual(expect.arrayContaining(["failing", "gone"]));
    expect(sent).toHaveLength(2);
    expect((await rawRows<{ id: string }>(tenant, "push_subscriptions")).map((row) => row.id)).toEqual([kept]);
  });
});

it("signing out everywhere ends it on every device of the user, and of nobody else", async () => {
  const tenant = await aTenant();
  const [mine, theirs] = [userId.parse(await aUserId(tenant)), userId.parse(await aUserId(tenant))];
  await aPushDevice(tenant, mine, await aBrowser("mine"));
  const kept = await aPushDevice(tenant, theirs, await aBrowser("theirs"));
  const by = { keep: null, requestId: "ends", now: Date.now() };
  await endSessions(env, tenantDb(env.DB, tenant.tenantId), mine, by);
  expect((await rawRows<{ id: string }>(tenant, "push_subscriptions")).map(({ id }) => id)).toEqual([kept]);
});

describe("the queue", () => {
  const told = (channel: string) => ({
    action: "appointment.booked",
    subjectId: "apt_01arz3ndektsv4rrffq69g5fav",
    facts: { channel },
    seq: 1,
    at: 1,
    actor: "web",
    requestId: null,
  });

  it("is woken once a drain for what others than the desk booked, and never without a key", async () => {
    const tenant = await aTenant();
    const send = vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    const keyedEnv = await keyed();
    const base = { tenantId: tenant.tenantId, branchId: tenant.branchId, notices: [], events: [] };
    const group = (channels: string[]) => [{ ...base, trail: channels.map(told) }] as unknown as EventsMessage[];
    await notifyDevices(env, group(["web"]));
    await notifyDevices(keyedEnv, group(["dashboard"]));
    expect(send).not.toHaveBeenCalled();
    await notifyDevices(keyedEnv, group(["web", "voice", "dashboard"]));
    expect(send).toHaveBeenCalledOnce();
    const message = send.mock.calls[0]?.[0] as { appointmentIds: string[] };
    expect(message.appointmentIds).toHaveLength(2);
  });

  it("is woken for what a customer moved and has to be accepted again, and not for what the desk moved", async () => {
    const tenant = await aTenant();
    const send = vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    const keyedEnv = await keyed();
    const base = { tenantId: tenant.tenantId, branchId: tenant.branchId, notices: [], events: [] };
    const moved = (actor: string, status: string) => {
      const entry = { ...told("voice"), action: "appointment.rescheduled", actor };
      return [{ ...base, trail: [{ ...entry, facts: { ...entry.facts, after: { status } } }] }] as EventsMessage[];
    };
    await notifyDevices(keyedEnv, moved("web", "confirmed"));
    await notifyDevices(keyedEnv, moved(await aUserId(tenant), "pending"));
    expect(send).not.toHaveBeenCalled();
    for (const actor of ["web", newId("cal")]) await notifyDevices(keyedEnv, moved(actor, "pending"));
    expect(send).toHaveBeenCalledTimes(2);
  });
});
