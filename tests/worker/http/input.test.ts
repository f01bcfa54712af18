import { beforeAll, describe, expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

const at = (minute: number) => new Date(inTenDays(minute)).toISOString();
const customer = { name: "Erika", phone: "+4915112345678" };

type Client = { tenant: TestTenant; send: (path: string, options?: ApiRequest) => Promise<Response> };

async function aClient(): Promise<Client> {
  const tenant = await aTenant();
  const key = await aKey(tenant);
  return { tenant, send: (path, options = {}) => request(`/api/v1${path}`, { key, ...options }) };
}

function booking({ branchId, cut }: TestTenant, more: object = {}) {
  return { branchId, serviceId: cut, startsAt: at(600), customer, ...more };
}

/** Which fields a refusal of the input names. */
async function fieldsRefused(response: Response): Promise<string[] | undefined> {
  const { status, code, errors } = await problemOf(response);
  if (status !== 400 || code !== "invalid_input") throw new Error(`was answered ${status} ${code}`);
  return errors?.map(({ field }) => field);
}

async function expectNothingBooked(tenant: TestTenant): Promise<void> {
  await tenant.calendar().drain(tenant.ref);
  expect(await rawRows(tenant, "appointments")).toEqual([]);
}

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("a body", () => {
  const unknownFields = ["role", "tenantId", "priceMinor", "status", "id", "source", "callId", "version", "__proto__"];

  it.each(unknownFields)(
    "abuse 3 and abuse 13: with the field %s, which is not the client's to set, is refused by name",
    async (field) => {
      const { tenant, send } = await aClient();
      const body = JSON.stringify(booking(tenant)).replace("{", `{"${field}":"x",`);
      expect(await fieldsRefused(await send("/appointments", { body }))).toEqual([field]);
      await expectNothingBooked(tenant);
    },
  );

  it("with an unknown field deep inside is refused by its path", async () => {
    const { tenant, send } = await aClient();
    const body = booking(tenant, { customer: { ...customer, vip: true } });
    expect(await fieldsRefused(await send("/appointments", { body }))).toEqual(["customer.vip"]);
  });

  it.each([
    { field: "branchId", value: "brn_1" },
    { field: "serviceId", value: 7 },
    { field: "startsAt", value: "tomorrow" },
    { field: "startsAt", value: "2026-12-01T10:00" },
    { field: "startsAt", value: "+275760-09-13T00:00:00Z" },
    { field: "staffId", value: "svc_00000000000000000000000000" },
    { field: "holdId", value: "" },
    { field: "customer", value: null },
    { field: "customer.name", value: { name: "  " } },
    { field: "customer.name", value: { name: "x".repeat(121) } },
    { field: "customer.phone", value: { name: "E", phone: "0151 23456789" } },
    { field: "customer.phone", value: { name: "E", phone: "+49 12" } },
    { field: "customer.email", value: { name: "E", email: "erika at example" } },
    { field: "notes", value: "x".repeat(1_001) },
    { field: "language", value: "tlh" },
  ])("with a bad $field ($value) is refused by name", async ({ field, value }) => {
    const { tenant, send } = await aClient();
    const [top = ""] = field.split(".");
    const body = booking(tenant, { [top]: value });
    expect(await fieldsRefused(await send("/appointments", { body }))).toContain(field);
    await expectNothingBooked(tenant);
  });

  it("of somebody at the desk has its number read as one of the branch's country, wherever a customer is named", async () => {
    const { tenant } = await aClient();
    const session = await aSession(tenant, "owner");
    const send = (path: string, body: object) => request(`/api/v1${path}`, { session, body });
    const erika = { name: "Erika", phone: "0151 23456789" };
    const [cut, colour] = [tenant.cut, tenant.colour];
    const series = { rrule: "FREQ=DAILY;COUNT=1", startsAt: at(660) };
    const items = [{ serviceId: cut }, { serviceId: colour }];
    const named = async (response: Response): Promise<string | null | undefined> => {
      const answer = await response.json<AppointmentView & { appointments?: AppointmentView[] }>();
      return (answer.appointments?.[0] ?? answer).customer.phone;
    };
    const waiting = { serviceId: cut, from: at(600), to: at(900), customer: erika };
    const answers = [
      await send("/appointments", booking(tenant, { customer: erika })),
      await send("/series", booking(tenant, { ...series, customer: erika })),
      await send("/packages", { branchId: tenant.branchId, startsAt: at(780), items, customer: erika }),
      await send(`/branches/${tenant.branchId}/waitlist`, waiting),
    ];
    expect(await Promise.all(answers.map(named))).toEqual(Array(4).fill("+4915123456789"));
    const refused = await send("/appointments", booking(tenant, { customer: { name: "Erika", phone: "0151 2" } }));
    expect(await fieldsRefused(refused)).toEqual(["customer.phone"]);
  });

  it.each(["", "{", '{"branchId":', "undefined", "{'a':1}"])("that is not JSON (%j) is a 400", async (body) => {
    const { tenant, send } = await aClient();
    for (const path of ["/appointments", `/branches/${tenant.branchId}/holds`]) {
      const response = await send(path, { body });
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe("malformed_json");
    }
  });

  it("nested absurdly deep is a 400", async () => {
    const { send } = await aClient();
    expect((await send("/appointments", { body: "[".repeat(50_000) + "]".repeat(50_000) })).status).toBe(400);
  });

  it.each(["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])(
    "of the type %s is a 415",
    async (type) => {
      const { tenant, send } = await aClient();
      const body = JSON.stringify(booking(tenant));
      const response = await send("/appointments", { body, headers: { "content-type": type } });
      expect([response.status, (await problemOf(response)).code]).toEqual([415, "unsupported_media_type"]);
      await expectNothingBooked(tenant);
    },
  );

  it("that is missing is a 400 or a 415, never a fault", async () => {
    const { send } = await aClient();
    expect([400, 415]).toContain((await send("/appointments", { method: "POST" })).status);
  });

  it("that is too large is a 413, with its length told or not", async () => {
    const { tenant, send } = await aClient();
    const body = JSON.stringify(booking(tenant, { notes: "x".repeat(300_000) }));
    for (const headers of [{ "content-length": String(body.length) }, {}]) {
      const response = await send("/appointments", { body, headers });
      expect(response.status).toBe(413);
      expect((await problemOf(response)).code).toBe("too_large");
    }
  });
});

describe("abuse 2: ids of another tenant in a body", () => {
  it("are not found: the branch is a 404", async () => {
    const [{ tenant: theirs }, { send }] = [await aClient(), await aClient()];
    const response = await send("/appointments", { body: booking(theirs) });
    expect([response.status, (await problemOf(response)).code]).toEqual([404, "not_found"]);
    await expectNothingBooked(theirs);
  });

  it("look like ids that nobody has: service, member and hold", async () => {
    const [{ tenant: theirs }, { tenant, send }] = [await aClient(), await aClient()];
    const answers = async (ids: { cut: string; anna: string; hold: string }) => {
      const bodies = [
        booking(tenant, { serviceId: ids.cut }),
        booking(tenant, { staffId: ids.anna }),
        booking(tenant, { holdId: ids.hold }),
      ];
      return Promise.all(
        bodies.map(async (body) => {
          const response = await send("/appointments", { body });
          const { requestId: _, ...problem } = await problemOf(response);
          return problem;
        }),
      );
    };
    const held = await send(`/branches/${tenant.branchId}/holds`, {
      body: { serviceId: theirs.cut, startsAt: at(600) },
    });
    expect((await problemOf(held)).code).toBe("unknown_service");

    const foreign = await answers({ cut: theirs.cut, anna: theirs.anna, hold: newId("hld") });
    expect(foreign).toEqual(await answers({ cut: newId("svc"), anna: newId("stf"), hold: newId("hld") }));
    expect(foreign.map(({ status, code }) => [status, code])).toEqual([
      [409, "unknown_service"],
      [409, "unknown_staff"],
      [409, "hold_expired"],
    ]);
    await expectNothingBooked(tenant);
  });
});

describe("a query", () => {
  const bad = [
    { path: "/appointments?limit=0", field: "limit" },
    { path: "/appointments?limit=101", field: "limit" },
    { path: "/appointments?limit=1.5", field: "limit" },
    { path: "/appointments?limit=ten", field: "limit" },
    { path: "/appointments?status=paid", field: "status" },
    { path: "/appointments?from=yesterday", field: "from" },
    { path: "/appointments?sort=name;DROP%20TABLE", field: "sort" },
    { path: "/appointments?cursor=eyJhIjoxfQ", field: "cursor" },
    { path: "/calls?status=dead", field: "status" },
    { path: "/calls?cursor=%00", field: "cursor" },
    { path: "/calls?limit=-1", field: "limit" },
    { path: "/services", field: "branchId" },
    { path: "/staff?branchId=x", field: "branchId" },
    { path: "/branches/BRANCH/availability", field: "serviceId" },
    { path: "/branches/BRANCH/availability?serviceId=SERVICE&limit=1001", field: "limit" },
    {
      path: "/branches/BRANCH/availability?serviceId=SERVICE&from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z",
      field: "to",
    },
    {
      path: "/branches/BRANCH/availability?serviceId=SERVICE&from=2026-12-01T00:00:00Z&to=2036-12-01T00:00:00Z",
      field: "to",
    },
    { path: "/branches/BRANCH/calendar", field: "date" },
    { path: "/branches/BRANCH/calendar?date=2026-02-30", field: "date" },
    { path: "/branches/BRANCH/calendar?date=9999-12-31", field: "date" },
    { path: "/branches/BRANCH/calendar?date=0000-01-01", field: "date" },
    { path: "/appointments/apt_1", field: "appointmentId" },
    { path: "/calls/1%20OR%201=1", field: "callId" },
  ];

  it.each(bad)("like $path is refused by its field $field", async ({ path, field }) => {
    const { tenant, send } = await aClient();
    const filled = path.replace("BRANCH", tenant.branchId).replace("SERVICE", tenant.cut);
    expect(await fieldsRefused(await send(filled))).toContain(field);
  });

  it.each(["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])(
    "from the end of time (%s) is answered all the same",
    async (instant) => {
      const { tenant, send } = await aClient();
      const availability = `/branches/${tenant.branchId}/availability?serviceId=${tenant.cut}&from=${instant}`;
      for (const path of [availability, `/appointments?from=${instant}`, `/appointments?to=${instant}`]) {
        expect([200, 400]).toContain((await send(path)).status);
      }
      const response = await send("/appointments", { body: booking(tenant, { startsAt: instant }) });
      expect([400, 409]).toContain(response.status);
    },
  );

  it("keeps working for a business that imports nonsense", async () => {
    const { tenant, send } = await aClient();
    const id = newId("apt");
    const times = {
      startsAt: "9999-12-31T22:00:00Z",
      endsAt: "9999-12-31T23:00:00Z",
      createdAt: "0000-01-01T00:00:00Z",
    };
    const rest = { status: "confirmed", channel: "import", callId: null, cancelReason: null };
    const person = { ...customer, email: null };
    const appointment = { id, serviceId: tenant.cut, staffId: tenant.anna, customer: person, ...times, ...rest };
    const path = `/branches/${tenant.branchId}/appointments/import`;
    expect((await send(path, { body: { appointments: [appointment] } })).status).toBe(400);
    expect((await send("/appointments", { body: booking(tenant) })).status).toBe(201);
    await tenant.calendar().drain(tenant.ref);
    const list = await send("/appointments");
    expect((await list.json<{ items: AppointmentView[] }>()).items).toHaveLength(1);
  });
});
