import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EventsMessage } from "../../../src/contracts/queue-messages.ts";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { confirmAppointments } from "../../../src/use-cases/messaging/confirm-appointments.ts";
import { tellWaiting } from "../../../src/use-cases/messaging/tell-waiting.ts";
import type { TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { closeBranch, setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, type Client, wallTime } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { travel } from "../../support/worker/outages.ts";
import { CALLER, ORIGIN } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender, postTwilio } from "../../support/worker/senders.ts";
import { told } from "../../support/worker/told.ts";
import { anOffer, join } from "../../support/worker/waitlist.ts";

const erika = { name: "Erika", phone: CALLER };

async function untilTold({ tenant }: Client, kinds: string[]) {
  return eventually(async () => {
    const rows = await told(tenant);
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    return rows;
  });
}

/** As the branch's calendar tells it once more, or something else of the same appointment. */
function newsAgain({ tenantId, branchId }: TestTenant, appointmentId: AppointmentId, more: object): EventsMessage[] {
  const event = { type: "appointment_booked" as const, seq: 900, at: 1, appointmentId, callId: null, staffId: null };
  return [{ tenantId, branchId, events: [{ ...event, ...more }], notices: [], trail: [] }];
}

/** What the calendar tells, until the mocks are restored. */
function holdBackEvents(): EventsMessage[] {
  const unread: EventsMessage[] = [];
  vi.spyOn(env.EVENTS, "send").mockImplementation(async (message) => {
    unread.push(message as EventsMessage);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  return unread;
}

const background = { waitUntil: () => undefined };

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a customer", () => {
  it("is told of booking, move and cancellation, once each, with a link that opens the appointment", async () => {
    holdBackJobs();
    const client = await aClient();
    await aSender(client.tenant);
    const booked = await bookedBy(client, { customer: erika });
    await untilTold(client, ["booked"]);
    await client.send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(720) } });
    await untilTold(client, ["booked", "moved"]);
    await client.send(`/appointments/${booked.id}/cancel`, { body: {} });
    const rows = await untilTold(client, ["booked", "moved", "cancelled"]);
    expect(rows.map(({ status }) => status)).toEqual(Array(3).fill("queued"));
    const [first, second, third] = rows.map(({ body }) => body?.text ?? "");
    expect(first).toMatch(/^Salon: Cut on .+ at 10:00 is confirmed\. Change it: http/);
    expect(second).toContain("is now on");
    expect(third).not.toContain("/m/");
    const link = /\/m\/[\w-]{22}/.exec(second ?? "")?.[0] ?? "";
    expect((await (await import("cloudflare:workers")).exports.default.fetch(`${ORIGIN}${link}`)).status).toBe(200);
  });

  it("is told of each request, of its acceptance, and that nobody answered one in time", async () => {
    holdBackJobs();
    const client = await aClient();
    const { tenant } = client;
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await aSender(tenant);
    const booked = await bookedBy(client, { customer: erika });
    await untilTold(client, ["requested"]);
    await client.send(`/appointments/${booked.id}/accept`, { body: {} });
    await untilTold(client, ["requested", "booked"]);
    const move = { target: { appointmentId: booked.id, phoneIndex: null }, startsAt: inTenDays(720), staffId: null };
    const by = { actor: "web", idempotency: { key: "move", fingerprint: "same", scope: "api" } as const };
    await tenant.calendar().reschedule(tenant.ref, { ...move, ...by, isByCustomer: true });
    const rows = await untilTold(client, ["requested", "booked", "requested"]);
    expect(rows.at(-1)?.body?.text).toMatch(/^Salon: your request: Cut, .+, 12:00\. It counts once we confirm it\./);
    expect(rows.at(-1)?.body?.text).toMatch(/\/m\/[\w-]{22}/);

    travel(25 * HOUR_MS);
    await runDurableObjectAlarm(rawStub(tenant));
    const all = await untilTold(client, ["requested", "booked", "requested", "declined"]);
    expect(all.at(-1)?.body?.text).toMatch(/^Salon: we are sorry that we cannot take your request, Cut on .+ at 12:00/);
  });

  it("is told once, that it counts, of a request that was accepted before it could be told of", async () => {
    const client = await aClient();
    const { tenant } = client;
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const unread = holdBackEvents();
    const booked = await bookedBy(client, { customer: erika });
    await tenant.calendar().drain(tenant.ref);
    await client.send(`/appointments/${booked.id}/accept`, { body: {} });
    await tenant.calendar().drain(tenant.ref);
    for (const message of unread) await confirmAppointments(env, background, [message], Date.now());
    expect([unread.length, (await told(tenant)).map(({ kind }) => kind)]).toEqual([2, ["booked"]]);
  });

  it("is told once, of the new time, of what was booked and moved before it could be told of", async () => {
    const client = await aClient();
    const { tenant } = client;
    await aSender(tenant);
    holdBackJobs();
    const unread = holdBackEvents();
    const booked = await bookedBy(client, { customer: erika });
    await tenant.calendar().drain(tenant.ref);
    await client.send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(660) } });
    await tenant.calendar().drain(tenant.ref);
    await confirmAppointments(env, background, unread, Date.now());
    const rows = await told(tenant);
    expect([unread.length, rows.map(({ kind }) => kind)]).toEqual([2, ["booked"]]);
    expect(rows[0]?.body?.text).toMatch(/^Salon: Cut on .+ at 11:00 is confirmed\./);
  });

  it("is told of the rest of a series whose first date was called off before it could be told of", async () => {
    const client = await aClient();
    const { tenant } = client;
    vi.spyOn(env.EVENTS, "send").mockImplementation(async () => {
      throw new Error("The queue is away.");
    });
    const { branchId, cut: serviceId } = tenant;
    const body = { branchId, serviceId, startsAt: wallTime(600), rrule: "FREQ=DAILY;COUNT=2", customer: erika };
    const { appointments } = await (await client.send("/series", { body })).json<{ appointments: { id: string }[] }>();
    await client.send(`/appointments/${appointments[0]?.id}/cancel`, { body: {} });
    vi.restoreAllMocks();
    await tenant.calendar().drain(tenant.ref);
    expect(await untilTold(client, ["booked", "cancelled"])).toHaveLength(2);
  });

  it("gets an e-mail with the calendar file when there is no number to write to", async () => {
    holdBackJobs();
    const client = await aClient();
    const { tenant } = client;
    const booked = await bookedBy(client, { customer: { name: "Erika", email: "erika@example.com" } });
    await untilTold(client, ["booked"]);
    const carrier = { RESEND_API_KEY: "re_test", EMAIL_FROM: "Salon <salon@example.com>" };
    const withCarrier = { ...env, ...carrier } as unknown as Env;
    await confirmAppointments(withCarrier, background, newsAgain(tenant, booked.id, {}), Date.now());
    const row = (await told(tenant)).find(({ status }) => status === "queued");
    expect(row?.channel).toBe("email");
    expect(row?.body?.subject).toMatch(/^Your appointment on .+ at 10:00$/);
    expect(row?.body?.calendarFile).toMatch(/BEGIN:VEVENT[^]+STATUS:CONFIRMED/);
    expect(row?.body?.html).toMatch(/Salon[^]+See or change the appointment/);
    expect(row?.body?.html).not.toContain("Frontdesk");
    expect(row?.body?.html).toMatch(/calendar\.google\.com[^"]+Cut[^"]+"[^]+outlook\.live\.com/);
    expect(row?.body?.text).toMatch(/^Add to your calendar:\nGoogle: https:[^]+\nOutlook: https:/m);
  });

  it("is written to by the way that they prefer, before the business's own order", async () => {
    const client = await aClient();
    await bookedBy(client, { customer: { ...erika, email: "erika@example.com" } });
    const [first] = await untilTold(client, ["booked"]);
    expect(first?.channel).toBe("sms");
    const session = await aSession(client.tenant, "owner");
    const [{ id } = { id: "" }] = await rawRows<{ id: string }>(client.tenant, "customers");
    const wish = { session, method: "PATCH", body: { preferredChannel: "email" } };
    expect(await (await request(`/api/v1/customers/${id}`, wish)).json()).toMatchObject({ preferredChannel: "email" });
    const again = { customer: { ...erika, email: "erika@example.com" }, startsAt: wallTime(720) };
    await bookedBy(client, again);
    expect((await untilTold(client, ["booked", "booked"])).map(({ channel }) => channel)).toEqual(["sms", "email"]);
  });

  it("is not told twice when the queue delivers twice, nor of what is no longer true", async () => {
    const client = await aClient();
    const { tenant } = client;
    const booked = await bookedBy(client, { customer: erika });
    await untilTold(client, ["booked"]);
    const [row] = await told(tenant);
    const seq = Number(row?.uniqueKey.split("/").at(-1));
    const again = newsAgain(tenant, booked.id, { seq });
    await Promise.all([0, 1].map(() => confirmAppointments(env, background, again, Date.now())));
    const outdated = newsAgain(tenant, booked.id, { type: "appointment_cancelled" });
    await confirmAppointments(env, background, outdated, Date.now());
    expect(await told(tenant)).toHaveLength(1);
  });

  it("has nothing kept of what nobody could send: neither words nor a link", async () => {
    const client = await aClient();
    await bookedBy(client, { customer: erika });
    const [row] = await untilTold(client, ["booked"]);
    expect(row).toMatchObject({ channel: "sms", status: "not_sent", reason: "sms_not_configured", body: null });
    expect(row).toMatchObject({ addressIndex: expect.any(String), segments: null });
    expect(await rawRows(client.tenant, "manage_links")).toEqual([]);
  });

  it("is written down as unreachable without any address, and the appointment stands all the same", async () => {
    const client = await aClient();
    const booked = await bookedBy(client, { customer: { name: "Erika" } });
    const [row] = await untilTold(client, ["booked"]);
    expect(row).toMatchObject({ status: "not_sent", reason: "no_address", appointmentId: booked.id });
  });

  it("is told once of a whole series", async () => {
    const client = await aClient();
    const { branchId, cut: serviceId } = client.tenant;
    const body = { branchId, serviceId, startsAt: wallTime(600), rrule: "FREQ=DAILY;COUNT=3", customer: erika };
    expect((await client.send("/series", { body })).status).toBe(201);
    await untilTold(client, ["booked"]);
  });

  it("reads the business's own wording, and nothing at all when it wants no confirmations", async () => {
    holdBackJobs();
    const client = await aClient();
    await aSender(client.tenant);
    const own = { kind: "booked", channel: "text", language: "en", text: "See you {date}, {name}!" };
    const put = (path: string, body: object) => client.send(path, { method: "PUT", body });
    expect((await put("/message-templates", { ...own, text: "{nope}" })).status).toBe(400);
    expect((await put("/message-templates", own)).status).toBe(200);
    await bookedBy(client, { customer: erika });
    const [row] = await untilTold(client, ["booked"]);
    expect(row?.body?.text).toMatch(/^See you .+, Erika!$/);
    const settings = await (await client.send("/message-settings")).json<object>();
    await put("/message-settings", { ...settings, confirms: false });
    const second = await bookedBy(client, { customer: erika, startsAt: wallTime(840) });
    await client.tenant.calendar().drain(client.tenant.ref);
    await eventually(async () => {
      const trail = await client.send(`/appointments/${second.id}`);
      expect(trail.status).toBe(200);
    });
    expect(await told(client.tenant)).toHaveLength(1);
  });
});

