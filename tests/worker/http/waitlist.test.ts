import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { appointmentView } from "../../../src/contracts/booking.ts";
import { busyView, conflictView } from "../../../src/contracts/busy.ts";
import { waitlistEntryView } from "../../../src/contracts/waitlist.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { anOffer, booked, cancel, join } from "../../support/worker/waitlist.ts";

const at = (minute: number) => new Date(inTenDays(minute)).toISOString();
const page = z.object({ items: z.array(waitlistEntryView), nextCursor: z.string().nullable() });
const busyList = z.object({ items: z.array(busyView) });
const conflicts = z.object({ items: z.array(conflictView) });

async function aClient(tenant: TestTenant) {
  const key = await aKey(tenant);
  const send = (path: string, options: ApiRequest = {}) =>
    request(`/api/v1/branches/${tenant.branchId}${path}`, { key, ...options });
  return { tenant, send };
}

function wish({ cut, anna }: TestTenant, more: object = {}) {
  const customer = { name: "Erika Muster", phone: "+4915112345678" };
  return { serviceId: cut, staffId: anna, from: at(540), to: at(900), customer, ...more };
}

const outcome = async (response: Response) => [response.status, (await problemOf(response)).code];

beforeAll(async () => {
  await (await aClient(await aTenant())).send("/waitlist");
});

describe("the waitlist", () => {
  it("takes who waits, offers what is cancelled, and books it with their contact", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const appointment = await booked(tenant, 600);
    const joined = await send("/waitlist", { body: wish(tenant, { notes: "by the window" }) });
    expect(joined.status).toBe(201);
    const entry = waitlistEntryView.parse(await joined.json());
    expect(entry).toMatchObject({ status: "waiting", offer: null, customer: { name: "Erika Muster" }, language: "en" });
    expect(await outcome(await send(`/waitlist/${entry.id}/book`, { body: {} }))).toEqual([409, "not_offered"]);

    await cancel(tenant, appointment);

    const [offered] = page.parse(await (await send("/waitlist?status=offered")).json()).items;
    expect(offered?.offer).toMatchObject({ staffId: tenant.anna, serviceId: tenant.cut });
    const answer = await send(`/waitlist/${entry.id}/book`, { body: {} });
    expect(answer.status).toBe(201);
    expect(appointmentView.parse(await answer.json())).toMatchObject({
      status: "confirmed",
      customer: { name: "Erika Muster", phone: "+4915112345678", notes: "by the window" },
    });
    await tenant.calendar().drain(tenant.ref);
    expect(await rawRows(tenant, "appointments")).toHaveLength(2);
  });

  it("takes no more people than a session seats: nothing could ever be offered to them", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const answer = await send("/waitlist", { body: wish(tenant, { partySize: 2 }) });
    expect(await problemOf(answer)).toMatchObject({ status: 409, code: "no_capacity", title: "Only 1 seat is left." });
  });

  it("is read a page at a time, longest waiting first", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const ids = [];
    for (let waiting = 0; waiting < 5; waiting++) ids.push((await join(tenant)).id);
    const seen: string[] = [];
    for (let query = "?limit=2"; query !== ""; ) {
      const { items, nextCursor } = page.parse(await (await send(`/waitlist${query}`)).json());
      seen.push(...items.map(({ id }) => id));
      query = nextCursor === null ? "" : `?limit=2&cursor=${nextCursor}`;
    }
    expect(seen.sort()).toEqual(ids.sort());
  });

  it("knows a request that comes twice, and refuses its key for another", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const headers = { "idempotency-key": "once" };
    const [first, second] = await Promise.all([1, 2].map(() => send("/waitlist", { body: wish(tenant), headers })));
    expect(await first?.json()).toEqual(await second?.json());
    const other = await send("/waitlist", { body: wish(tenant, { to: at(901) }), headers });
    expect(await outcome(other)).toEqual([422, "idempotency_mismatch"]);
  });

  it("refuses what can never be offered", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const [past, now] = [new Date(Date.now() - 10_000).toISOString(), new Date(Date.now() - 1).toISOString()];
    const ask = async (more: object) => outcome(await send("/waitlist", { body: wish(tenant, more) }));
    expect(await ask({ from: past, to: now })).toEqual([409, "window_over"]);
    expect(await ask({ from: at(900), to: at(540) })).toEqual([400, "invalid_input"]);
    expect(await ask({ serviceId: tenant.colour, staffId: tenant.ben })).toEqual([409, "staff_not_offered"]);
    expect(await ask({ serviceId: (await aTenant()).cut })).toEqual([409, "unknown_service"]);
  });

  it("asks what the service asks before it books: all of it by API, and at the counter what is known", async () => {
    const question = { label: "Allergies?", type: "text" as const, choices: [], isRequired: true };
    const offered = async () => {
      const tenant = await aTenant();
      await setPolicy(tenant.cut, { questions: [{ id: "allergies", ...question }] });
      const { id } = await anOffer(tenant);
      return { path: `/waitlist/${id}/book`, ...(await aClient(tenant)) };
    };
    const { path, send } = await offered();
    const refused = await problemOf(await send(path, { body: {} }));
    expect(refused).toMatchObject({ status: 400, errors: [{ field: "answers.allergies", rule: "is required" }] });
    const answered = { body: { answers: { allergies: "none" } } };
    const booked = appointmentView.parse(await (await send(path, answered)).json());
    expect(booked.customer).toMatchObject({ name: "Erika", answers: { allergies: "none" } });
    expect(appointmentView.parse(await (await send(path, { body: {} })).json()).id).toBe(booked.id);

    const other = await offered();
    const session = await aSession(other.tenant, "staff");
    const desk = `/api/v1/branches/${other.tenant.branchId}${other.path}`;
    expect((await request(desk, { session, body: {} })).status).toBe(201);
  });

  it("lets people go", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const { id } = await anOffer(tenant);
    for (let times = 0; times < 2; times++) {
      expect((await send(`/waitlist/${id}`, { method: "DELETE" })).status).toBe(204);
    }
    expect(await outcome(await send(`/waitlist/${id}/book`, { body: {} }))).toEqual([409, "not_offered"]);
  });
});

