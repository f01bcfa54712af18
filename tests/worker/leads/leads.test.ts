import { describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, aStaffLogin, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aLead, historyOf, leadOf, leadsOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

const PHONE = "+4915112345678";
const post = (session: string, body: object) => request("/api/v1/leads", { session, body });

function given(tenant: TestTenant, fields: object = {}) {
  return { branchId: tenant.branchId, name: "Erika Zebra", phone: "0151 12345678", request: "Balayage", ...fields };
}

async function aDesk() {
  const tenant = await aTenant();
  return { tenant, session: await aSession(tenant, "owner") };
}

describe("a lead", () => {
  it("is stored once a person, in whatever format the number comes, with both requests in its history", async () => {
    const { tenant, session } = await aDesk();
    const first = await post(session, given(tenant));
    expect(first.status).toBe(201);
    const { outcome, lead } = await first.json<{ outcome: string; lead: { id: string } }>();
    expect([outcome, lead]).toMatchObject(["created", { phone: PHONE, phoneType: "mobile", status: "new" }]);
    for (const phone of ["0049 151 12345678", "+49 (0)151 / 12 34 56 78", "０１５１１２３４５６７８"]) {
      const again = await post(session, given(tenant, { phone, request: "Cut", email: "erika@example.com" }));
      expect(await again.json()).toMatchObject({ outcome: "merged", lead: { id: lead.id } });
    }
    expect(await leadsOf({ session })).toHaveLength(1);
    expect(await leadOf({ session }, lead.id)).toMatchObject({ email: "erika@example.com", request: "Cut" });
    const words = (await historyOf({ session }, lead.id)).map((event) => event.words);
    expect(words).toEqual(["Cut", "Cut", "Cut", "Balayage"]);
  });

  it("lies in the database unreadable", async () => {
    const { tenant, session } = await aDesk();
    await post(session, given(tenant));
    const rows = JSON.stringify([await rawRows(tenant, "leads"), await rawRows(tenant, "lead_events")]);
    expect(rows).not.toMatch(/Zebra|15112345678|Balayage/);
  });

  it("of two requests at the same time is one", async () => {
    const { tenant, session } = await aDesk();
    const email = { phone: undefined, email: "one@example.com" };
    const both = await Promise.all([
      ...[1, 2, 3].map(() => post(session, given(tenant))),
      ...[1, 2, 3].map(() => post(session, given(tenant, email))),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(await leadsOf({ session })).toHaveLength(2);
  });

  it("needs a person's number that exists", async () => {
    const { tenant, session } = await aDesk();
    for (const phone of ["0900 1234567", "12", "+49 151"]) {
      const refused = await post(session, given(tenant, { phone }));
      expect([refused.status, (await problemOf(refused)).errors?.[0]?.field]).toEqual([400, "phone"]);
    }
    expect((await post(session, given(tenant, { phone: undefined }))).status).toBe(400);
    expect(await leadsOf({ session })).toEqual([]);
  });

  it("moves on with the version that was read, and is answered when a person takes it up", async () => {
    const { tenant, session } = await aDesk();
    const { id } = await aLead(tenant);
    const patch = (version: string, body: object) =>
      request(`/api/v1/leads/${id}`, { session, method: "PATCH", body, headers: { "if-match": version } });
    const moved = await patch('"1"', { status: "contacted", todo: "Send prices" });
    expect([moved.status, moved.headers.get("etag")]).toEqual([200, '"2"']);
    const lead = await leadOf({ session }, id);
    expect(lead).toMatchObject({
      status: "contacted",
      firstContactBy: "person",
      todo: "Send prices",
      name: "Erika Muster",
    });
    expect(lead.contactSeconds).not.toBeNull();
    expect((await problemOf(await patch('"1"', { status: "lost" }))).code).toBe("version_conflict");
    const other = await aLead(tenant, { phone: "+4915199999999" });
    const taken = await request(`/api/v1/leads/${other.id}`, { session, method: "PATCH", body: { phone: PHONE } });
    expect((await problemOf(taken)).code).toBe("phone_taken");
    const figures = await (await request("/api/v1/leads/figures", { session })).json();
    expect(figures).toMatchObject({ byStatus: { new: 1, contacted: 1, lost: 0 }, contacted: 1 });
  });

  it("is booked by whoever books with its number, once an appointment", async () => {
    const { tenant, session } = await aDesk();
    const { id } = await aLead(tenant);
    const stranger = await aLead(tenant, { phone: "+4915199999999" });
    const booking = await aBooking(tenant, { startsAt: inTenDays(600), phone: PHONE });
    expect((await tenant.calendar().book(tenant.ref, booking)).ok).toBe(true);
    await tenant.calendar().drain(tenant.ref);
    await eventually(async () => expect(await leadOf({ session }, id)).toMatchObject({ status: "booked" }));
    expect((await leadOf({ session }, id)).customerId).toMatch(/^cus_/);
    expect(await leadOf({ session }, stranger.id)).toMatchObject({ status: "new", customerId: null });
    expect((await historyOf({ session }, id)).map(({ type }) => type)).toEqual(["booked", "created"]);
    expect(await aLead(tenant)).toEqual({ id, outcome: "merged" }); // asks for more
    expect(await leadOf({ session }, id)).toMatchObject({ status: "new" });
  });

  it("that was given to a colleague is not seen by who sees their own calendar alone, nor by another business", async () => {
    const { tenant, session } = await aDesk();
    const { id } = await aLead(tenant);
    const { token: own } = await aStaffLogin(tenant, tenant.anna);
    const mine = await (await post(own, given(tenant, { phone: "+4915188888888" }))).json<{ lead: { id: string } }>();
    expect((await leadsOf({ session: own })).map((lead) => lead.id)).toEqual([mine.lead.id]);
    expect((await request(`/api/v1/leads/${id}`, { session: own })).status).toBe(404);
    const stranger = await aKey(await aTenant());
    expect(await leadsOf({ key: stranger }, `?phone=${encodeURIComponent(PHONE)}`)).toEqual([]);
    expect(await leadsOf({ session }, `?phone=${encodeURIComponent(PHONE)}`)).toHaveLength(1);
  });

  it("is found by the beginnings of its names, its number or address, by its own business alone", async () => {
    const { tenant, session } = await aDesk();
    const { id } = await aLead(tenant, { name: "Anna Müller", email: "anna@example.com" });
    await aLead(tenant, { name: "Erika Muster", phone: "+4915199999999" });
    const found = async (q: string) =>
      (await leadsOf({ session }, `?q=${encodeURIComponent(q)}`)).map((lead) => lead.id);
    for (const q of ["mül an", "Mueller", "0151 12345678", "ANNA@example.com"]) expect(await found(q)).toEqual([id]);
    expect([await found("mustermann"), await found("0"), await found("--")]).toEqual([[], [], []]);
    await request(`/api/v1/leads/${id}`, { session, method: "PATCH", body: { name: "Anna Beck" } });
    expect([await found("beck"), await found("müller")]).toEqual([[id], []]);
    expect(await leadsOf({ key: await aKey(await aTenant()) }, "?q=anna")).toEqual([]);
    await request(`/api/v1/leads/${id}`, { session, method: "DELETE" });
    expect((await rawRows<{ owner_id: string }>(tenant, "name_index")).some((row) => row.owner_id === id)).toBe(false);
  });

  it("is gone with its history when it is erased, and with the customer that it is", async () => {
    const { tenant, session } = await aDesk();
    const { id } = await aLead(tenant);
    await request(`/api/v1/leads/${id}/notes`, { session, body: { text: "Likes tea" } });
    expect((await historyOf({ session }, id))[0]).toMatchObject({ type: "note_added", words: "Likes tea" });
    expect((await request(`/api/v1/leads/${id}`, { session, method: "DELETE" })).status).toBe(204);
    expect([await rawRows(tenant, "leads"), await rawRows(tenant, "lead_events")]).toEqual([[], []]);
  });
});
