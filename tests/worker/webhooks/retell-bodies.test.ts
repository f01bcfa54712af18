import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { problemOf } from "../../support/worker/credentials.ts";
import { aCall, ORIGIN, postRetell, type RetellPath, signRetell } from "../../support/worker/retell.ts";
import { callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { countRows, rawRows } from "../../support/worker/rows.ts";

const PATHS: RetellPath[] = ["", "/functions", "/inbound"];
const FIVE_MB = 5 * 1024 * 1024;

beforeAll(async () => {
  await postRetell(await aTenant(), "/functions", {});
});

describe.each(PATHS)("a signed body at '%s'", (path) => {
  it.each(["", "{", "{'a':1}", '{"event":"call_started"', "\u0000"])("that is not JSON (%j) is a 400", async (body) => {
    const response = await postRetell(await aTenant(), path, body);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).code).toBe("malformed_json");
  });

  it.each(["null", "[]", '"call_started"', "7", '{"__proto__":{"event":"call_started"}}'])(
    "of a shape we do not know (%s) is a 400",
    async (body) => {
      const response = await postRetell(await aTenant(), path, body);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe("unknown_shape");
    },
  );

  it.each([
    {
      what: "nests without end",
      body: `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      rule: "must not nest deeper than 32",
    },
    { what: "is all keys", body: `{${'"a":1,'.repeat(260_000)}"b":1}`, rule: "must not have more than 250000 keys" },
  ])("that $what is a 400 before it is built (abuse case 39)", async ({ body, rule }) => {
    const response = await postRetell(await aTenant(), path, body);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors).toEqual([{ field: "", rule }]);
  });

  it("of 5 MB is a 413, with the length told", async () => {
    const tenant = await aTenant();
    const body = JSON.stringify({ event: "call_started", filler: "x".repeat(FIVE_MB) });
    const headers = { "content-length": String(body.length) };
    const before = await countRows();

    const response = await postRetell(tenant, path, body, { headers });

    expect(response.status).toBe(413);
    expect((await problemOf(response)).code).toBe("too_large");
    expect(await countRows()).toEqual(before);
  });

  it("of 5 MB is a 413, in chunks without a length", async () => {
    const tenant = await aTenant();
    const response = await exports.default.fetch(`${ORIGIN}/webhooks/retell/${tenant.connectionId}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-retell-signature": await signRetell(tenant.retellApiKey, "x".repeat(FIVE_MB)),
      },
      body: inChunks(FIVE_MB),
    });
    expect(response.status).toBe(413);
    expect((await problemOf(response)).code).toBe("too_large");
  });

  it.each([
    { "content-type": "text/plain" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "application/jsonp" },
    { "content-type": "" },
    { "content-encoding": "gzip" },
    { "content-encoding": "identity" },
  ])("with %j is a 415", async (headers) => {
    const tenant = await aTenant();
    const response = await postRetell(tenant, path, content(tenant, path), { headers });
    expect(response.status).toBe(415);
    expect((await problemOf(response)).code).toBe("unsupported_media_type");
    expect(await rawRows(tenant, "webhook_events")).toEqual([]);
  });

  it("may say its charset", async () => {
    const tenant = await aTenant();
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await postRetell(tenant, path, content(tenant, path), { headers })).ok).toBe(true);
  });
});

describe("a signed body that lacks something", () => {
  const without = <T extends object>(whole: T, key: keyof T) => ({ ...whole, [key]: undefined });

  it.each([
    { path: "", name: "the event", field: "event", make: (t: TestTenant) => without(callStarted(t), "event") },
    { path: "", name: "the call", field: "call", make: (t: TestTenant) => without(callStarted(t), "call") },
    {
      path: "",
      name: "the call's id",
      field: "call.call_id",
      make: (t: TestTenant) => ({ event: "call_started", call: without(aCall(t), "call_id") }),
    },
    {
      path: "",
      name: "a number where one belongs",
      field: "call.call_cost.combined_cost",
      make: (t: TestTenant) => callEnded(t, {}, { call_cost: { combined_cost: "70" } }),
    },
    { path: "/functions", name: "a name", field: "name", make: (t: TestTenant) => ({ call: aCall(t), args: {} }) },
    {
      path: "/functions",
      name: "arguments",
      field: "args",
      make: (t: TestTenant) => ({ name: "list_services", call: aCall(t) }),
    },
    {
      path: "/functions",
      name: "arguments that are an object",
      field: "args",
      make: (t: TestTenant) => ({ name: "list_services", call: aCall(t), args: "Cut" }),
    },
    {
      path: "/functions",
      name: "a call (arguments at the root)",
      field: "call",
      make: () => ({ service: "Cut", date: "2026-11-23", name: "x", args: {} }),
    },
    {
      path: "/inbound",
      name: "the number that was dialled",
      field: "call_inbound.to_number",
      make: () => ({ event: "call_inbound", call_inbound: { from_number: "+4915112345678" } }),
    },
    {
      path: "/inbound",
      name: "its own event",
      field: "event",
      make: (t: TestTenant) => ({ event: "chat_inbound", call_inbound: { to_number: t.phoneNumber } }),
    },
  ] as const)("at '$path' ($name) is a 400 that names $field", async ({ path, make, field }) => {
    const tenant = await aTenant();
    const response = await postRetell(tenant, path, make(tenant));
    expect(response.status).toBe(400);
    const { code, errors } = await problemOf(response);
    expect(code).toBe("unknown_shape");
    expect(errors?.map((error) => error.field)).toContain(field);
    expect(await rawRows(tenant, "webhook_events")).toEqual([]);
  });
});

describe("an event of a kind that says nothing about a call", () => {
  it.each([
    { event: "chat_started", chat: { chat_id: "chat_1" } },
    { event: "chat_analyzed", chat: { chat_id: "chat_1" } },
    { event: "something_retell_adds_next_year", call: { call_id: "call_1" }, more: [1, 2] },
  ])("($event) is acknowledged without effect", async (event) => {
    const tenant = await aTenant();
    const before = await countRows();
    const response = await postRetell(tenant, "", event);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(await countRows()).toEqual(before);
  });
});

function content(tenant: TestTenant, path: RetellPath): unknown {
  switch (path) {
    case "":
      return callStarted(tenant);
    case "/functions":
      return { name: "list_services", call: aCall(tenant), args: {} };
    case "/inbound":
      return { event: "call_inbound", call_inbound: { to_number: tenant.phoneNumber } };
    default:
      return path satisfies never;
  }
}

function inChunks(size: number): ReadableStream<Uint8Array> {
  const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
  let left = size;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      left -= chunk.length;
      return controller.enqueue(chunk);
    },
  });
}