describe("an answer by SMS", () => {
  it("JA is noted at the appointment; NO calls it off, and says so", async () => {
    const client = await aClient();
    const sender = await aSender(client.tenant);
    const booked = await bookedBy(client, { customer: erika });
    await eventually(async () => expect((await told(client.tenant)).map(({ kind }) => kind)).toContain("booked"));
    const say = (MessageSid: string, Body: string) =>
      postTwilio(sender, { MessageSid, SmsStatus: "received", From: CALLER, To: "+493023125840", Body });
    await say("SM1", "Ja");
    await eventually(async () => {
      const answer = (await told(client.tenant)).find(({ kind }) => kind === "confirm");
      expect(answer).toMatchObject({ reason: "confirmed", appointmentId: booked.id, direction: "inbound" });
    });
    await say("SM2", "Absagen");
    await eventually(async () => {
      const rows = await told(client.tenant);
      expect(rows.find(({ kind }) => kind === "cancel")).toMatchObject({ reason: "cancelled" });
      expect(rows.map(({ kind }) => kind)).toContain("cancelled");
    });
    const after = await (await client.send(`/appointments/${booked.id}`)).json<{ status: string }>();
    expect(after.status).toBe("cancelled");
  });
});

describe("who waited at a branch that is closed", () => {
  it("is told so once, and nobody whose time was over", async () => {
    holdBackJobs();
    const { tenant } = await aClient();
    await aSender(tenant);
    const offered = await anOffer(tenant);
    const waiting = await join(tenant);
    const over = await join(tenant);
    await tenant.calendar().waitlist(tenant.ref, "leave", { entryId: over.id, actor: "test", only: null });
    await closeBranch(tenant);

    const ended = async () => (await told(tenant)).filter(({ kind }) => kind === "waitlist_ended");
    const rows = await eventually(async () => {
      const some = await ended();
      expect(some).toHaveLength(2);
      return some;
    });

    const keys = [offered, waiting].map(({ id }) => `waitlist/${id}/closed`);
    expect(rows.map(({ uniqueKey }) => uniqueKey).sort()).toEqual(keys.sort());
    for (const { status, body } of rows) {
      expect(status).toBe("queued");
      expect(body?.text).toMatch(/has closed, so your place on the waitlist ends.+\/b\//);
    }
    const lapse = { seq: 900, at: Date.now(), actor: "system", requestId: null, action: "waitlist.lapsed", facts: {} };
    const trail = [{ ...lapse, subjectId: waiting.id }];
    const again = [{ tenantId: tenant.tenantId, branchId: tenant.branchId, events: [], notices: [], trail }];
    await tellWaiting(env, background, again, Date.now());
    expect(await ended()).toHaveLength(2);
  });
});
