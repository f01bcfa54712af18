import { beforeAll, describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { ask, CALLER, postRetell } from "../../support/worker/retell.ts";
import { countRows } from "../../support/worker/rows.ts";

type Variables = Record<string, string>;

async function ring(tenant: TestTenant, call: { from?: string; to?: string } = {}): Promise<Variables> {
  const { from = CALLER, to = tenant.phoneNumber } = call;
  const response = await postRetell(tenant, "/inbound", {
    event: "call_inbound",
    event_timestamp: 1_760_000_000_000,
    call_inbound: { call_id: "call_1", agent_id: "agent_1", agent_version: 1, from_number: from, to_number: to },
  });
  expect(response.status).toBe(200);
  const body = await response.json<{ call_inbound: { dynamic_variables: Variables } }>();
  expect(Object.keys(body)).toEqual(["call_inbound"]);
  return body.call_inbound.dynamic_variables;
}

beforeAll(async () => {
  await ring(await aTenant());
});

describe("a call that rings", () => {
  it.each([
    { language: "en", hours: /9 AM to 6 PM/ },
    { language: "de", hours: /9 bis 18 Uhr/ },
  ] as const)("tells the agent who it speaks for, in $language", async ({ language, hours }) => {
    const variables = await ring(await aTenant({ language }));
    expect(variables).toMatchObject({
      business_name: "Salon",
      branch_name: "Mitte",
      address: "Torstraße 1",
      language,
      time_zone: "Europe/Berlin",
      services: "Cut, Colour",
      caller_has_appointment: "false",
    });
    expect(variables["opening_hours"]).toMatch(hours);
    expect(variables["current_time"]).not.toBe("");
    for (const value of Object.values(variables)) expect(typeof value).toBe("string");
  });

  it("abuse 48: says whether the caller has been here, and nothing of what or when: a number can be forged", async () => {
    const tenant = await aTenant();
    const wish = { service: "Colour", startsAt: `${dateInTenDays()}T10:00`, name: "Erika Muster" };
    expect((await ask(tenant, "book_appointment", wish)).ok).toBe(true);
    const variables = await ring(tenant);
    expect(variables["caller_has_appointment"]).toBe("true");
    expect(JSON.stringify(variables)).not.toMatch(/Erika|Muster|10 AM|15112345678/);
    expect((await ring(tenant, { from: "+4915100000099" }))["caller_has_appointment"]).toBe("false");
    expect((await ring(tenant, { from: "anonymous" }))["caller_has_appointment"]).toBe("false");
  });

  it("at a number nobody assigned is answered for the connection's own branch", async () => {
    expect(await ring(await aTenant(), { to: "+12137771235" })).toMatchObject({ branch_name: "Mitte" });
  });

  it("may come again, and writes nothing", async () => {
    const tenant = await aTenant();
    const before = await countRows();
    const [first, second] = [await ring(tenant), await ring(tenant)];
    expect({ ...second, current_time: "" }).toEqual({ ...first, current_time: "" });
    const after = await countRows();
    expect([after.calls, after.webhook_events]).toEqual([before.calls, before.webhook_events]);
  });
});
