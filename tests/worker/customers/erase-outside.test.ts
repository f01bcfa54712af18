import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { createdFeedView } from "../../../src/contracts/calendars.ts";
import type { CustomerSummaryView } from "../../../src/contracts/customers.ts";
import { bookedBy } from "../../support/worker/client.ts";
import { request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aGoogleAccount, anOwner, aTarget, playGoogle } from "../../support/worker/google.ts";
import { deliver } from "../../support/worker/queues.ts";
import { join, waitlistOf } from "../../support/worker/waitlist.ts";

afterEach(() => vi.restoreAllMocks());

const phone = "+4915112345699";
const customer = { name: "Vera Vergessen", phone };

it("erasing a customer reaches what stands in calendars outside, in feeds and on the waitlist", async () => {
  const { google } = playGoogle();
  const owner = await anOwner();
  const { tenant, send } = owner;
  const account = await aGoogleAccount(owner, google);
  await aTarget(owner, account.id);
  const titles = () => [...(google.store.calendars.get("team")?.events.values() ?? [])].map(({ summary }) => summary);
  const made = await send("/calendar-feeds", { body: { branchId: tenant.branchId } });
  const { url } = createdFeedView.parse(await made.json());
  const feed = async () => (await request(new URL(url).pathname)).text();
  const { id: appointmentId } = await bookedBy(owner, { customer, staffId: tenant.anna });
  await join(tenant, { name: customer.name, phone });
  const other = await join(tenant, { name: "Erika Muster" });
  await tenant.calendar().drain(tenant.ref);
  await deliver("jobs", [{ body: { type: "index_customers", tenantId: tenant.tenantId } }]);
  await eventually(() => expect(titles()).toEqual([expect.stringContaining("Vera")]));
  expect(await feed()).toContain("Vera");
  // It took place: what is to come has to be called off first.
  await env.DB.prepare("UPDATE appointments SET status = 'completed' WHERE id = ?").bind(appointmentId).run();

  const { items } = await (await send("/customers?q=vera")).json<{ items: CustomerSummaryView[] }>();
  expect((await send(`/customers/${items[0]?.id}/erase`, { body: {} })).status).toBe(204);

  await eventually(() => expect(titles()).toEqual([expect.not.stringContaining("Vera")]));
  expect(await feed()).not.toContain("Vera");
  const waiting = await waitlistOf(tenant);
  expect(waiting.map(({ status }) => status)).toEqual(["left", "waiting"]);
  expect(waiting.map(({ contact }) => contact.phoneIndex)).toEqual([null, other.contact.phoneIndex]);
  const { items: told } = await (await send(`/branches/${tenant.branchId}/waitlist`)).json<{
    items: { customer: { name: string } }[];
  }>();
  expect(told.map((entry) => entry.customer.name)).toEqual(["–", "Erika Muster"]);
});
