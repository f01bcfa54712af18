import { beforeAll, describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy } from "../../support/worker/client.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { readDocument } from "../../support/worker/openapi.ts";

type Listed = { path: string; names: string[] };
let lists: Listed[] = [];

beforeAll(async () => {
  const { paths } = await readDocument();
  lists = Object.entries(paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).filter((each) => each.in === "query").map(({ name }) => name);
    return get && names.length > 0 && !path.includes("{") && !path.includes("/operations/") ? [{ path, names }] : [];
  });
});

describe("abuse 37: queries that want to be SQL", () => {
  const attacks = [
    "' OR 1=1 --",
    "1; DROP TABLE appointments",
    '") UNION SELECT 1',
    "%",
    "_".repeat(60),
    "a'||(select 1)||'",
  ];

  it("abuse 37: are refused by name, or mean as little as any other word, in every parameter of every list", async () => {
    const outcomes: string[] = [];
    for (const { path, names } of lists) {
      const session = await aSession(await aTenant(), "owner"); // each tenant has its own limit
      for (const name of names) {
        const ask = (text: string) => request(`${path}?${name}=${encodeURIComponent(text)}`, { session });
        const nobody = await ask("nobody");
        const nothing = await nobody.text();
        for (const attack of attacks) {
          const response = await ask(attack);
          const isHarmless = response.status === 400 || (response.ok && (await response.text()) === nothing);
          outcomes.push(`${path} ${name} ${isHarmless ? "is harmless" : `${response.status} to ${attack}`}`);
        }
      }
    }
    expect(outcomes.length).toBeGreaterThan(60);
    expect(outcomes.filter((outcome) => !outcome.endsWith("is harmless"))).toEqual([]);
  });

  it.each(["sort=startsAt", "orderBy=1", "sort=createdAt;drop", "fields=passwordHash", "order=desc"])(
    "abuse 37: no list sorts or selects by what a client names (%s)",
    async (query) => {
      const session = await aSession(await aTenant(), "owner");
      for (const { path } of lists) {
        const response = await request(`${path}?${query}`, { session });
        expect([path, response.status, (await problemOf(response)).code]).toEqual([path, 400, "invalid_input"]);
      }
    },
  );

  it("abuse 37: names are data, whatever they say", async () => {
    const client = await aClient();
    const name = "Robert'); DROP TABLE appointments;--";
    await bookedBy(client, { customer: { name } });
    await client.tenant.calendar().drain(client.tenant.ref);
    const { items } = await (await client.send("/appointments")).json<{ items: { customer: { name: string } }[] }>();
    expect(items.map(({ customer }) => customer.name)).toEqual([name]);
  });
});

describe("abuse 18: times that are none", () => {
  const times = [
    "+275760-09-13T00:00:00Z",
    "NaN",
    "Infinity",
    "-1",
    "2026-02-30T10:00:00Z",
    "2026-13-01",
    "24:00",
    "0",
  ];

  it.each(times)("abuse 18: %s is refused by name wherever a time is asked for", async (time) => {
    const { send, tenant } = await aClient();
    const value = encodeURIComponent(time);
    for (const [path, field] of [
      [`/branches/${tenant.branchId}/availability?serviceId=${tenant.cut}&from=${value}`, "from"],
      [`/branches/${tenant.branchId}/calendar?date=${value}`, "date"],
      [`/appointments?from=${value}`, "from"],
      [`/appointments?to=${value}`, "to"],
      [`/branches/${tenant.branchId}/busy?from=${value}`, "from"],
    ] as const) {
      const { status, errors } = await problemOf(await send(path));
      expect([path, status, errors?.[0]?.field]).toEqual([path, 400, field]);
    }
  });

  it("abuse 18: a window of ten years, or one that ends before it begins, is refused or cut, never computed", async () => {
    const { send, tenant } = await aClient();
    const ask = (window: string) => send(`/branches/${tenant.branchId}/availability?serviceId=${tenant.cut}&${window}`);
    expect((await ask("from=2027-01-01T00:00:00Z&to=2037-01-01T00:00:00Z")).status).toBe(400);
    expect((await ask("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z")).status).toBe(400);
    expect(
      (await send(`/branches/${tenant.branchId}/no-show-rate?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z`))
        .status,
    ).toBe(400);
  });
});
