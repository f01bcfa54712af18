import { env } from "cloudflare:workers";
import { and, asc, eq, ne } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appointments } from "../../../src/db/schema/appointments.ts";
import { customers } from "../../../src/db/schema/customers.ts";
import { messages } from "../../../src/db/schema/messaging.ts";
import type { CustomerId } from "../../../src/domain/ids.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender } from "../../support/worker/senders.ts";
import { atTheDesk, getPage, postForm } from "../identity/accounts/fixtures.ts";

const PHONE = "+4915112345678";

beforeEach(atTheDesk);
afterEach(() => vi.restoreAllMocks());

async function booked(tenant: TestTenant, minute: number, details: { phone: string | null; email: string | null }) {
  const command = await aBooking(tenant, { startsAt: inTenDays(minute) });
  const contact = await sealContact(tenant.vault, command.appointmentId, { name: "Erika", notes: null, ...details });
  const answer = await tenant.calendar().book(tenant.ref, { ...command, contact });
  if (!answer.ok) throw new Error(answer.error.reason);
  await tenant.calendar().drain(tenant.ref);
  return answer.value;
}

const at = ({ tenantId }: TestTenant, rest = "") => `/my/${tenantId}${rest}?lang=en`;

async function codesOf({ tenantId, vault }: TestTenant): Promise<string[]> {
  const mine = and(eq(messages.tenantId, tenantId), eq(messages.kind, "code"));
  const rows = await drizzle(env.DB).select().from(messages).where(mine).orderBy(asc(messages.createdAt));
  const texts = await Promise.all(
    rows.map(({ id, sealedBody }) => vault.open({ purpose: "message.body", row: id }, sealedBody ?? "")),
  );
  return texts.map((text) => /\b\d{6}\b/.exec(text)?.[0] ?? "");
}

