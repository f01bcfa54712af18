import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { MeView } from "../../../src/contracts/identity.ts";
import type { BranchFrame, FeedFrame } from "../../../src/contracts/live.ts";
import { updateUser } from "../../../src/db/queries/users.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, bookingBody, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aStaffLogin } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { connect } from "../../support/worker/sockets.ts";

/** A salon with an appointment for each of two, and Anna's login, who may see her own calendar alone. */
async function aSalon() {
  const tenant = await aTenant();
  const all = await aClient(tenant);
  const login = await aStaffLogin(tenant, tenant.anna);
  const anna = await aClient(tenant, { session: login.token });
  const hers = await bookedBy(all, { customer: { name: "Hanna Eigen", phone: "+4915112340001" } });
  const bens = await bookedBy(all, {
    staffId: tenant.ben,
    startsAt: wallTime(660),
    customer: { name: "Frieda Fremd", phone: "+4915112340002" },
  });
  await tenant.calendar().drain(tenant.ref);
  return { tenant, all, anna, login, hers, bens };
}

type Listed = { items: { id: string }[] };
const idsOf = async (response: Response) => ((await response.json()) as Listed).items.map(({ id }) => id);

describe("abuse 7: staff reach for the calendars of others", () => {
  it("abuse 7: another's appointment is in no list, and a 404 to look at, move, cancel or settle", async () => {
    const { tenant, anna, hers, bens } = await aSalon();
    expect(await idsOf(await anna.send("/appointments"))).toEqual([hers.id]);
    const day = await anna.send(`/branches/${tenant.branchId}/calendar?date=${dateInTenDays()}`);
    const { appointments, staff } = (await day.json()) as Record<"appointments" | "staff", { id: string }[]>;
    expect([appointments, staff].map((list) => list.map(({ id }) => id))).toEqual([[hers.id], [tenant.anna]]);

    const acts = ["reschedule", "cancel", "check-in", "complete", "no-show"];
    for (const act of acts) {
      const body = act === "reschedule" ? { startsAt: wallTime(720) } : {};
      expect(await outcomeOf(await anna.send(`/appointments/${bens.id}/${act}`, { body }))).toBe("404 not_found");
    }
    expect((await anna.send(`/appointments/${bens.id}`)).status).toBe(404);
    expect((await anna.send(`/appointments/${hers.id}`)).status).toBe(200);
    expect((await anna.send(`/appointments/${hers.id}/cancel`, { body: {} })).status).toBe(200);
  });

  it("abuse 7: they book, hold, wait, block and look for time on their own calendar, and are refused another's", async () => {
    const { tenant, anna } = await aSalon();
    const { branchId, cut, ben, anna: annaId } = tenant;
    const base = `/branches/${branchId}`;
    const asBen = { serviceId: cut, staffId: ben, startsAt: wallTime(780) };
    const window = { from: wallTime(540), to: wallTime(1_080) };
    const customer = { name: "Erika", phone: "+4915112340003" };
    const refused = await Promise.all([
      anna.send("/appointments", { body: bookingBody(tenant, asBen) }),
      anna.send(`${base}/holds`, { body: asBen }),
      anna.send(`${base}/availability?serviceId=${cut}&staffId=${ben}`),
      anna.send(`${base}/waitlist`, { body: { serviceId: cut, staffId: ben, ...window, customer } }),
      anna.send(`${base}/busy`, { body: { calendarId: ben, startsAt: wallTime(900), endsAt: wallTime(960) } }),
      anna.send("/series/preview", { body: { branchId, ...asBen, rrule: "FREQ=WEEKLY;COUNT=2" } }),
    ]);
    for (const answer of refused) expect(await outcomeOf(answer)).toBe("403 other_calendar");

    const { staffId: _, ...anyone } = bookingBody(tenant, { startsAt: wallTime(840) });
    const booked = await anna.send("/appointments", { body: anyone });
    expect(await booked.json()).toMatchObject({ staffId: annaId });
    const free = await anna.send(`${base}/availability?serviceId=${cut}&limit=500`);
    const { slots } = (await free.json()) as { slots: { staffIds: string[] }[] };
    expect(new Set(slots.flatMap(({ staffIds }) => staffIds))).toEqual(new Set([annaId]));
  });

  it("abuse 7: they know the customers of their own appointments alone", async () => {
    const { anna, all, hers } = await aSalon();
    const everybody = await idsOf(await all.send("/customers"));
    const [known, ...others] = await idsOf(await anna.send("/customers"));
    expect([everybody.length, others]).toEqual([2, []]);
    expect(await idsOf(await anna.send(`/customers/${known}/appointments`))).toEqual([hers.id]);
    const stranger = everybody.find((id) => id !== known);
    expect((await anna.send(`/customers/${stranger}`)).status).toBe(404);
    const change = await anna.send(`/customers/${stranger}`, { method: "PATCH", body: { notes: "x" } });
    expect(await outcomeOf(change)).toBe("404 not_found");
    expect(await idsOf(await anna.send("/customers?q=Frieda"))).toEqual([]);
  });

  it("abuse 7: waitlist, blocked time and conflicts of others are none", async () => {
    const { tenant, all, anna } = await aSalon();
    const base = `/branches/${tenant.branchId}`;
    const wish = { serviceId: tenant.cut, from: wallTime(540), to: wallTime(1_080), customer: { name: "Wartende" } };
    const join = (staffId: string) => all.send(`${base}/waitlist`, { body: { ...wish, staffId } });
    const [mine, other] = (await Promise.all([tenant.anna, tenant.ben].map(async (id) => (await join(id)).json()))) as {
      id: string;
    }[];
    expect(await idsOf(await anna.send(`${base}/waitlist`))).toEqual([mine?.id]);
    expect((await anna.send(`${base}/waitlist/${other?.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await idsOf(await all.send(`${base}/waitlist?status=waiting`))).toContain(other?.id);

    const busy = { calendarId: tenant.ben, startsAt: wallTime(660), endsAt: wallTime(720) };
    const { id: busyId } = (await (await all.send(`${base}/busy`, { body: busy })).json()) as { id: string };
    const window = `from=${encodeURIComponent(wallTime(540))}&to=${encodeURIComponent(wallTime(1_080))}`;
    expect(await idsOf(await anna.send(`${base}/busy?${window}`))).toEqual([]);
    const [conflict] = await idsOf(await all.send(`${base}/conflicts`));
    expect(await idsOf(await anna.send(`${base}/conflicts`))).toEqual([]);
    const dismissed = await anna.send(`${base}/conflicts/${conflict}/dismiss`, { body: {} });
    expect(dismissed.status).toBe(404);
    await anna.send(`${base}/busy/${busyId}`, { method: "DELETE" });
    expect(await idsOf(await all.send(`${base}/busy?${window}`))).toEqual([busyId]);
  });

  it("abuse 7: live views tell them of their own calendar, and of the rest no more than that something happened", async () => {
    const { tenant, all, login, bens } = await aSalon();
    const session = { session: login.token };
    const branch = await connect<BranchFrame>(`/live/branches/${tenant.branchId}?since=0`, session);
    const feed = await connect<FeedFrame>("/live/tenant", session);
    await Promise.all([branch.events(2), feed.hello()]);
    const moved = await bookedBy(all, { startsAt: wallTime(900), customer: { name: "Wandernde Kundin" } });
    await bookedBy(all, { staffId: tenant.ben, startsAt: wallTime(900), customer: { name: "Geheime Kundin" } });
    await all.send(`/appointments/${moved.id}/reschedule`, {
      body: { startsAt: wallTime(990), staffId: tenant.ben },
    });

    const events = (await branch.events(5)).map(({ event }) => event);
    expect(events.map(({ type }) => type)).toEqual([
      "appointment_booked",
      "hidden",
      "appointment_booked",
      "hidden",
      "hidden",
    ]);
    expect(events[4]).toEqual({ type: "hidden", appointmentId: moved.id });
    expect(JSON.stringify(branch.frames)).not.toMatch(/Fremd|Geheime/);
    const told = () => feed.frames.flatMap((frame) => ("event" in frame ? [JSON.stringify(frame.event)] : []));
    await eventually(() => expect(told().join()).toContain(moved.id));
    expect(told().join()).not.toContain(bens.id);
  });

  it("abuse 7: nobody's calendar is shown to staff who are linked to nobody, and everybody's to whom it is allowed", async () => {
    const { tenant, all, anna, login } = await aSalon();
    const db = tenantDb(env.DB, tenant.tenantId);
    await updateUser(db, login.userId, { staffId: null });
    for (const list of [
      "/appointments",
      ...["waitlist", "conflicts"].map((name) => `/branches/${tenant.branchId}/${name}`),
    ])
      expect(await idsOf(await anna.send(list))).toEqual([]); // a page that asks for all of them shows no refusal
    const free = await anna.send(`/branches/${tenant.branchId}/availability?serviceId=${tenant.cut}`);
    expect(await outcomeOf(free)).toBe("403 other_calendar");
    const isToldTo = async () => (await (await anna.send("/me")).json<MeView>()).seesAllCalendars;
    expect(await isToldTo()).toBe(false);
    await updateUser(db, login.userId, { seesAllCalendars: true });
    await eventually(async () => expect(await isToldTo()).toBe(true));
    const everything = await idsOf(await all.send("/appointments"));
    await eventually(async () => expect(await idsOf(await anna.send("/appointments"))).toEqual(everything));
  });
});
