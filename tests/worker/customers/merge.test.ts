import { describe, expect, it } from "vitest";
import type { CustomerView } from "../../../src/contracts/customers.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { rawRows } from "../../support/worker/rows.ts";

const PHONE = "+4915112345678";

async function booked(
  tenant: TestTenant,
  minute: number,
  contact: { name: string; phone?: string | null; email?: string },
) {
  const given = await aBooking(tenant, { startsAt: inTenDays(minute), ...contact } as never);
  const done = await tenant.calendar().book(tenant.ref, given);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  await tenant.calendar().drain(tenant.ref);
}

async function twoRecords() {
  const tenant = await aTenant();
  const session = await aSession(tenant, "owner");
  await booked(tenant, 540, { name: "Erika Muster", phone: PHONE });
  await booked(tenant, 660, { name: "E. Mustermann", phone: "+4915199999999" });
  const { items } = await (await request("/api/v1/customers", { session })).json<{ items: CustomerView[] }>();
  const idOf = (phone: string) => items.find((each) => each.phone === phone)?.id ?? "";
  return { tenant, session, into: idOf(PHONE), from: idOf("+4915199999999") };
}

const act = (session: string, id: string, what: "merge" | "unmerge", fromCustomerId: string) =>
  request(`/api/v1/customers/${id}/${what}`, { session, body: { fromCustomerId } });
const customerOf = async (session: string, id: string) =>
  (await request(`/api/v1/customers/${id}`, { session })).json<CustomerView>();
const namesFound = async (session: string, q: string) =>
  (await (await request(`/api/v1/customers?q=${q}`, { session })).json<{ items: CustomerView[] }>()).items.map(
    ({ id }) => id,
  );

const namesOf = async (session: string) =>
  (await (await request("/api/v1/customers", { session })).json<{ items: CustomerView[] }>()).items.map(({ id }) => id);

describe("two records of one person", () => {
  it("become one with both histories, found by both names, and new bookings of either number are theirs", async () => {
    const { tenant, session, into, from } = await twoRecords();
    await eventually(async () => expect(await namesFound(session, "mustermann")).toEqual([from]));
    await request(`/api/v1/customers/${from}`, {
      session,
      method: "PATCH",
      body: { notes: "Likes tea", tags: ["VIP"] },
    });
    const merged = await act(session, into, "merge", from);
    expect(await merged.json()).toMatchObject({
      name: "Erika Muster",
      phone: PHONE,
      notes: "Likes tea",
      tags: ["VIP"],
      counts: { appointments: 2 },
    });
    expect((await request(`/api/v1/customers/${from}`, { session })).status).toBe(404);
    expect(await namesFound(session, "mustermann")).toEqual([into]);
    await booked(tenant, 780, { name: "E. Mustermann", phone: "+4915199999999" });
    expect((await customerOf(session, into)).counts.appointments).toBe(3);
    const merges = await (await request(`/api/v1/customers/${into}/merges`, { session })).json();
    expect(merges).toMatchObject({ items: [{ fromCustomerId: from, name: "E. Mustermann" }] });
  });

  it("are two again with what each had, and what has come since stays", async () => {
    const { tenant, session, into, from } = await twoRecords();
    await act(session, into, "merge", from);
    await booked(tenant, 780, { name: "E. Mustermann", phone: "+4915199999999" });
    expect((await act(session, into, "unmerge", from)).status).toBe(200);
    expect((await customerOf(session, into)).counts.appointments).toBe(2);
    expect(await customerOf(session, from)).toMatchObject({ phone: "+4915199999999", counts: { appointments: 1 } });
    expect((await problemOf(await act(session, into, "unmerge", from))).code).toBe("not_found");
    expect((await act(session, from, "merge", into)).status).toBe(200); // the other way round now
  });

  it("are erased as one, and a record that had taken in another brings it along", async () => {
    const { tenant, session, into, from } = await twoRecords();
    await booked(tenant, 900, { name: "Third Person", phone: "+4915188888888" });
    const [third] = await namesOf(session);
    await act(session, from, "merge", third ?? "");
    await act(session, into, "merge", from);
    await booked(tenant, 960, { name: "Third Person", phone: "+4915188888888" });
    expect((await customerOf(session, into)).counts.appointments).toBe(4);
    const ids = (await rawRows<{ id: string }>(tenant, "appointments")).map(({ id }) => id);
    for (const id of ids) await request(`/api/v1/appointments/${id}/cancel`, { session, body: { reason: "x" } });
    await tenant.calendar().drain(tenant.ref);
    expect((await request(`/api/v1/customers/${into}/erase`, { session, body: {} })).status).toBe(204);
    const rows = await rawRows<{ phone_index: string | null; erased_at: number | null }>(tenant, "customers");
    expect(rows.map(({ phone_index, erased_at }) => [phone_index, erased_at !== null])).toEqual(
      [1, 2, 3].map(() => [null, true]),
    );
  });

  it("are never merged with themselves, nor with another business's", async () => {
    const [{ session, into, from }, other] = [await twoRecords(), await twoRecords()];
    expect((await problemOf(await act(session, into, "merge", into))).code).toBe("same_customer");
    expect((await problemOf(await act(session, into, "merge", other.from))).code).toBe("not_found");
    expect((await problemOf(await act(other.session, into, "merge", from))).code).toBe("not_found");
    expect((await customerOf(other.session, other.from)).counts.appointments).toBe(1);
  });
});
