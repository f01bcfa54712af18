import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { calendarCourier } from "../../../durable-objects/stubs.ts";
import { accountView, mirrorView } from "../../../src/contracts/calendar-sync.ts";
import { type CalendarTargetId, calendarAccountId } from "../../../src/domain/ids.ts";
import { pullTarget } from "../../../src/use-cases/calendars/sync/pull-target.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aGoogleAccount, allowGoogle, anOwner, aTarget, playGoogle } from "../../support/worker/google.ts";
import { idempotent } from "../../support/worker/waitlist.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

type Played = ReturnType<typeof playGoogle>;

const eventsOf = ({ google }: Played) => [...(google.store.calendars.get("team")?.events.values() ?? [])];

async function untilWritten(client: Client, version = 1): Promise<void> {
  await client.tenant.calendar().drain(client.tenant.ref);
  await eventually(async () => {
    const { items } = await (await client.send("/calendar-mirrors")).json<{ items: unknown[] }>();
    const mirrors = items.map((item) => mirrorView.parse(item));
    const states = mirrors.map(({ state, doneVersion }) => (doneVersion < version ? "behind" : state));
    if (states.length === 0 || states.some((state) => state !== "done")) throw new Error(states.join());
  });
}

async function accountsOf({ send }: Client) {
  const { items } = await (await send("/calendar-accounts")).json<{ items: unknown[] }>();
  return items.map((item) => accountView.parse(item));
}

async function readNow({ tenant: { tenantId } }: Client, targetId: CalendarTargetId): Promise<void> {
  await env.DB.prepare("UPDATE calendar_targets SET next_sync_at = 1 WHERE id = ?").bind(targetId).run();
  await pullTarget(env, { waitUntil: () => {} }, { tenantId, targetId }, Date.now() + 1);
}

/** Makes what waits due, and wakes the object. */
async function hurry({ tenant: { tenantId } }: Client, id: string): Promise<void> {
  await env.DB.prepare("UPDATE calendar_mirrors SET next_attempt_at = 1 WHERE tenant_id = ? AND state = 'waiting'")
    .bind(tenantId)
    .run();
  const ref = { tenantId, accountId: calendarAccountId.parse(id) };
  await calendarCourier(env, ref).wake(ref);
}

