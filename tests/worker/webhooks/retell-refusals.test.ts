import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { problemOf } from "../../support/worker/credentials.ts";
import { aCall, CALLER, type Delivery, postRetell, type RetellPath, signRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { countRows } from "../../support/worker/rows.ts";

const MINUTE = 60_000;

/** One request per address that would be answered, and would write, if it were signed. */
const paths: { path: RetellPath; content: (tenant: TestTenant) => unknown }[] = [
  { path: "", content: (tenant) => callStarted(tenant) },
  {
    path: "/functions",
    content: (tenant) => ({
      name: "book_appointment",
      call: aCall(tenant),
      args: { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" },
    }),
  },
  {
    path: "/inbound",
    content: (tenant) => ({
      event: "call_inbound",
      call_inbound: { call_id: "call_1", from_number: CALLER, to_number: tenant.phoneNumber },
    }),
  },
];

const forgeries: { name: string; forge: (body: string, tenant: TestTenant) => Promise<Delivery> | Delivery }[] = [
  { name: "no signature", forge: () => ({ signature: null }) },
  { name: "an empty signature", forge: () => ({ signature: "" }) },
  { name: "a short signature", forge: () => ({ signature: `v=${Date.now()},d=00` }) },
  { name: "a garbled signature", forge: () => ({ signature: "sha256=not-even-close;" }) },
  {
    name: "a tampered signature",
    forge: async (body, { retellApiKey }) => {
      const signature = await signRetell(retellApiKey, body);
      return { signature: signature.slice(0, -1) + (signature.endsWith("0") ? "1" : "0") };
    },
  },
  {
    name: "the signature of another body",
    forge: async (_, { retellApiKey }) => ({ signature: await signRetell(retellApiKey, "{}") }),
  },
  {
    name: "the signature of the same JSON written differently",
    forge: async (body, { retellApiKey }) => {
      const signature = await signRetell(retellApiKey, JSON.stringify(JSON.parse(body), null, 2));
      return { signature };
    },
  },
  { name: "a signature that is over five minutes old", forge: () => ({ at: Date.now() - 5 * MINUTE - 1_000 }) },
  { name: "a signature from over five minutes ahead", forge: () => ({ at: Date.now() + 5 * MINUTE + 10_000 }) },
  { name: "another tenant's key", forge: async () => ({ apiKey: (await aTenant()).retellApiKey }) },
];

beforeAll(async () => {
  await postRetell(await aTenant(), "/functions", {});
});

describe.each(paths)("a webhook at $path", ({ path, content }) => {
  it.each(forgeries)("abuse 44: with $name is refused and writes nothing", async ({ forge }) => {
    const tenant = await aTenant();
    const body = JSON.stringify(content(tenant));
    const delivery = await forge(body, tenant);
    const before = await countRows();

    const response = await postRetell(tenant, path, body, delivery);

    expect(response.status).toBe(401);
    expect(await problemOf(response)).toMatchObject({ code: "bad_signature", status: 401 });
    expect(await countRows()).toEqual(before);
  });

  it("is refused when the signature is that of the same JSON written as we would write it", async () => {
    const tenant = await aTenant();
    const compact = JSON.stringify(content(tenant));
    const spaced = JSON.stringify(content(tenant), null, 2);
    const signature = await signRetell(tenant.retellApiKey, compact);
    expect((await postRetell(tenant, path, spaced, { signature })).status).toBe(401);
  });

  it("is refused alike for an unknown, an ill-formed and a disabled connection, signed or not", async () => {
    const tenant = await aTenant();
    await env.DB.prepare("UPDATE connections SET disabled_at = 1 WHERE id = ?").bind(tenant.connectionId).run();
    const before = await countRows();
    const bodies = new Set<string>();

    for (const connectionId of [newId("con"), "con_1", "constructor", tenant.connectionId]) {
      const response = await postRetell(tenant, path, content(tenant), { connectionId });
      expect(response.status).toBe(401);
      const { requestId: _, ...problem } = await problemOf(response);
      bodies.add(JSON.stringify(problem));
    }
    expect(bodies.size).toBe(1);
    expect(await countRows()).toEqual(before);
  });

  it("of another tenant's connection is refused although it is signed with a good key of its own", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const before = await countRows();

    const response = await postRetell(mine, path, content(theirs), { connectionId: theirs.connectionId });

    expect(response.status).toBe(401);
    expect(await countRows()).toEqual(before);
  });
});

// Last, because what it sets going writes in the background while others count rows.
it.each(paths)("the same request at $path is answered when it is signed", async ({ path, content }) => {
  const tenant = await aTenant();
  expect((await postRetell(tenant, path, content(tenant))).ok).toBe(true);
});
