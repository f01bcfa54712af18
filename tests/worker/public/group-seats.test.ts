import { beforeAll, describe, expect, it } from "vitest";
import { toRfc3339 } from "../../../src/domain/time.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { request } from "../../support/worker/credentials.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";

const TEN = inTenDays(600);
const SEATS = 4;

beforeAll(async () => {
  await request("/health");
});

async function aClass(capacity = SEATS): Promise<TestTenant> {
  const tenant = await aTenant();
  await setPolicy(tenant.cut, { capacity });
  return tenant;
}

async function read(path: string): Promise<string> {
  return (await request(path)).text();
}

/** With Anna: Ben would give the same class. */
function withAnna(tenant: TestTenant, rest = "", query: Record<string, string> = {}): string {
  const all = new URLSearchParams({ lang: "en", date: dateInTenDays(), staff: tenant.anna, ...query });
  return `/b/${tenant.tenantId}/${tenant.branchId}/${tenant.cut}${rest}?${all.toString()}`;
}

function formFor(tenant: TestTenant, people: number, at = TEN): string {
  return `${bookPath(tenant, at)}&staff=${tenant.anna}&people=${people}`;
}

async function takeSeats(tenant: TestTenant, partySize: number): Promise<void> {
  const { wish, ...booking } = await aBooking(tenant, { startsAt: TEN });
  const answer = await tenant.calendar().book(tenant.ref, { ...booking, wish: { ...wish, partySize } });
  if (!answer.ok) throw new Error(answer.error.reason);
}

async function webBookings(tenant: TestTenant) {
  const { appointments } = await tenant.calendar().day(tenant.ref, { start: TEN - 86_400_000, end: TEN + 86_400_000 });
  return appointments.filter(({ source }) => source.channel === "web");
}

describe("who books a group session on the web", () => {
  it("chooses how many come, and is shown the times that have so many seats", async () => {
    const tenant = await aClass();
    await takeSeats(tenant, 2);
    const at = encodeURIComponent(toRfc3339("Europe/Berlin", TEN));
    const two = await read(withAnna(tenant, "", { people: "2" }));
    expect(two).toMatch(
      /<select id="people" name="people">(<option value="\d"( selected="")?>\d<\/option>){4}<\/select>/,
    );
    expect(two).toContain('<option value="2" selected="">');
    expect(two).toContain(`book?at=${at}&amp;staff=${tenant.anna}&amp;people=2&amp;lang=en`);
    expect(two).toContain("2 seats left");
    const three = await read(withAnna(tenant, "", { people: "3" }));
    expect(three).not.toContain(`at=${at}`);
    expect(three).toMatch(/class="days".+people=3/);

    type Times = { slots: { startsAt: string; href: string }[] };
    const asked = async (people: string) => (await request(withAnna(tenant, "/times", { people }))).json<Times>();
    const [some, fewer] = [await asked("2"), await asked("3")];
    expect(some.slots.find(({ startsAt }) => Date.parse(startsAt) === TEN)?.href).toContain("people=2");
    expect(fewer.slots.map(({ startsAt }) => Date.parse(startsAt))).not.toContain(TEN);
  });

  it.each(["5", "0", "-1", "1.5", "many", ""])("gets the times of one seat where %j makes no sense", async (people) => {
    const page = await read(withAnna(await aClass(), "", { people }));
    expect(page).toContain('<option value="1" selected="">');
    expect(page).not.toMatch(/(book|times)\?[^"]*people=/);
  });

  it("types the number where the list would be long, and is asked for none where one alone can come", async () => {
    expect(await read(withAnna(await aClass(30)))).toContain('type="number" min="1" max="30" value="1"');
    expect(await read(withAnna(await aTenant()))).not.toContain('name="people"');
  });

  it("sees the price of one in the list, and of all of them with the form and on the page of the booking", async () => {
    const tenant = await aClass();
    expect(await read(`/b/${tenant.tenantId}/${tenant.branchId}?lang=en`)).toContain("€35.00 per person");
    const path = formFor(tenant, 3);
    const form = await read(path);
    expect(form).toMatch(/People: 3 · 45 minutes · €105\.00/);
    expect(form).toContain('name="people" value="3"');
    expect(form).toMatch(/data-watch="[^"]+people=3/);
    const booked = await post(path, aForm(TEN, { people: "3" }));
    expect(booked.status).toBe(303);
    expect(await webBookings(tenant)).toMatchObject([{ partySize: 3, priceMinor: 10_500, staffId: tenant.anna }]);
    const page = await read(leadsTo(booked));
    expect(page).toMatch(/<dt>People<\/dt><dd>3<\/dd>/);
    expect(page).toContain("€105.00");
  });

  it("gets as many seats as there are and no more, and others are offered for as many", async () => {
    const tenant = await aClass();
    await takeSeats(tenant, 2);
    const refused = await post(formFor(tenant, 3), aForm(TEN, { people: "3" }));
    const html = await refused.text();
    expect([refused.status, html.includes("There are not that many seats left.")]).toEqual([409, true]);
    expect(html).toContain('name="people" value="3"');
    const instead = /name="instead" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await post(formFor(tenant, 3), aForm(TEN, { people: "3", instead, ticket }))).status).toBe(303);
    expect(await webBookings(tenant)).toMatchObject([{ startsAt: Date.parse(instead), partySize: 3 }]);
    expect((await post(formFor(tenant, 2), aForm(TEN, { people: "2" }))).status).toBe(303);
  });

  it("cannot take more than a session has, whatever the form says", async () => {
    const tenant = await aClass();
    for (const people of ["5", "500"]) {
      expect((await post(bookPath(tenant, TEN), aForm(TEN, { people }))).status).toBe(409);
    }
    const alone = await aTenant();
    expect((await post(bookPath(alone, TEN), aForm(TEN, { people: "2" }))).status).toBe(409);
    expect([...(await webBookings(tenant)), ...(await webBookings(alone))]).toEqual([]);
  });

  it("at once with others, gets no seat twice (abuse 16)", async () => {
    const tenant = await aClass();
    const parties = await Promise.all(
      Array.from({ length: 6 }, () => post(formFor(tenant, 2), aForm(TEN, { people: "2" }))),
    );
    expect(parties.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 303, 409, 409, 409, 409]);
    expect(await webBookings(tenant)).toHaveLength(2);
  });

  it("moves to times that have room for all of them", async () => {
    const tenant = await aClass();
    const later = inTenDays(690);
    await takeSeats(tenant, 2);
    const booked = await post(formFor(tenant, 3, later), aForm(later, { people: "3" }));
    const page = await read(`${leadsTo(booked).split("?")[0]}/move?lang=en&date=${dateInTenDays()}`);
    expect(page).toContain('name="startsAt"');
    const moved = await post(`${leadsTo(booked).split("?")[0]}/move`, { startsAt: toRfc3339("Europe/Berlin", TEN) });
    expect(moved.status).toBe(303); // Ben gives the class too
    expect(await webBookings(tenant)).toMatchObject([{ startsAt: TEN, staffId: tenant.ben, partySize: 3 }]);
  });
});
