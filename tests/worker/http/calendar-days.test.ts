import { beforeAll, describe, expect, it } from "vitest";
import { type CalendarDaysView, calendarDaysView } from "../../../src/contracts/booking.ts";
import { instantsAt } from "../../../src/domain/time.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { anImported, dateInTenDays } from "../../support/worker/commands.ts";
import { aStaffLogin } from "../../support/worker/credentials.ts";

const date = dateInTenDays();
const next = dateInTenDays(1);

function ask({ tenant, send }: Client, query = `from=${date}&to=${next}`): Promise<Response> {
  return send(`/branches/${tenant.branchId}/calendar/days?${query}`);
}

async function daysOf(client: Client, query?: string): Promise<CalendarDaysView["days"]> {
  await client.tenant.calendar().drain(client.tenant.ref);
  return calendarDaysView.parse(await (await ask(client, query)).json()).days;
}

const countsOf = (days: CalendarDaysView["days"]) => days.map(({ date: day, count }) => [day, count]);
const clocksOf = (days: CalendarDaysView["days"]) =>
  days.map(({ first }) => first.map(({ startsAt }) => startsAt.slice(11, 16)));

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("how full days are", () => {
  it("is told of each day: how many in all, and the first three of them", async () => {
    const client = await aClient();
    for (const minute of [900, 600, 780, 660, 720]) await bookedBy(client, { startsAt: wallTime(minute) });
    const days = await daysOf(client);
    expect(countsOf(days)).toEqual([
      [date, 5],
      [next, 0],
    ]);
    expect(clocksOf(days)).toEqual([["10:00", "11:00", "12:00"], []]);
    expect(days[0]?.first.map(({ customer }) => customer.name)).toEqual(["Erika", "Erika", "Erika"]);
  });

  it("goes by the branch's midnight", async () => {
    const client = await aClient();
    for (const [day, minute] of [
      [date, 1_380],
      [next, 15],
    ] as const) {
      await anImported(client.tenant, "confirmed", (instantsAt("Europe/Berlin", day, minute)[0] ?? 0) - Date.now());
    }
    const days = await daysOf(client);
    expect(clocksOf(days)).toEqual([["23:00"], ["00:15"]]);
    expect(clocksOf(await daysOf(client, `from=${next}&to=${next}`))).toEqual([["00:15"]]);
  });

  it("leaves out what gave its time back unless asked, and others' where one member is asked about", async () => {
    const client = await aClient();
    const { anna, ben } = client.tenant;
    const gone = await bookedBy(client, { startsAt: wallTime(600) });
    await bookedBy(client, { startsAt: wallTime(660) });
    await bookedBy(client, { startsAt: wallTime(720), staffId: ben });
    await client.send(`/appointments/${gone.id}/cancel`, { body: {} });
    const range = `from=${date}&to=${date}`;
    expect(countsOf(await daysOf(client, range))).toEqual([[date, 2]]);
    expect(clocksOf(await daysOf(client, range))).toEqual([["11:00", "12:00"]]);
    expect(countsOf(await daysOf(client, `${range}&cancelled=true`))).toEqual([[date, 3]]);
    expect(clocksOf(await daysOf(client, `${range}&staffId=${ben}`))).toEqual([["12:00"]]);
    const list = await client.send(`/appointments?branchId=${client.tenant.branchId}&staffId=${anna}`);
    const { items } = await list.json<{ items: { staffId: string }[] }>();
    expect(items.map(({ staffId }) => staffId)).toEqual([anna, anna]);
  });

  it("counts for a member who sees their own calendar what is theirs", async () => {
    const tenant = await aTenant();
    const client = await aClient(tenant);
    await bookedBy(client);
    await bookedBy(client, { staffId: tenant.ben, startsAt: wallTime(660) });
    const anna = await aClient(tenant, { session: (await aStaffLogin(tenant, tenant.anna)).token });
    expect(countsOf(await daysOf(anna, `from=${date}&to=${date}`))).toEqual([[date, 1]]);
    expect(countsOf(await daysOf(anna, `from=${date}&to=${date}&staffId=${tenant.ben}`))).toEqual([[date, 0]]);
  });

  it("is nothing to another business", async () => {
    const [mine, other] = [await aClient(), await aClient()];
    expect(await outcomeOf(await ask({ ...mine, send: other.send }))).toBe("404 not_found");
  });

  it.each([
    `from=${next}&to=${date}`,
    "from=2026-01-01&to=2026-03-04",
    "from=2026-01-01",
    `from=${date}&to=${next}&cancelled=1`,
  ])("of %s is a 400", async (query) => {
    expect(await outcomeOf(await ask(await aClient(), query))).toBe("400 invalid_input");
  });

  it("is told of 62 days at most", async () => {
    expect(await daysOf(await aClient(), "from=2026-01-01&to=2026-03-03")).toHaveLength(62);
  });
});