async function ticketFor(tenant: TestTenant, phone = PHONE): Promise<string> {
  const page = await (await postForm(at(tenant, "/code"), { phone })).text();
  return /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

async function signedIn(tenant: TestTenant) {
  const ticket = await ticketFor(tenant);
  const opened = await postForm(at(tenant, "/code/open"), { ticket, code: (await codesOf(tenant)).at(-1) ?? "" });
  return { cookie: (opened.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
}

const home = async (tenant: TestTenant, headers: Record<string, string>) =>
  (await getPage(at(tenant), { headers })).text();

async function aReachable() {
  const tenant = await aTenant();
  await aSender(tenant);
  return tenant;
}

describe("the way in by a code", () => {
  it("opens what was booked with the number, and nothing that another booked on the same record", async () => {
    const tenant = await aReachable();
    const own = await booked(tenant, 600, { phone: PHONE, email: null });
    const strange = await booked(tenant, 690, { phone: "+4917012345678", email: null });
    // As after a merge: both on one record.
    const [record] = await rawRows<{ id: string; customer_id: string }>(tenant, "appointments");
    const mine = eq(appointments.tenantId, tenant.tenantId);
    await drizzle(env.DB)
      .update(appointments)
      .set({ customerId: record?.customer_id as CustomerId })
      .where(mine);
    await drizzle(env.DB)
      .update(customers)
      .set({ phoneIndex: null })
      .where(and(eq(customers.tenantId, tenant.tenantId), ne(customers.id, record?.customer_id as CustomerId)));
    const phoneIndex = await tenant.vault.phoneIndex(PHONE);
    await drizzle(env.DB)
      .update(customers)
      .set({ phoneIndex })
      .where(and(eq(customers.tenantId, tenant.tenantId), eq(customers.id, record?.customer_id as CustomerId)));
    const text = await home(tenant, await signedIn(tenant));
    expect(text).toContain(own.id);
    expect(text).not.toContain(strange.id);
  });

  it("answers alike for a number that never booked, sends it nothing, and takes no other page's code", async () => {
    const tenant = await aReachable();
    await booked(tenant, 600, { phone: PHONE, email: null });
    const [mine, theirs] = [await ticketFor(tenant), await ticketFor(tenant, "+4917012345678")];
    expect([mine, theirs].every((ticket) => ticket.startsWith("cal_"))).toBe(true);
    const codes = await codesOf(tenant);
    expect(codes).toHaveLength(1);
    const open = (ticket: string, code = codes[0] ?? "") => postForm(at(tenant, "/code/open"), { ticket, code });
    expect((await open(theirs)).status).toBe(400);
    for (let guess = 0; guess < 5; guess++) {
      expect((await open(mine, codes[0] === "000000" ? "111111" : "000000")).status).toBe(400);
    }
    expect((await open(mine)).status).toBe(400); // five guesses, and it is worth nothing
  });

  it("takes a number as it is dialled where the business is, and says what is wrong with one that is none", async () => {
    const tenant = await aReachable();
    await booked(tenant, 600, { phone: PHONE, email: null });
    expect(await ticketFor(tenant, "0151 12345678")).toMatch(/^cal_/);
    expect(await codesOf(tenant)).toHaveLength(1);
    const refused = await postForm(at(tenant, "/code"), { phone: "0151" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("That is not a complete phone number.");
  });

  it("is not offered by a business that sends no SMS", async () => {
    const tenant = await aTenant();
    expect(await home(tenant, {})).not.toContain('name="phone"');
    expect(await ticketFor(tenant)).toBe("");
  });
});

describe("what customers change of themselves", () => {
  it("is their name and language, and which messages they want", async () => {
    const tenant = await aReachable();
    await booked(tenant, 600, { phone: PHONE, email: null });
    const headers = await signedIn(tenant);
    const act = async (path: string, fields: Record<string, string>) =>
      (await postForm(at(tenant, path), fields, { headers })).headers.get("location") ?? "";
    expect(await act("/details", { name: "Erika Neu", language: "en" })).toContain("news=saved");
    expect(await act("/details", { name: "", language: "en" })).toContain("news=notSaved");
    expect(await act("/messages", { channel: "sms", wanted: "no" })).toContain("news=saved");
    expect(await act("/messages", { channel: "email", wanted: "no" })).toContain("news=notSaved"); // not proven
    const text = await home(tenant, headers);
    expect(text).toContain('value="Erika Neu"');
    expect(text).toContain("You get no messages.");
    const [customer] = await rawRows<{ language: string }>(tenant, "customers");
    expect(customer?.language).toBe("en");
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["customer.changed", "opt_out.changed", "portal_code.sent"]));
    expect((await postForm(at(tenant, "/details"), { name: "Eve", language: "en" })).status).toBe(404);
  });

  it("is a place on the waitlist, taken once however often they ask", async () => {
    const tenant = await aReachable();
    await booked(tenant, 600, { phone: PHONE, email: null });
    const headers = await signedIn(tenant);
    const [from, to] = [inTenDays(0), inTenDays(0) + 3 * 86_400_000].map((each) =>
      new Date(each).toISOString().slice(0, 10),
    );
    const wish = { service: `${tenant.branchId} ${tenant.cut}`, from: from ?? "", to: to ?? "" };
    for (const _ of [1, 2]) {
      const joined = await postForm(at(tenant, "/waitlist"), wish, { headers });
      expect(joined.headers.get("location")).toContain("news=joined");
    }
    const later = { ...wish, to: new Date(inTenDays(0) + 6 * 86_400_000).toISOString().slice(0, 10) };
    const longer = await postForm(at(tenant, "/waitlist"), later, { headers });
    expect(longer.headers.get("location")).toContain("news=widened");
    const query = { status: "waiting", after: null, limit: 10, only: null } as const;
    expect(await tenant.calendar().waitlist(tenant.ref, "list", query)).toHaveLength(1);
    const over = await postForm(at(tenant, "/waitlist"), { ...wish, to: "2020-01-01" }, { headers });
    expect(over.headers.get("location")).toContain("news=notJoined");
    expect(await home(tenant, headers)).not.toContain('name="people"');
  });

  it("is a place on the waitlist for as many as a group session has seats", async () => {
    const tenant = await aReachable();
    await setPolicy(tenant.cut, { capacity: 4 });
    await booked(tenant, 600, { phone: PHONE, email: null });
    const headers = await signedIn(tenant);
    expect(await home(tenant, headers)).toMatch(/<input id="people" name="people" type="number" min="1" max="4"/);
    const day = new Date(inTenDays(0) + 86_400_000).toISOString().slice(0, 10);
    const wish = { service: `${tenant.branchId} ${tenant.cut}`, from: day, to: day };
    for (const [people, news] of [
      ["5", "notJoined"],
      ["0", "notJoined"],
      ["3", "joined"],
    ] as const) {
      const asked = await postForm(at(tenant, "/waitlist"), { ...wish, people }, { headers });
      expect(asked.headers.get("location")).toContain(`news=${news}`);
    }
    const query = { status: "waiting", after: null, limit: 10, only: null } as const;
    expect(await tenant.calendar().waitlist(tenant.ref, "list", query)).toMatchObject([{ partySize: 3 }]);
    expect(await home(tenant, headers)).toContain("People: 3");
  });
});
