import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ReconcileView, reconcileView } from "../../../src/contracts/calendar-sync.ts";
import type { CalendarMessage } from "../../../src/contracts/queue-messages.ts";
import { handleCron } from "../../../src/cron/crons.ts";
import { calendarAccountId } from "../../../src/domain/ids.ts";
import { NIGHTLY_CRON, SWEEP_CRON } from "../../../src/domain/operations/crons.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { reconcileAccount } from "../../../src/use-cases/calendars/sync/reconcile/reconcile-account.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aGoogleAccount, anOwner, aTarget, playGoogle } from "../../support/worker/google.ts";
import { deliver } from "../../support/worker/queues.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

const run = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

/** Anna's calendar with these appointments, by the minute of the day at which they begin. */
async function aMirrored(minutes: number[]) {
  const played = playGoogle();
  const woken: CalendarMessage[] = [];
  vi.spyOn(env.CALENDARS, "send").mockImplementation(async (message) => {
    woken.push(message as CalendarMessage);
    return {} as QueueSendResponse; // nobody reads it
  });
  const owner = await anOwner();
  const account = await aGoogleAccount(owner, played.google);
  await aTarget(owner, account.id, { reads: false });
  const ids = new Map<number, string>();
  for (const minute of minutes) {
    ids.set(minute, (await bookedBy(owner, { staffId: owner.tenant.anna, startsAt: wallTime(minute) })).id);
  }
  await owner.tenant.calendar().drain(owner.tenant.ref);
  await untilWritten(owner, minutes.length);
  const idOf = (minute: number) => ids.get(minute) ?? "";
  const team = played.google.store.calendars.get("team") ?? expect.fail("no calendar");
  const eventOf = async (minute: number) => {
    const found = await env.DB.prepare("SELECT external_id AS id FROM calendar_mirrors WHERE appointment_id = ?").bind(idOf(minute)).first<{ id: string }>(); // biome-ignore format: one line
    return team.events.get(found?.id ?? "") ?? expect.fail(`nothing was written for ${minute}`);
  };
  return { ...played, owner, account, woken, team, idOf, eventOf };
}

async function untilWritten({ tenant }: Client, count: number): Promise<void> {
  await eventually(async () => {
    const found = await env.DB.prepare("SELECT state FROM calendar_mirrors WHERE tenant_id = ?").bind(tenant.tenantId).all<{ state: string }>(); // biome-ignore format: one line
    const states = found.results.map(({ state }) => state);
    expect(states).toHaveLength(count);
    expect(new Set(states)).toEqual(new Set(["done"]));
  });
}

type World = Awaited<ReturnType<typeof aMirrored>>;

/** Until nothing more is woken: one step after the other. */
async function reconcile({ owner, account, woken }: World): Promise<ReconcileView> {
  woken.length = 0;
  const asked = await owner.send(`/calendar-accounts/${account.id}/reconcile`, { body: {} });
  expect(asked.status).toBe(202);
  expect(reconcileView.parse(await asked.json())).toMatchObject({ state: "running", cause: "asked", endedAt: null });
  while (woken.length > 0) await deliver("calendars", [{ body: woken.shift() }]);
  return latest(owner, account.id);
}

async function latest({ send }: Client, accountId: string): Promise<ReconcileView> {
  const { items } = await (await send(`/calendar-accounts/${accountId}/reconcile`)).json<{ items: unknown[] }>();
  return reconcileView.parse(items[0]);
}

const standing = ({ team }: World) =>
  [...team.events.values()].flatMap(({ status, start }) =>
    status === "cancelled" ? [] : [Date.parse((start as { dateTime: string }).dateTime)],
  );