describe("blocked time", () => {
  const block = ({ anna }: TestTenant, more: object = {}) => ({
    body: { calendarId: anna, startsAt: at(600), endsAt: at(660), note: "Dr. Canary", ...more },
  });

  it("is kept with its note, takes the time, and is given back", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const made = await send("/busy", block(tenant));
    expect(made.status).toBe(201);
    const busy = busyView.parse(await made.json());
    expect(busy).toMatchObject({ source: "manual", note: "Dr. Canary", calendarId: tenant.anna });
    const window = `?from=${at(0)}&to=${at(1_000)}`;
    expect(busyList.parse(await (await send(`/busy${window}`)).json()).items).toEqual([busy]);
    const hold = { body: { serviceId: tenant.cut, staffId: tenant.anna, startsAt: at(600) } };
    expect(await outcome(await send("/holds", hold))).toEqual([409, "slot_taken"]);

    for (let times = 0; times < 2; times++) {
      expect((await send(`/busy/${busy.id}`, { method: "DELETE" })).status).toBe(204);
    }
    expect((await send("/holds", hold)).status).toBe(201);
  });

  it("raises a conflict that a person can dismiss, once and for all", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const appointment = await booked(tenant, 600);
    await send("/busy", block(tenant));
    const open = async () => conflicts.parse(await (await send("/conflicts")).json()).items;
    const [conflict] = await open();
    expect(conflict).toMatchObject({ appointmentId: appointment.id, resolvedAt: null });

    const dismissed = await send(`/conflicts/${conflict?.id}/dismiss`, { body: {} });

    const resolved = conflictView.parse(await dismissed.json());
    expect(resolved.resolvedAt).not.toBeNull();
    expect(await open()).toEqual([]);
    expect(await (await send(`/conflicts/${conflict?.id}/dismiss`, { body: {} })).json()).toEqual(resolved);
  });

  it("of an outside calendar is not given back here", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const window = { start: inTenDays(600), end: inTenDays(660) };
    const told = { source: "google:con_1", calendarId: tenant.anna, window, intervals: [window], actor: "test" };
    await tenant.calendar().busy(tenant.ref, "set", told);
    const [busy] = busyList.parse(await (await send(`/busy?from=${at(0)}&to=${at(1_000)}`)).json()).items;
    expect(await outcome(await send(`/busy/${busy?.id}`, { method: "DELETE" }))).toEqual([409, "not_manual"]);
  });

  it("needs a calendar of the branch and a window that can be kept", async () => {
    const { tenant, send } = await aClient(await aTenant());
    const stranger = (await aTenant()).anna;
    expect(await outcome(await send("/busy", block(tenant, { calendarId: stranger })))).toEqual([404, "not_found"]);
    expect(await outcome(await send("/busy", block(tenant, { endsAt: at(600) })))).toEqual([400, "invalid_input"]);
    const far = new Date(inTenDays(600) + 63 * 86_400_000).toISOString();
    expect(await outcome(await send("/busy", block(tenant, { endsAt: far })))).toEqual([400, "invalid_input"]);
    expect(await outcome(await send(`/busy?from=${at(0)}&to=${far}`))).toEqual([400, "invalid_input"]);
  });
});

describe("everything of them", () => {
  const writes = (tenant: TestTenant, entryId: string): [string, ApiRequest][] => [
    ["/waitlist", { body: wish(tenant) }],
    [`/waitlist/${entryId}/book`, { body: {} }],
    [`/waitlist/${entryId}`, { method: "DELETE" }],
    ["/busy", { body: { calendarId: tenant.anna, startsAt: at(600), endsAt: at(660) } }],
  ];
  const reads = ["/waitlist", "/busy", "/conflicts"];

  it("is closed to other tenants", async () => {
    const tenant = await aTenant();
    const { id } = await anOffer(tenant);
    const key = await aKey(await aTenant());
    const { send } = await aClient(tenant);
    for (const [path, options] of [...writes(tenant, id), ...reads.map((path): [string, ApiRequest] => [path, {}])]) {
      expect(await outcome(await send(path, { ...options, key }))).toEqual([404, "not_found"]);
    }
  });

  it("may be read by a viewer and changed by staff", async () => {
    const tenant = await aTenant();
    const { id } = await anOffer(tenant);
    const [viewer, staff] = [await aSession(tenant, "viewer"), await aSession(tenant, "staff")];
    const path = `/api/v1/branches/${tenant.branchId}`;
    for (const read of reads) expect((await request(path + read, { session: viewer })).status).toBe(200);
    for (const [write, options] of writes(tenant, id)) {
      expect((await request(path + write, { ...options, session: viewer })).status).toBe(403);
      expect((await request(path + write, { ...options, session: staff })).status).toBeLessThan(300);
    }
  });
});
