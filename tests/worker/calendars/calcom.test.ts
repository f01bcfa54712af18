import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { calendarAccounts, calendarMirrors, calendarTargets } from "../../../src/db/schema/calendar-sync.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { CalendarAccountId } from "../../../src/domain/ids.ts";
import { credentialOf } from "../../../src/use-cases/calendars/calcom/account-asker.ts";
import { openCalendarVendor } from "../../../src/use-cases/calendars/sync/open-vendor.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aClient, type Client, outcomeOf } from "../../support/worker/client.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { playVendors } from "../../support/worker/vendors.ts";

const LATER = 9_999_999_999_999;
let vendors: ReturnType<typeof playVendors>;
beforeEach(() => {
  vendors = playVendors();
});
afterEach(() => vi.restoreAllMocks());

async function anOwner(): Promise<Client> {
  const { tenant } = await aClient();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

async function aConnected(owner: Client, apiKey = `cal_live_${newId("key").slice(4)}`) {
  const response = await owner.send("/calendar-accounts", { body: { provider: "calcom", name: "Anna", apiKey } });
  if (response.status !== 201) throw new Error(await response.text());
  const { id } = await response.json<{ id: CalendarAccountId }>();
  const db = tenantDb(env.DB, owner.tenant.tenantId);
  const account = await drizzle(env.DB).select().from(calendarAccounts).where(eq(calendarAccounts.id, id)).get();
  const credential = account && (await credentialOf(env, db, account));
  if (!account || !credential?.webhookSecret) throw new Error("the account was not stored");
  return { id, db, account, secret: credential.webhookSecret, apiKey };
}

async function aTarget({ tenant }: Client, accountId: CalendarAccountId) {
  const id = newId("ctg");
  const place = { branchId: tenant.branchId, calendarId: tenant.anna, externalId: "all", externalName: "Anna" };
  const times = { nextSyncAt: LATER, createdAt: 1 };
  const row = { tenantId: tenant.tenantId, id, accountId, ...place, writes: true, reads: true, ...times };
  await drizzle(env.DB).insert(calendarTargets).values(row);
  const isDue = async () => {
    const found = drizzle(env.DB).select().from(calendarTargets).where(eq(calendarTargets.id, id)).get();
    return ((await found)?.nextSyncAt ?? LATER) < LATER;
  };
  const settle = () =>
    drizzle(env.DB).update(calendarTargets).set({ nextSyncAt: LATER }).where(eq(calendarTargets.id, id));
  return { id, isDue, settle };
}

function aHook(uid: string, more: object = {}) {
  const payload = { uid, startTime: "2030-01-07T09:00:00Z", endTime: "2030-01-07T10:00:00Z", status: "ACCEPTED" };
  return JSON.stringify({ triggerEvent: "BOOKING_CREATED", createdAt: "2030-01-01T00:00:00.000Z", payload, ...more });
}

function tell(id: string, body: string, secret: string | null) {
  const signed = secret === null ? "no-secret-provided" : createHmac("sha256", secret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-cal-signature-256": signed };
  return request(`/webhooks/calcom/${id}`, { method: "POST", headers, body });
}

describe("an account at Cal.com", () => {
  it("is connected by a key that works; the key is sealed, Cal.com knows where to report", async () => {
    const owner = await anOwner();
    const { id, account, apiKey } = await aConnected(owner);
    expect(account.state).toBe("connected");
    expect(JSON.stringify(await rawRows(owner.tenant, "calendar_accounts"))).not.toContain(apiKey);
    const hook = vendors.asked.find(({ method, path }) => method === "POST" && path === "/v2/webhooks");
    expect(hook?.body).toContain(`/webhooks/calcom/${id}`);
    const opened = await openCalendarVendor(env, tenantDb(env.DB, owner.tenant.tenantId), account);
    expect(opened.ok && (await opened.value.list())).toMatchObject({ ok: true });
    const actions = (await rawRows<{ action: string }>(owner.tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toContain("calendar_account.connected");
  });

  it("is connected again under its own id, and by nobody else", async () => {
    const [owner, stranger] = [await anOwner(), await anOwner()];
    const { id } = await aConnected(owner);
    const body = { provider: "calcom", name: "Anna", apiKey: "cal_live_another", accountId: id };
    expect(await outcomeOf(await stranger.send("/calendar-accounts", { body }))).toBe("404 not_found");
    expect((await owner.send("/calendar-accounts", { body })).status).toBe(201);
    expect(await rawRows(owner.tenant, "calendar_accounts")).toHaveLength(1);
  });

  it("is not stored when Cal.com refuses the key or does not answer", async () => {
    const owner = await anOwner();
    const send = (apiKey: string) =>
      owner.send("/calendar-accounts", { body: { provider: "calcom", name: "Anna", apiKey } });
    expect(await outcomeOf(await send("cal_revoked_1"))).toBe("502 vendor_failed");
    vendors.spoil.before = ({ path }) => (path.startsWith("/v2/") ? new Response("down", { status: 503 }) : null);
    expect(await outcomeOf(await send("cal_live_1"))).toBe("502 vendor_failed");
    expect(await rawRows(owner.tenant, "calendar_accounts")).toEqual([]);
  });
});

describe("a webhook of Cal.com", () => {
  it("makes the account be read at once; a copy does not", async () => {
    const owner = await anOwner();
    const { id, secret } = await aConnected(owner);
    const target = await aTarget(owner, id);
    expect((await tell(id, aHook("u1"), secret)).status).toBe(204);
    expect(await target.isDue()).toBe(true);
    await target.settle();
    expect((await tell(id, aHook("u1"), secret)).status).toBe(204);
    expect(await target.isDue()).toBe(false);
    expect((await tell(id, aHook("u2"), secret)).status).toBe(204);
    expect(await target.isDue()).toBe(true);
  });

  it("that tells of our own act costs no reading", async () => {
    const owner = await anOwner();
    const { id, secret } = await aConnected(owner);
    const target = await aTarget(owner, id);
    const startsAt = Date.parse("2030-01-07T09:00:00Z");
    const written = { externalId: "u1", writtenStartsAt: startsAt, writtenEndsAt: startsAt + 3_600_000 };
    const place = { tenantId: owner.tenant.tenantId, id: newId("cmr"), accountId: id, targetId: target.id };
    const versions = { wantedVersion: 1, doneVersion: 1, state: "done" as const, createdAt: 1, updatedAt: 1 };
    await drizzle(env.DB)
      .insert(calendarMirrors)
      .values({ ...place, appointmentId: newId("apt"), ...written, ...versions });
    await tell(id, aHook("u1"), secret);
    expect(await target.isDue()).toBe(false);
    const moved = { uid: "u1", startTime: "2030-01-08T09:00:00Z", endTime: "2030-01-08T10:00:00Z", status: "ACCEPTED" };
    await tell(id, aHook("u1", { payload: moved, createdAt: "2030-01-01T00:00:01.000Z" }), secret);
    expect(await target.isDue()).toBe(true);
  });

  it("is refused without a signature, with another account's, and for an account that nobody has", async () => {
    const [owner, other] = [await anOwner(), await anOwner()];
    const { id } = await aConnected(owner);
    const { secret: foreign } = await aConnected(other);
    const target = await aTarget(owner, id);
    const answers = [
      await tell(id, aHook("u1"), null),
      await tell(id, aHook("u1"), foreign),
      await tell(newId("cac"), aHook("u1"), foreign),
      await tell("x", aHook("u1"), foreign),
    ];
    expect(await Promise.all(answers.map(outcomeOf))).toEqual(Array.from({ length: 4 }, () => "401 bad_signature"));
    expect(await target.isDue()).toBe(false);
  });

  it("that is signed and no webhook is named by field and rule", async () => {
    const { id, secret } = await aConnected(await anOwner());
    const response = await tell(id, JSON.stringify({ createdAt: "x", payload: {} }), secret);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "unknown_shape", errors: [{ field: "triggerEvent" }] });
  });
});