describe("looking an account over", () => {
  it("repairs what was never written, lost, left behind or left over, and leaves people's own changes to people", async () => {
    const world = await aMirrored([540, 600, 660, 720, 780, 840]);
    const { owner, team, google, idOf, eventOf, account } = world;
    const [missing, gone, behind, moved, over] = await Promise.all([540, 600, 660, 720, 780].map(eventOf));
    if (!missing || !gone || !behind || !moved || !over) throw new Error("not all were written");
    await owner.send(`/appointments/${idOf(780)}/cancel`, { body: {} });
    await owner.tenant.calendar().drain(owner.tenant.ref);
    await eventually(() => expect(team.events.get(over.id)?.status).toBe("cancelled"));
    await untilWritten(owner, 6);
    // Never written: its event was lost before a mirror was marked.
    team.events.delete(missing.id);
    await run("DELETE FROM calendar_mirrors WHERE appointment_id = ?", idOf(540));
    // Lost at the vendor, without a trace.
    team.events.delete(gone.id);
    // The appointment changed and nobody told the mirror.
    const later = Date.parse(wallTime(900));
    await run("UPDATE appointments SET version = version + 1, starts_at = ?, ends_at = ? WHERE id = ?", later, later + HOUR_MS, idOf(660)); // biome-ignore format: one line
    // Somebody moved one there; and what was called off stands again.
    google.store.save(team, { ...moved, start: { dateTime: wallTime(960) }, end: { dateTime: wallTime(1020) } });
    await run("DELETE FROM calendar_mirrors WHERE appointment_id = ?", idOf(780));
    team.events.set(over.id, { ...over, updated: new Date(0).toISOString() });

    expect(await reconcile(world)).toMatchObject({
      state: "done",
      checked: 6,
      repaired: { missing: 1, gone: 1, moved: 1, orphaned: 1 },
      proposed: 1,
      failed: 0,
      error: null,
    });
    await untilWritten(owner, 6);
    expect(standing(world).toSorted()).toEqual(
      [540, 600, 840, 900, 960].map((minute) => Date.parse(wallTime(minute))).toSorted(),
    );
    const proposals = await (await owner.send("/calendar-proposals?state=open")).json<{ items: unknown[] }>();
    expect(proposals.items).toMatchObject([{ kind: "moved", appointmentId: idOf(720), accountId: account.id }]);
    // Nothing is left to do, and nothing is proposed twice.
    expect(await reconcile(world)).toMatchObject({
      repaired: { missing: 0, gone: 0, moved: 0, orphaned: 0 },
      proposed: 0,
    });
  });

  it("leaves alone what others wrote, what is on its way, and what was given up", async () => {
    const world = await aMirrored([540, 600]);
    const { owner, google, team, idOf, account } = world;
    const at = { start: { dateTime: wallTime(700) }, end: { dateTime: wallTime(760) }, status: "confirmed" as const };
    google.store.save(team, { id: "dentist", ...at });
    // Of another installation that writes to the same calendar.
    const key = "f".repeat(32);
    google.store.save(team, { id: key, ...at, extendedProperties: { private: { frontdeskKey: key } } });
    await run("UPDATE calendar_mirrors SET state = 'dead', last_error = 'status_500' WHERE appointment_id = ?", idOf(540)); // biome-ignore format: one line
    team.events.delete([...team.events.keys()][0] ?? "");
    const before = standing(world).length;
    expect(await reconcile(world)).toMatchObject({ checked: 2, failed: 1, proposed: 0 });
    expect(standing(world)).toHaveLength(before);
    expect((await owner.send(`/calendar-accounts/${account.id}/replay`, { body: {} })).status).toBe(202);
  });

  it("goes on where it was when the vendor is away or a message is lost, and runs once at a time", async () => {
    const world = await aMirrored([540]);
    const { owner, account, woken, spoil } = world;
    spoil.before = ({ method }) => (method === "GET" ? new Response("down", { status: 503 }) : null);
    const first = await owner.send(`/calendar-accounts/${account.id}/reconcile`, { body: {} });
    const { id } = await first.json<{ id: string }>();
    const again = await owner.send(`/calendar-accounts/${account.id}/reconcile`, { body: {} });
    expect(await again.json()).toMatchObject({ id });
    await deliver("calendars", [{ body: woken.pop() }, { body: { type: "reconcile_account", ...refOf(world) } }]);
    expect(await latest(owner, account.id)).toMatchObject({ id, state: "running", checked: 0 });
    spoil.before = () => null;
    await run("UPDATE calendar_reconciles SET updated_at = 1 WHERE id = ?", id); // its message was lost
    const sent: unknown[] = [];
    vi.spyOn(env.CALENDARS, "sendBatch").mockImplementation(async (messages) => {
      sent.push(...[...messages].map(({ body }) => body));
      return {} as QueueSendBatchResponse;
    });
    await handleCron(SWEEP_CRON, env, Date.now());
    expect(sent).toContainEqual({ type: "go_on_reconciling", ...refOf(world) });
    woken.splice(0, woken.length, { type: "go_on_reconciling", ...refOf(world) });
    while (woken.length > 0) await deliver("calendars", [{ body: woken.shift() }]);
    expect(await latest(owner, account.id)).toMatchObject({ id, state: "done", checked: 1 });
  });

  it("is asked for every night, of accounts that can be asked", async () => {
    const { owner, account } = await aMirrored([540]);
    const sent: unknown[] = [];
    vi.spyOn(env.CALENDARS, "sendBatch").mockImplementation(async (messages) => {
      sent.push(...[...messages].map(({ body }) => body));
      return {} as QueueSendBatchResponse;
    });
    vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    vi.spyOn(env.JOBS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse);
    await handleCron(NIGHTLY_CRON, env, Date.now());
    const { tenantId } = owner.tenant;
    expect(sent).toContainEqual({ type: "reconcile_account", tenantId, accountId: account.id });
    await run("UPDATE calendar_accounts SET state = 'broken' WHERE id = ?", account.id);
    await reconcileAccount({ env, background: { waitUntil: () => {} }, now: Date.now() }, { tenantId, accountId: calendarAccountId.parse(account.id) }); // biome-ignore format: one line
    expect(await (await owner.send(`/calendar-accounts/${account.id}/reconcile`)).json()).toMatchObject({ items: [] });
    const asked = await owner.send(`/calendar-accounts/${account.id}/reconcile`, { body: {} });
    expect(await outcomeOf(asked)).toBe("502 vendor_failed");
  });
});

function refOf({ owner, account }: World) {
  return { tenantId: owner.tenant.tenantId, accountId: calendarAccountId.parse(account.id) };
}