describe("a connected Google calendar", () => {
  it("has each appointment as it is now, and nothing once it is called off", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    expect(account).toMatchObject({ state: "connected", name: "owner@example.com" });
    await bookedBy(owner, { staffId: owner.tenant.ben });
    const booked = await bookedBy(owner, { staffId: owner.tenant.anna, customer: { name: "Erika Muster" } });
    await owner.tenant.calendar().drain(owner.tenant.ref);
    await aTarget(owner, account.id); // what stands already is written as well
    await untilWritten(owner);
    const [event, ...others] = eventsOf(played);
    expect(others).toEqual([]);
    expect(event?.summary).toContain("Erika Muster");
    expect(event?.start).toMatchObject({ dateTime: new Date(booked.startsAt).toISOString() });

    await owner.send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(720) } });
    await untilWritten(owner);
    await eventually(() => expect(eventsOf(played)[0]?.start).toMatchObject({ dateTime: wallTime(720) }));
    await owner.send(`/appointments/${booked.id}/cancel`, { body: {} });
    await owner.tenant.calendar().drain(owner.tenant.ref);
    await eventually(() => expect(eventsOf(played)[0]?.status).toBe("cancelled"));
  });

  it("has what its customer moved at the new time while that waits to be accepted, and nothing once it is declined", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const { tenant } = owner;
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await aTarget(owner, (await aGoogleAccount(owner, played.google)).id);
    const { id, status } = await bookedBy(owner, { staffId: tenant.anna });
    expect(status).toBe("confirmed"); // entered by a user
    const move = { target: { appointmentId: id, phoneIndex: null }, startsAt: inTenDays(720), staffId: null };
    const by = { actor: "web", isByCustomer: true, idempotency: idempotent() };
    const moved = await tenant.calendar().reschedule(tenant.ref, { ...move, ...by });
    expect(moved).toMatchObject({ ok: true, value: { status: "pending" } });
    await untilWritten(owner, 2);
    expect(eventsOf(played).map(({ start }) => start)).toMatchObject([{ dateTime: wallTime(720) }]);
    await owner.send(`/appointments/${id}/decline`, { body: {} });
    await tenant.calendar().drain(tenant.ref);
    await eventually(() => expect(eventsOf(played)[0]?.status).toBe("cancelled"));
  });

  it("gets one entry though the answer to its creation was lost", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    await aTarget(owner, account.id);
    let isLost = false;
    played.spoil.after = ({ method, url }) => {
      if (isLost || method !== "POST" || !url.includes("/events")) return null;
      isLost = true;
      return new Response("", { status: 503 });
    };
    await bookedBy(owner, { staffId: owner.tenant.anna });
    await owner.tenant.calendar().drain(owner.tenant.ref);
    await eventually(() => expect(isLost).toBe(true));
    await eventually(async () => {
      await hurry(owner, account.id);
      await untilWritten(owner);
    });
    expect(eventsOf(played)).toHaveLength(1);
  });

  it("renews a token that is refused in the middle of a call, once for all who need it", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    played.google.store.tokens.access.clear();
    const version = async () => {
      const found = env.DB.prepare("SELECT credential_version AS v FROM calendar_accounts WHERE id = ?");
      return (await found.bind(account.id).first<{ v: number }>())?.v ?? 0;
    };
    const before = await version();
    const asked = [1, 2, 3].map(() => owner.send(`/calendar-accounts/${account.id}/calendars`));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await version()) - before).toBe(1);
  });

  it("says so when the permission was taken back, and goes on where it was once it is given again", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    await aTarget(owner, account.id);
    played.google.store.tokens.access.clear();
    played.google.store.tokens.refresh.clear();
    await bookedBy(owner, { staffId: owner.tenant.anna });
    await owner.tenant.calendar().drain(owner.tenant.ref);
    await eventually(async () => {
      expect(await accountsOf(owner)).toMatchObject([{ state: "broken", stateReason: "credential_dead", waiting: 1 }]);
    });
    expect(eventsOf(played)).toEqual([]);
    const { state, code } = await allowGoogle(owner, played.google, { accountId: account.id });
    await owner.send("/calendar-accounts/google/complete", { body: { state, code } });
    await untilWritten(owner);
    expect(eventsOf(played)).toHaveLength(1);
    expect(await accountsOf(owner)).toMatchObject([{ id: account.id, state: "connected", waiting: 0 }]);
  });

  it("blocks time by what somebody else wrote there, and never by what we wrote", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    const target = await aTarget(owner, account.id);
    await bookedBy(owner, { staffId: owner.tenant.anna });
    await untilWritten(owner);
    const team = played.google.store.calendars.get("team");
    if (!team) throw new Error("no calendar");
    const at = (minute: number) => ({ dateTime: wallTime(minute) });
    played.google.store.save(team, { id: "dentist", status: "confirmed", start: at(900), end: at(960) });
    const read = () => readNow(owner, target.id);
    const busy = async () => {
      const { results } = await env.DB.prepare("SELECT external_id FROM calendar_outside_busy WHERE target_id = ?")
        .bind(target.id)
        .all();
      return results.map(({ external_id }) => external_id);
    };
    await read();
    expect(await busy()).toEqual(["dentist"]);
    const wish = { staffId: owner.tenant.anna, startsAt: wallTime(915) };
    await expect(bookedBy(owner, wish)).rejects.toThrow();
    const known = team.events.get("dentist");
    if (known) played.google.store.save(team, { ...known, status: "cancelled" });
    await read();
    expect(await busy()).toEqual([]);
    await expect(bookedBy(owner, wish)).resolves.toBeDefined();
  });

  it("lets somebody decide about what was moved or deleted there, or does it at once where that is wanted", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    const target = await aTarget(owner, account.id);
    const booked = await bookedBy(owner, { staffId: owner.tenant.anna });
    await untilWritten(owner);
    const team = played.google.store.calendars.get("team");
    const [event] = eventsOf(played);
    if (!team || !event) throw new Error("nothing was written");
    const moveTo = (minute: number) => {
      const at = (more: number) => ({ dateTime: new Date(Date.parse(wallTime(minute)) + more).toISOString() });
      const length = Date.parse(booked.endsAt) - Date.parse(booked.startsAt);
      played.google.store.save(team, { ...event, start: at(0), end: at(length) });
    };
    const openOnes = async () => {
      await readNow(owner, target.id);
      const { items } = await (await owner.send("/calendar-proposals?state=open")).json<{ items: { id: string }[] }>();
      return items;
    };
    expect(await openOnes()).toEqual([]); // what we wrote ourselves is nobody's change
    moveTo(720);
    const [first] = await openOnes();
    expect(first).toMatchObject({
      kind: "moved",
      appointmentId: booked.id,
      startsAt: new Date(wallTime(720)).toISOString(),
    });
    await owner.send(`/calendar-proposals/${first?.id}/dismiss`, { body: {} });
    await untilWritten(owner);
    expect(eventsOf(played)[0]?.start).toMatchObject({ dateTime: new Date(booked.startsAt).toISOString() });

    moveTo(780);
    const [second] = await openOnes();
    expect((await owner.send(`/calendar-proposals/${second?.id}/accept`, { body: {} })).status).toBe(200);
    const shown = await (await owner.send(`/appointments/${booked.id}`)).json<{ startsAt: string }>();
    expect(Date.parse(shown.startsAt)).toBe(Date.parse(wallTime(780)));
    await untilWritten(owner, booked.version + 1);
    expect(await openOnes()).toEqual([]);

    await owner.send(`/calendar-accounts/${account.id}`, { method: "PATCH", body: { outsideChange: "apply" } });
    const [now] = eventsOf(played);
    if (now) played.google.store.save(team, { ...now, status: "cancelled" });
    expect(await openOnes()).toEqual([]);
    const gone = await (await owner.send(`/appointments/${booked.id}`)).json<{ status: string }>();
    expect(gone.status).toBe("cancelled");
  });

  it("is believed in the session that asked, and once", async () => {
    const { google } = playGoogle();
    const owner = await anOwner();
    const other = await aClient(owner.tenant, { session: await aSession(owner.tenant, "owner") });
    const first = await allowGoogle(owner, google);
    const complete = ({ send }: Client, { state, code }: { state: string; code: string }) =>
      send("/calendar-accounts/google/complete", { body: { state, code } });
    expect(await outcomeOf(await complete(other, first))).toBe("409 consent_unknown");
    expect(await outcomeOf(await complete(owner, first))).toBe("409 consent_unknown"); // spent by the attempt
    const second = await allowGoogle(owner, google);
    expect((await complete(owner, second)).status).toBe(201);
    expect(await outcomeOf(await complete(owner, second))).toBe("409 consent_unknown");
    const { results } = await env.DB.prepare("SELECT * FROM calendar_accounts").all();
    expect(JSON.stringify(results)).not.toMatch(/ya29|refresh_\d/);
  });

  it("is given back when it is disconnected", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, played.google);
    await aTarget(owner, account.id);
    expect((await owner.send(`/calendar-accounts/${account.id}`, { method: "DELETE" })).status).toBe(204);
    expect(played.asked).toContain("POST /revoke");
    expect(await accountsOf(owner)).toEqual([]);
  });
});
