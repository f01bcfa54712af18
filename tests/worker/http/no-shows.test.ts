import { beforeAll, describe, expect, it } from "vitest";
import { type AppointmentView, type NoShowRateView, noShowRateView } from "../../../src/contracts/booking.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../support/worker/client.ts";
import { anImported } from "../../support/worker/commands.ts";
import { aKey, aSession } from "../../support/worker/credentials.ts";

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const person = (last: number) => ({ name: "E", phone: `+4915112345${String(last).padStart(3, "0")}` });

async function listed({ send }: Client, query: string): Promise<{ ids: string[]; nextCursor: string | null }> {
  const { items, nextCursor } = await (await send(`/appointments?${query}`)).json<{
    items: AppointmentView[];
    nextCursor: string | null;
  }>();
  return { ids: items.map(({ id }) => id), nextCursor };
}

function rateOf({ tenant, send }: Client, from = ago(30 * DAY_MS), to = ago(0)): Promise<Response> {
  return send(`/branches/${tenant.branchId}/no-show-rate?from=${from}&to=${to}`);
}

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("appointments that ended and nobody settled", () => {
  it("are listed, earliest first and by pages, and nothing else", async () => {
    const client = await aClient();
    const { tenant } = client;
    const late = await anImported(tenant, "confirmed", -2 * HOUR_MS);
    const early = await anImported(tenant, "confirmed", -5 * HOUR_MS);
    const arrived = await anImported(tenant, "confirmed", -8 * HOUR_MS);
    await anImported(tenant, "confirmed", -0.5 * HOUR_MS); // goes on
    await anImported(tenant, "confirmed", 3 * HOUR_MS);
    await anImported(tenant, "completed", -11 * HOUR_MS);
    const old = await anImported(tenant, "confirmed", -40 * DAY_MS);
    expect((await client.send(`/appointments/${arrived}/check-in`, { body: {} })).status).toBe(200);
    await tenant.calendar().drain(tenant.ref);

    expect((await listed(client, "attention=no_show")).ids).toEqual([early, late]);
    expect((await listed(client, `attention=no_show&from=${ago(60 * DAY_MS)}`)).ids).toEqual([old, early, late]);
    const { ids, nextCursor } = await listed(client, "attention=no_show&limit=1");
    expect(ids).toEqual([early]);
    expect((await listed(client, `attention=no_show&limit=1&cursor=${nextCursor}`)).ids).toEqual([late]);
  });

  it.each(["attention=late", "attention=no_show&status=cancelled"])("asked for as %s is a 400", async (query) => {
    const { send } = await aClient();
    expect(await outcomeOf(await send(`/appointments?${query}`))).toBe("400 invalid_input");
  });
});

describe("the no-show rate", () => {
  it("counts what was due, and names who missed most", async () => {
    const client = await aClient();
    const { tenant } = client;
    for (const [hours, status, who] of [
      [30, "no_show", 1],
      [27, "no_show", 2],
      [24, "no_show", 2],
      [21, "completed", 1],
      [18, "confirmed", 3],
      [15, "cancelled", 4],
    ] as const) {
      await anImported(tenant, status, -hours * HOUR_MS, person(who));
    }
    await anImported(tenant, "confirmed", HOUR_MS, person(1));
    await tenant.calendar().drain(tenant.ref);
    const rate: NoShowRateView = noShowRateView.parse(await (await rateOf(client)).json());
    expect(rate).toMatchObject({ total: 5, noShows: 3, rate: 0.6 });
    expect(rate.customers.map(({ count }) => count)).toEqual([2, 1]);
  });

  it("of nothing is nothing", async () => {
    const answer = await (await rateOf(await aClient())).json();
    expect(answer).toEqual({ total: 0, noShows: 0, rate: 0, customers: [] });
  });

  it("is for the tenant's readers", async () => {
    const client = await aClient();
    const { tenant } = client;
    const viewer = await aClient(tenant, { session: await aSession(tenant, "viewer") });
    expect(await outcomeOf(await rateOf(viewer))).toBe("200");
    const foreign = await aClient(tenant, { key: await aKey(await aTenant()) });
    expect(await outcomeOf(await rateOf(foreign))).toBe("404 not_found");
    const callsOnly = await aClient(tenant, { key: await aKey(tenant, ["calls:read"]) });
    expect(await outcomeOf(await rateOf(callsOnly))).toBe("403 forbidden");
  });

  it("of a window that is empty, turned round or longer than a year is a 400", async () => {
    const client = await aClient();
    for (const [from, to] of [
      [ago(0), ago(DAY_MS)],
      [ago(400 * DAY_MS), ago(0)],
    ] as const) {
      expect(await outcomeOf(await rateOf(client, from, to))).toBe("400 invalid_input");
    }
  });
});
