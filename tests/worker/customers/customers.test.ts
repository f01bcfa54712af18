import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { CustomerSummaryView, CustomerView } from "../../../src/contracts/customers.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { aKey, aSession } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

afterEach(() => vi.restoreAllMocks());

type Page<T> = { items: T[]; nextCursor: string | null };

async function search(client: Client, q: string): Promise<string[]> {
  const page = await (await client.send(`/customers?q=${encodeURIComponent(q)}`)).json<Page<CustomerSummaryView>>();
  return page.items.map(({ name }) => name);
}

/** Books for each of them, and has their names indexed at once. */
async function withCustomers(...people: { name: string; phone?: string; email?: string }[]): Promise<Client> {
  const client = await aClient();
  const { tenant } = client;
  for (const [index, customer] of people.entries()) {
    await bookedBy(client, { customer, startsAt: wallTime(540 + index * 45) });
  }
  await tenant.calendar().drain(tenant.ref);
  await deliver("jobs", [{ body: { type: "index_customers", tenantId: tenant.tenantId } }]);
  const rows = await rawRows<{ is_name_indexed: number }>(tenant, "customers");
  expect(rows.map((row) => row.is_name_indexed)).toEqual(people.map(() => 1));
  return client;
}

const anna = { name: "Anna Müller", phone: "+4915112345601", email: "Anna@Example.com" };
const anton = { name: "Anton Mustermann", phone: "+4915112345602" };

async function theOnly(client: Client): Promise<CustomerView> {
  const { items } = await (await client.send("/customers")).json<Page<CustomerSummaryView>>();
  return (await client.send(`/customers/${items[0]?.id}`)).json();
}

beforeAll(async () => {
  await withCustomers(anna);
});

