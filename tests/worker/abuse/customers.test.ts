import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import { loginIndex } from "../../../src/db/vault.ts";
import { aClient, bookedBy, type Client, wallTime } from "../../support/worker/client.ts";
import { rawRows } from "../../support/worker/rows.ts";

const PHONE = "+4915112345678";

async function read({ send }: Client, { id }: AppointmentView): Promise<AppointmentView> {
  return (await send(`/appointments/${id}`)).json();
}

describe("abuse 12: booking with somebody else's contact", () => {
  it("abuse 12: shows nothing of what is stored of them, and changes nothing that they booked", async () => {
    const client = await aClient();
    const erika = { name: "Erika Echt", phone: PHONE, email: "erika@example.com" };
    const first = await bookedBy(client, { customer: erika, notes: "Allergie" });
    await client.tenant.calendar().drain(client.tenant.ref);

    const mallory = { name: "Mallory", phone: PHONE };
    const second = await bookedBy(client, { customer: mallory, startsAt: wallTime(720) });
    await client.tenant.calendar().drain(client.tenant.ref);

    expect(second.customer).toEqual({ ...mallory, email: null, notes: null });
    expect(JSON.stringify(await read(client, second))).not.toMatch(/Erika|example\.com|Allergie/);
    expect((await read(client, first)).customer).toEqual({ ...erika, notes: "Allergie" });
  });

  it("abuse 12: opens no session and hands out no key", async () => {
    const { send, tenant } = await aClient();
    const body = {
      branchId: tenant.branchId,
      serviceId: tenant.cut,
      startsAt: wallTime(600),
      customer: { name: "E", phone: PHONE },
    };
    const { headers } = await send("/appointments", { body });
    expect([headers.get("set-cookie"), headers.get("authorization")]).toEqual([null, null]);
  });
});

describe("abuse 38: one contact, written differently", () => {
  const ways = [
    "+49 151 12345678",
    "0049 (151) 123-45678",
    "+49 (0)151 12345678",
    "＋４９ １５１ １２３４５６７８",
    "+49‐151/123 456 78",
  ];

  it("abuse 38: a phone number in any form is one E.164 number and one customer", async () => {
    const client = await aClient();
    for (const [index, phone] of ways.entries()) {
      const booked = await bookedBy(client, { customer: { name: "E", phone }, startsAt: wallTime(540 + index * 60) });
      expect([phone, booked.customer.phone]).toEqual([phone, PHONE]);
    }
    await client.tenant.calendar().drain(client.tenant.ref);
    expect(await rawRows(client.tenant, "customers")).toHaveLength(1);
  });

  it("abuse 38: an e-mail address in any case is one customer and one login", async () => {
    const client = await aClient();
    const addresses = ["erika.muster@example.com", "ERIKA.Muster@Example.COM", " erika.muster@example.com"];
    for (const [index, email] of addresses.slice(0, 2).entries()) {
      await bookedBy(client, { customer: { name: "E", email }, startsAt: wallTime(540 + index * 60) });
    }
    await client.tenant.calendar().drain(client.tenant.ref);
    expect(await rawRows(client.tenant, "customers")).toHaveLength(1);
    const indexes = await Promise.all(addresses.map((email) => loginIndex(env.DATA_KEY_V1, email)));
    expect(new Set(indexes).size).toBe(1);
  });

  it.each([
    { field: "customer.phone", value: "+49 151 1234​5678" },
    { field: "customer.phone", value: "+49 151 12345678 ext 5" },
    { field: "customer.phone", value: "+49 151 1234567O" },
    { field: "customer.email", value: "erika​@example.com" },
    { field: "customer.email", value: "erıka@example.com" },
    { field: "customer.email", value: "ERİKA@example.com" },
    { field: "customer.email", value: "еrika@example.com" },
    { field: "customer.email", value: "erika@example.com\r\nBcc: x@evil.example" },
  ])("abuse 38: $field $value, which only looks like one, is refused by name", async ({ field, value }) => {
    const { send, tenant } = await aClient();
    const customer = { name: "E", [field.split(".")[1] ?? ""]: value };
    const body = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt: wallTime(600), customer };
    const response = await send("/appointments", { body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_input", errors: [{ field }] });
  });
});
