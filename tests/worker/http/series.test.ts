import { beforeAll, describe, expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import { type GroupSummary, type GroupView, groupView, type PackageStartView } from "../../../src/contracts/groups.ts";
import { type ProblemView, problem } from "../../../src/contracts/problem.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { clockChange, wallClock, weeklyFrom } from "../../support/worker/groups.ts";
import { rawRows } from "../../support/worker/rows.ts";

const at = (minute: number) => new Date(inTenDays(minute)).toISOString();
const customer = { name: "Erika", phone: "+4915112345678" };
const oneDay = { frequency: "daily", interval: 1, end: { count: 1 } };
const THREE_DAYS = "FREQ=DAILY;COUNT=3";

type Client = { tenant: TestTenant; send: (path: string, options?: ApiRequest) => Promise<Response> };

async function aClient(): Promise<Client> {
  const tenant = await aTenant();
  const key = await aKey(tenant);
  return { tenant, send: (path, options = {}) => request(`/api/v1${path}`, { key, ...options }) };
}

function seriesBody({ branchId, cut, anna }: TestTenant, more: object = {}) {
  return { branchId, serviceId: cut, staffId: anna, startsAt: at(600), rrule: THREE_DAYS, customer, ...more };
}

async function bookSeries({ tenant, send }: Client, more: object = {}): Promise<GroupView> {
  return groupOf(await send("/series", { body: seriesBody(tenant, more) }), 201);
}

async function groupOf(response: Response, status = 200): Promise<GroupView> {
  if (response.status !== status) throw new Error(`${response.status}: ${await response.text()}`);
  return groupView.parse(await response.json());
}

async function refusalOf(response: Response): Promise<ProblemView> {
  return problem.parse(await response.json());
}

const timesOf = (appointments: AppointmentView[]) => appointments.map(({ startsAt }) => startsAt.slice(11, 19));

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("a series", () => {
  it("is booked in one request, reported date by date, and listed", async () => {
    const client = await aClient();
    const { id, appointments, report } = await bookSeries(client);

    expect(appointments.map(({ group }) => group)).toEqual(
      [1, 2, 3].map((position) => ({ id, kind: "series", position })),
    );
    expect(report.map(({ status }) => status)).toEqual(["booked", "booked", "booked"]);
    const listed = await (await client.send(`/series/${id}?limit=2`)).json<{
      items: AppointmentView[];
      nextCursor: string;
    }>();
    expect(listed.items.map((item) => item.id)).toEqual(appointments.slice(0, 2).map((each) => each.id));
    const rest = await (await client.send(`/series/${id}?cursor=${listed.nextCursor}`)).json<{
      items: AppointmentView[];
    }>();
    expect(rest.items.map((item) => item.id)).toEqual([appointments[2]?.id]);
  });

  it("is in the list of its branch, with what is next and how much stands, and in nobody else's", async () => {
    const [client, other] = [await aClient(), await aClient()];
    const { branchId } = client.tenant;
    const first = await bookSeries(client);
    const second = await bookSeries(client, { staffId: client.tenant.ben });
    const [skipped] = first.appointments;
    await client.send(`/appointments/${skipped?.id}/cancel`, { body: {} });
    await client.tenant.calendar().drain(client.tenant.ref);
    const list = async (query: string) =>
      (await client.send(`/series?branchId=${branchId}${query}`)).json<{ items: GroupSummary[]; nextCursor: string }>();

    const page = await list("&limit=1");
    expect(page.items).toMatchObject([{ id: second.id, kind: "series", total: 3, ahead: 3 }]);
    const { items } = await list(`&limit=1&cursor=${page.nextCursor}`);
    expect(items).toMatchObject([
      { id: first.id, total: 3, ahead: 2, firstAt: skipped?.startsAt, appointment: { id: first.appointments[1]?.id } },
    ]);
    expect((await other.send(`/series?branchId=${branchId}`)).status).toBe(404);
  });

  it("takes its rule as an object as well, and books one customer, even one without a number", async () => {
    const client = await aClient();
    const rule = { frequency: "daily", interval: 2, end: { count: 2 } };
    const { appointments } = await bookSeries(client, { rule, rrule: undefined, customer: { name: "Guest" } });
    expect(appointments).toHaveLength(2);
    await client.tenant.calendar().drain(client.tenant.ref);
    expect(await rawRows(client.tenant, "customers")).toHaveLength(1);
  });

  it("is refused with what stands in the way, and books the rest where it may", async () => {
    const client = await aClient();
    const { branchId, cut, anna } = client.tenant;
    const second = at(600 + 1_440);
    const single = { branchId, serviceId: cut, staffId: anna, startsAt: second, customer };
    expect((await client.send("/appointments", { body: single })).status).toBe(201);

    const refused = await client.send("/series", { body: seriesBody(client.tenant) });
    expect(refused.status).toBe(409);
    const { code, occurrences = [] } = await refusalOf(refused);
    expect(code).toBe("series_conflict");
    expect(occurrences.map(({ status }) => status)).toEqual(["free", "slot_taken", "free"]);
    expect(occurrences[1]?.alternatives).toHaveLength(3);

    const { customer: _, ...asked } = seriesBody(client.tenant);
    const preview = await client.send("/series/preview", { body: asked });
    expect(await preview.json()).toEqual({ report: occurrences });

    const { appointments, report } = await bookSeries(client, { mode: "skip_conflicts" });
    expect(appointments.map(({ group }) => group?.position)).toEqual([1, 3]);
    expect(report.map(({ status }) => status)).toEqual(["booked", "slot_taken", "booked"]);
  });

  it.each([
    { more: { rrule: "FREQ=YEARLY;COUNT=2" }, field: "rrule" },
    { more: { rrule: undefined }, field: "rule" },
    { more: { rule: oneDay }, field: "rule" },
    { more: { rrule: "FREQ=DAILY;COUNT=105" }, field: "rrule" },
    { more: { rrule: "FREQ=DAILY;UNTIL=99991231" }, field: "rrule" },
    { more: { rrule: undefined, rule: { ...oneDay, exceptDates: [dateInTenDays()] } }, field: "rule.exceptDates" },
    { more: { startsAt: "9999-12-31T10:00:00Z" }, field: "startsAt" },
    { more: { mode: "maybe" }, field: "mode" },
  ])("with $more is refused by the name of its field", async ({ more, field }) => {
    const { tenant, send } = await aClient();
    const response = await send("/series", { body: seriesBody(tenant, more) });
    expect(response.status).toBe(400);
    expect((await refusalOf(response)).errors?.map((error) => error.field)).toEqual([field]);
  });

  it("without its days has those of its first date", async () => {
    const { tenant, send } = await aClient();
    for (const frequency of ["WEEKLY", "MONTHLY"]) {
      const { customer: _, ...asked } = seriesBody(tenant, { rrule: `FREQ=${frequency};COUNT=2` });
      const preview = await send("/series/preview", { body: asked });
      expect(preview.status).toBe(200);
      expect((await preview.json<{ report: object[] }>()).report[0]).toMatchObject({ status: "free" });
    }
  });

  it.each([
    ["FREQ=YEARLY;COUNT=2", "FREQ must be DAILY, WEEKLY or MONTHLY"],
    ["FREQ=WEEKLY", "COUNT or UNTIL is required"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", "UNTIL cannot stand beside COUNT"],
    ["FREQ=DAILY;UNTIL=20200101", "UNTIL must not lie before the first date"],
  ])("of %s is told in words: %s", async (rrule, words) => {
    const { tenant, send } = await aClient();
    const refused = await refusalOf(await send("/series", { body: seriesBody(tenant, { rrule }) }));
    expect(refused.errors).toEqual([{ field: "rrule", rule: words }]);
  });

  it("sent again with its key is the same; another one with that key is refused", async () => {
    const { tenant, send } = await aClient();
    const headers = { "idempotency-key": "once" };
    const first = await groupOf(await send("/series", { body: seriesBody(tenant), headers }), 201);
    const again = await groupOf(await send("/series", { body: seriesBody(tenant), headers }), 201);
    expect(again).toEqual(first);

    const other = await send("/series", { body: seriesBody(tenant, { startsAt: at(720) }), headers });
    expect(other.status).toBe(422);
    expect((await refusalOf(other)).code).toBe("idempotency_mismatch");
  });
});

describe("changing a series", () => {
  it("cancels the following, then all that is left, then nothing", async () => {
    const client = await aClient();
    const { id, appointments } = await bookSeries(client);
    const cancel = (body: object) => client.send(`/series/${id}/cancel`, { body });

    const following = await groupOf(await cancel({ scope: "following", fromAppointmentId: appointments[1]?.id }));
    expect(following.appointments.map(({ group, status }) => [group?.position, status])).toEqual([
      [2, "cancelled"],
      [3, "cancelled"],
    ]);
    const all = await groupOf(await cancel({ scope: "all", reason: "moved away" }));
    expect(all.appointments.map(({ id }) => id)).toEqual([appointments[0]?.id]);
    expect(await refusalOf(await cancel({ scope: "all" }))).toMatchObject({ status: 409, code: "already_cancelled" });
    expect((await cancel({ scope: "one" })).status).toBe(400);
    expect((await cancel({ scope: "one", fromAppointmentId: newId("apt") })).status).toBe(404);
  });

  it("moves all to a new local time on both sides of a change of the clocks", async () => {
    const client = await aClient();
    const startsAt = wallClock(clockChange(-10), 600);
    const { id } = await bookSeries(client, { startsAt, rrule: weeklyFrom(startsAt) });
    const moved = await groupOf(
      await client.send(`/series/${id}/reschedule`, {
        body: { scope: "all", startsAt: wallClock(clockChange(-9), 840) },
      }),
    );
    expect(timesOf(moved.appointments)).toEqual(["14:00:00", "14:00:00", "14:00:00"]);
    const offsets = moved.appointments.map(({ startsAt }) => startsAt.slice(19));
    expect(new Set(offsets)).toEqual(new Set(["+01:00", "+02:00"]));
    expect(moved.appointments.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(
      [-9, -2, 5].map((days) => clockChange(days)),
    );
  });

  it("moves none where one finds no place", async () => {
    const client = await aClient();
    const { id } = await bookSeries(client);
    await bookSeries(client, { startsAt: at(720) });
    const body = { scope: "all", startsAt: at(720), staffId: client.tenant.anna };
    const refused = await client.send(`/series/${id}/reschedule`, { body });
    expect(refused.status).toBe(409);
    expect((await refusalOf(refused)).occurrences?.map(({ status }) => status)).toEqual(Array(3).fill("slot_taken"));
    const { items } = await (await client.send(`/series/${id}`)).json<{ items: AppointmentView[] }>();
    expect(timesOf(items)).toEqual(["10:00:00", "10:00:00", "10:00:00"]);
  });
});

type PackageStarts = { starts: PackageStartView[]; nearest: PackageStartView[] };

describe("a package", () => {
  it("is offered, booked at an offered start, and moved as a whole", async () => {
    const { tenant, send } = await aClient();
    const query = `items=${tenant.cut},${tenant.colour}&from=${at(0)}&to=${at(1_439)}&limit=5`;
    const path = `/branches/${tenant.branchId}/packages/availability?${query}`;
    const { starts, nearest } = await (await send(path)).json<PackageStarts>();
    expect([starts.length, nearest]).toEqual([5, []]);

    const items = [{ serviceId: tenant.cut }, { serviceId: tenant.colour }];
    const body = { branchId: tenant.branchId, startsAt: starts[0]?.startsAt, items, customer };
    const { id, appointments } = await groupOf(await send("/packages", { body }), 201);
    expect(appointments[1]?.startsAt).toBe(appointments[0]?.endsAt);
    expect(appointments.map(({ group }) => group?.kind)).toEqual(["package", "package"]);

    const move = { scope: "all", startsAt: at(780) };
    const moved = await groupOf(await send(`/series/${id}/reschedule`, { body: move }));
    expect(timesOf(moved.appointments)).toEqual(["13:00:00", "13:45:00"]);
  });

  it("is offered on the nearest other day where the day asked about has no room", async () => {
    const { tenant, send } = await aClient();
    const [startsAt, endsAt] = [at(0), at(1_439)];
    for (const calendarId of [tenant.anna, tenant.ben])
      await send(`/branches/${tenant.branchId}/busy`, { body: { calendarId, startsAt, endsAt } });
    const query = `items=${tenant.cut},${tenant.colour}&from=${startsAt}&to=${endsAt}`;
    const asked = await send(`/branches/${tenant.branchId}/packages/availability?${query}`);
    const { starts, nearest } = await asked.json<PackageStarts>();
    expect([starts, nearest.length]).toEqual([[], 3]);

    const items = [{ serviceId: tenant.cut }, { serviceId: tenant.colour }];
    const booked = await send("/packages", {
      body: { branchId: tenant.branchId, startsAt: nearest[0]?.startsAt, items, customer },
    });
    expect(booked.status).toBe(201);
  });

  it("is offered with whom is asked for, part by part", async () => {
    const { tenant, send } = await aClient();
    const { branchId, cut, colour, anna, ben } = tenant;
    const window = `from=${at(0)}&to=${at(1_439)}&limit=1`;
    const offered = async (staff: string) => {
      const path = `/branches/${branchId}/packages/availability?items=${cut},${colour}&${window}&staff=${staff}`;
      const { starts } = await (await send(path)).json<PackageStarts>();
      return starts.flatMap(({ items }) => items.map(({ staffId }) => staffId));
    };
    expect(await offered(`${ben},`)).toEqual([ben, anna]);
    expect(await offered(`${anna},${anna}`)).toEqual([anna, anna]);
    expect(await offered(`,${ben}`)).toEqual([]); // does not colour
    const tooMany = await send(
      `/branches/${branchId}/packages/availability?items=${cut},${colour}&${window}&staff=,,${ben}`,
    );
    expect((await problemOf(tooMany)).errors).toEqual([{ field: "staff", rule: "must not be longer than items" }]);
  });

  it("takes as many seats in each service as it is asked for", async () => {
    const { tenant, send } = await aClient();
    const items = [{ serviceId: tenant.cut }, { serviceId: tenant.colour }];
    const body = { branchId: tenant.branchId, startsAt: at(600), items, customer, partySize: 2 };
    const { code, occurrences } = await refusalOf(await send("/packages", { body }));
    expect([code, occurrences?.map(({ status }) => status)]).toEqual(["package_conflict", ["no_capacity"]]);
    const path = `/branches/${tenant.branchId}/packages/availability?items=${tenant.cut},${tenant.colour}`;
    const { starts } = await (await send(`${path}&from=${at(0)}&to=${at(1_439)}&partySize=2`)).json<{ starts: [] }>();
    expect(starts).toEqual([]);
  });

  it("of one service, or of nine, is none", async () => {
    const { tenant, send } = await aClient();
    for (const count of [1, 9]) {
      const items = Array.from({ length: count }, () => ({ serviceId: tenant.cut }));
      const body = { branchId: tenant.branchId, startsAt: at(600), items, customer };
      expect((await send("/packages", { body })).status).toBe(400);
    }
  });
});

describe("series and packages", () => {
  it("of another tenant cannot be found, whatever the ids", async () => {
    const [mine, theirs] = [await aClient(), await aClient()];
    const { id, appointments } = await bookSeries(theirs);
    const target = { scope: "one", fromAppointmentId: appointments[0]?.id };
    const asked = [
      mine.send(`/series/${id}`),
      mine.send(`/series/${id}/cancel`, { body: target }),
      mine.send(`/series/${id}/reschedule`, { body: { ...target, startsAt: at(720) } }),
      mine.send("/series", { body: seriesBody(theirs.tenant, { startsAt: at(720) }) }),
    ];
    for (const response of await Promise.all(asked)) expect(response.status).toBe(404);

    const own = await bookSeries(mine);
    const foreign = await mine.send(`/series/${own.id}/cancel`, { body: target });
    expect(foreign.status).toBe(404);
    const { items } = await (await theirs.send(`/series/${id}`)).json<{ items: AppointmentView[] }>();
    expect(items.map(({ status }) => status)).toEqual(["confirmed", "confirmed", "confirmed"]);
  });

  it("may be booked by staff and seen, but not changed, by a viewer", async () => {
    const client = await aClient();
    const staff = await aSession(client.tenant, "staff");
    const viewer = await aSession(client.tenant, "viewer");
    const body = seriesBody(client.tenant);
    expect((await request("/api/v1/series", { session: viewer, body })).status).toBe(403);
    const { id } = await groupOf(await request("/api/v1/series", { session: staff, body }), 201);
    expect((await request(`/api/v1/series/${id}`, { session: viewer })).status).toBe(200);
    const cancel = { session: viewer, body: { scope: "all" } };
    expect((await request(`/api/v1/series/${id}/cancel`, cancel)).status).toBe(403);
  });
});