describe("GET /api/v1/customers", () => {
  it("finds by beginnings of names, by number in any spelling, and by address; never another tenant's", async () => {
    const client = await withCustomers(anna, anton);
    expect(await search(client, "an")).toEqual(["Anton Mustermann", "Anna Müller"]);
    expect(await search(client, "muell ann")).toEqual(["Anna Müller"]);
    expect(await search(client, "müller")).toEqual(["Anna Müller"]);
    expect(await search(client, "nton")).toEqual([]);
    expect(await search(client, "0151 123 456 02")).toEqual(["Anton Mustermann"]);
    expect(await search(client, "+49 151 12345602")).toEqual(["Anton Mustermann"]);
    expect(await search(client, " anna@example.COM ")).toEqual(["Anna Müller"]);
    expect(await search(await aClient(), "an")).toEqual([]);
  });

  it("finds who has booked soon after, without anybody's doing", async () => {
    const client = await aClient();
    await bookedBy(client, { customer: anna });
    await eventually(async () => expect(await search(client, "anna")).toEqual(["Anna Müller"]));
  });

  it("pages, newest first", async () => {
    const client = await withCustomers(anna, anton, { name: "Berta" });
    const first = await (await client.send("/customers?limit=2")).json<Page<CustomerSummaryView>>();
    const second = await (await client.send(`/customers?limit=2&cursor=${first.nextCursor}`)).json<
      Page<CustomerSummaryView>
    >();
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["Berta", anton.name, anna.name]);
    expect(second.nextCursor).toBeNull();
  });

  it("keeps no part of a name that can be read", async () => {
    const { tenant } = await withCustomers(anna);
    const holds = async (word: string) => {
      const query = `SELECT count(*) AS count FROM name_words CROSS JOIN name_index AS i ON i.document = name_words.rowid
        WHERE name_words MATCH ? AND i.tenant_id = ?`;
      return env.DB.prepare(query).bind(word, tenant.tenantId).first("count");
    };
    const [hash = ""] = await tenant.vault.nameTokens(["ann"]);
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect([await holds(hash), await holds("ann"), await holds("anna")]).toEqual([1, 0, 0]);
  });

  it("finds those that an import brought, and rows from before, by the job of the cron", async () => {
    const client = await withCustomers(anna);
    const { tenantId } = client.tenant;
    await env.DB.batch([
      env.DB.prepare("DELETE FROM name_index WHERE tenant_id = ?").bind(tenantId),
      env.DB.prepare("UPDATE customers SET is_name_indexed = 0 WHERE tenant_id = ?").bind(tenantId),
    ]);
    expect(await search(client, "anna")).toEqual([]);
    const body = { type: "index_customers", tenantId };
    expect((await deliver("jobs", [{ body }, { body }])).retried).toEqual([]);
    expect(await search(client, "anna")).toEqual(["Anna Müller"]);
  });

  it("goes on by itself until all of a large business are found", async () => {
    const client = await withCustomers(anna);
    const { tenantId } = client.tenant;
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)
      INSERT INTO customers (tenant_id, id, sealed_contact, language, created_at, updated_at)
      SELECT ?1, 'cus_' || substr(?1, 5, 20) || printf('%06d', i), 'v1.1.x.y', 'de', 1, 1 FROM n`,
    )
      .bind(tenantId)
      .run();
    const sent = holdBackJobs();
    const job = { type: "index_customers", tenantId };
    await deliver("jobs", [{ body: job }]);
    expect(sent.mock.calls.map(([body]) => body)).toContainEqual(job);
    await deliver("jobs", [{ body: job }]);
    const left = "SELECT count(*) AS count FROM customers WHERE tenant_id = ? AND is_name_indexed = 0";
    expect(await env.DB.prepare(left).bind(tenantId).first("count")).toBe(0);
  });

  it("is not held up by a customer that cannot be read", async () => {
    const client = await withCustomers(anna, anton);
    const { tenantId } = client.tenant;
    await env.DB.batch([
      env.DB.prepare("DELETE FROM name_index WHERE tenant_id = ?").bind(tenantId),
      env.DB.prepare(
        "UPDATE customers SET is_name_indexed = 0, sealed_contact = CASE WHEN phone_index = ? THEN 'v1.1.x.y' ELSE sealed_contact END WHERE tenant_id = ?",
      ).bind(await client.tenant.vault.phoneIndex(anton.phone), tenantId),
    ]);
    await deliver("jobs", [{ body: { type: "index_customers", tenantId } }]);
    expect(await search(client, "anna")).toEqual(["Anna Müller"]);
  });
});

describe("GET /api/v1/customers/:id", () => {
  it("tells what became of the appointments, over all branches, and lists them", async () => {
    const client = await withCustomers(anna);
    const { tenant, send } = client;
    await bookedBy(client, { customer: anna, startsAt: wallTime(600) });
    await tenant.calendar().drain(tenant.ref);
    const set = (status: string, startsAt: number, place: number) =>
      env.DB.prepare(
        "UPDATE appointments SET status = ?, starts_at = ?, ends_at = ? WHERE id = (SELECT id FROM appointments WHERE tenant_id = ? ORDER BY starts_at LIMIT 1 OFFSET ?)",
      ).bind(status, startsAt, startsAt + 1, tenant.tenantId, place);
    await set("no_show", 1_000, 0).run();
    const customer = await theOnly(client);
    expect(customer).toMatchObject({ ...anna, language: "en", tags: [], notes: null, version: 1 });
    expect(customer.counts).toEqual({
      appointments: 2,
      upcoming: 1,
      completed: 0,
      cancelled: 0,
      noShows: 1,
      lastVisitAt: null,
      spentMinor: 0,
      currency: "EUR",
      nextVisitAt: wallTime(600),
    });
    await set("completed", 2_000, 1).run();
    expect((await theOnly(client)).counts).toMatchObject({ completed: 1, lastVisitAt: new Date(2_000).toISOString() });
    const { items } = await (await send(`/customers/${customer.id}/appointments`)).json<Page<{ status: string }>>();
    expect(items.map(({ status }) => status)).toEqual(["no_show", "completed"]);
  });

  it("lists the calls from their number", async () => {
    const client = await withCustomers(anna);
    const { tenant, send } = client;
    await postRetell(tenant, "", callStarted(tenant, { callId: "call_a", from: anna.phone }));
    await postRetell(tenant, "", callStarted(tenant, { callId: "call_b", from: "+4915112345699" }));
    await eventually(async () => expect(await rawRows(tenant, "calls")).toHaveLength(2));
    const { id } = await theOnly(client);
    const { items } = await (await send(`/customers/${id}/calls`)).json<Page<{ providerCallId: string }>>();
    expect(items.map(({ providerCallId }) => providerCallId)).toEqual(["call_a"]);
  });
});

describe("PATCH /api/v1/customers/:id", () => {
  it("changes what it names, under the version that was read, and the new name is found instead of the old", async () => {
    const client = await withCustomers(anna);
    const { id } = await theOnly(client);
    const change = { name: "Anna Schäfer", notes: "Allergisch", tags: ["VIP"], language: "de", email: null };
    const patch = (body: object, version: string) =>
      client.send(`/customers/${id}`, { method: "PATCH", body, headers: { "if-match": version } });
    const changed = await patch(change, '"1"');
    expect(changed.headers.get("etag")).toBe('"2"');
    expect(await changed.json()).toMatchObject({ ...change, phone: anna.phone, version: 2 });
    expect(await search(client, "schaefer")).toEqual(["Anna Schäfer"]);
    expect(await search(client, "müller")).toEqual([]);
    expect(await search(client, anna.email)).toEqual([]);
    expect(await outcomeOf(await patch({ notes: null }, '"1"'))).toBe("412 version_conflict");

    const raw = JSON.stringify([await rawRows(client.tenant, "customers"), await rawRows(client.tenant, "audit_log")]);
    for (const secret of ["Schäfer", "Allergisch", "VIP"]) expect(raw).not.toContain(secret);
    const [entry] = await rawRows<{ action: string; facts: string }>(client.tenant, "audit_log");
    expect(entry?.action).toBe("customer.changed");
    expect(JSON.parse(entry?.facts ?? "")).toEqual({
      fields: ["name", "email", "language", "notes", "tags"],
      before: { version: 1, language: "en" },
      after: { version: 2, language: "de" },
    });
  });

  it("changes nothing, and says nothing changed, when all is as it was", async () => {
    const client = await withCustomers(anna);
    const { id } = await theOnly(client);
    const same = await client.send(`/customers/${id}`, {
      method: "PATCH",
      body: { name: anna.name, phone: anna.phone },
    });
    expect(await same.json()).toMatchObject({ version: 1 });
    expect(await rawRows(client.tenant, "audit_log")).toEqual([]);
  });

  it("refuses a number that another customer has, and of two changes at once keeps one", async () => {
    const client = await withCustomers(anna, anton);
    const { items } = await (await client.send("/customers?q=anton")).json<Page<CustomerSummaryView>>();
    const patch = (body: object) => client.send(`/customers/${items[0]?.id}`, { method: "PATCH", body });
    expect(await outcomeOf(await patch({ phone: anna.phone }))).toBe("409 phone_taken");
    const both = await Promise.all(
      [patch({ notes: "one" }), patch({ notes: "two" })].map(async (one) => outcomeOf(await one)),
    );
    expect(both.filter((outcome) => outcome === "200").length).toBeGreaterThanOrEqual(1);
    expect((await rawRows(client.tenant, "audit_log")).length).toBe(both.filter((outcome) => outcome === "200").length);
  });

  it("is not for viewers, for keys that may only read, or for another tenant", async () => {
    const client = await withCustomers(anna);
    const { id } = await theOnly(client);
    const request = { method: "PATCH", body: { notes: "x" } };
    const viewer = await aClient(client.tenant, { session: await aSession(client.tenant, "viewer") });
    const reader = await aClient(client.tenant, { key: await aKey(client.tenant, ["customers:read"]) });
    const stranger = await aClient(await aTenant());
    const outcomes = await Promise.all(
      [viewer, reader, stranger].map(async ({ send }) => outcomeOf(await send(`/customers/${id}`, request))),
    );
    expect(outcomes).toEqual(["403 forbidden", "403 forbidden", "404 not_found"]);
    expect(await outcomeOf(await stranger.send(`/customers/${id}`))).toBe("404 not_found");
    expect(await outcomeOf(await stranger.send(`/customers/${id}/calls`))).toBe("404 not_found");
    expect(await outcomeOf(await stranger.send(`/customers/${id}/appointments`))).toBe("404 not_found");
  });
});
