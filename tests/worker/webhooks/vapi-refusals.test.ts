import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { problemOf } from "../../support/worker/credentials.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aVapiCall, aVapiLine, credentialOf, postVapi, type VapiLine } from "../../support/worker/vapi.ts";
import { statusUpdate } from "../../support/worker/vapi-events.ts";

const MINUTE = 60_000;

/** One message that would be answered, and would book, if it were from Vapi. */
function aBooking(line: VapiLine) {
  const args = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" };
  return {
    type: "tool-calls",
    toolCallList: [{ id: "t1", name: "book_appointment", arguments: args }],
    ...aVapiCall(line),
  };
}

/** What this tenant has: others write at the same time. */
async function writtenBy({ tenant }: VapiLine): Promise<unknown[]> {
  const tables = ["webhook_events", "calls", "appointments", "audit_log"] as const;
  return (await Promise.all(tables.map((table) => rawRows(tenant, table)))).flat();
}

type Forge = (body: string, line: VapiLine) => Promise<Record<string, string>> | Record<string, string>;
const hmac = async (line: VapiLine, body: string, more: { secret?: string; at?: number } = {}) =>
  credentialOf("hmac", more.secret ?? line.secret, body, more.at);

const forgeries: { name: string; method: VapiLine["method"]; forge: Forge }[] = [
  { name: "no credential", method: "bearer", forge: () => ({}) },
  { name: "an empty token", method: "bearer", forge: () => ({ authorization: "Bearer " }) },
  {
    name: "a token that begins right",
    method: "bearer",
    forge: (_, { secret }) => ({ "x-vapi-secret": `${secret}x` }),
  },
  { name: "the token without its scheme", method: "bearer", forge: (_, { secret }) => ({ authorization: secret }) },
  { name: "a signature where a token was agreed", method: "bearer", forge: (body, line) => hmac(line, body) },
  {
    name: "another tenant's token",
    method: "bearer",
    forge: async () => ({ authorization: `Bearer ${(await aVapiLine(await aTenant())).secret}` }),
  },
  { name: "no signature", method: "hmac", forge: () => ({}) },
  { name: "the secret as a token", method: "hmac", forge: (_, { secret }) => ({ authorization: `Bearer ${secret}` }) },
  { name: "the signature of another body", method: "hmac", forge: (_, line) => hmac(line, "{}") },
  { name: "a stale signature", method: "hmac", forge: (b, line) => hmac(line, b, { at: Date.now() - 6 * MINUTE }) },
  { name: "one from the future", method: "hmac", forge: (b, line) => hmac(line, b, { at: Date.now() + 6 * MINUTE }) },
  {
    name: "a fresh time beside an old signature",
    method: "hmac",
    forge: async (body, line) => {
      const old = await hmac(line, body, { at: Date.now() - 6 * MINUTE });
      return { ...old, "x-timestamp": String(Date.now()) };
    },
  },
  { name: "another secret", method: "hmac", forge: (body, line) => hmac(line, body, { secret: "another-secret-16" }) },
];

beforeAll(async () => {
  await postVapi(await aVapiLine(await aTenant()), {});
});

describe("a message to a Vapi connection", () => {
  it.each(forgeries)("abuse 44: with $name is refused and writes nothing", async ({ method, forge }) => {
    const line = await aVapiLine(await aTenant(), method);
    const body = JSON.stringify({ message: aBooking(line) });
    for (const text of [body, JSON.stringify({ message: statusUpdate(line, "in-progress") })]) {
      const response = await postVapi(line, text, { headers: await forge(text, line) });
      expect(response.status).toBe(401);
      expect(await problemOf(response)).toMatchObject({ code: "bad_signature", status: 401 });
    }
    expect(await writtenBy(line)).toEqual([]);
  });

  it("is accepted with seconds or milliseconds beside its signature, over the bytes alone", async () => {
    const line = await aVapiLine(await aTenant(), "hmac");
    const body = JSON.stringify({ message: { type: "hang", ...aVapiCall(line) } });
    const seconds = await hmac(line, body, { at: Math.floor(Date.now() / 1_000) });
    expect((await postVapi(line, body, { headers: seconds })).status).toBe(200);
    expect((await postVapi(line, body)).status).toBe(200);
    expect((await postVapi(line, `${body} `, { headers: seconds })).status).toBe(401);
  });

  it("is refused alike for unknown, disabled and other providers' connections", async () => {
    const line = await aVapiLine(await aTenant());
    const disabled = await aVapiLine(await aTenant());
    await env.DB.prepare("UPDATE connections SET disabled_at = 1 WHERE id = ?").bind(disabled.connectionId).run();
    for (const id of [newId("con"), "con_1", "constructor", disabled.connectionId, line.tenant.connectionId]) {
      expect((await postVapi(line, aBooking(line), { connectionId: id })).status).toBe(401);
    }
    const { tenant, connectionId } = line;
    const crossed = await postRetell(tenant, "/functions", {}, { connectionId, apiKey: line.secret });
    expect(crossed.status).toBe(401);
  });

  it.each([
    ["", 400, "malformed_json"],
    ["[]", 400, "unknown_shape"],
    ['{"message":{}}', 400, "unknown_shape"],
    [`{"message":{"type":"tool-calls"}}`, 400, "unknown_shape"],
    [`{"filler":"${"x".repeat(5 * 1024 * 1024)}"}`, 413, "too_large"],
  ])("that is not what Vapi documents is refused by name (%#)", async (body, status, code) => {
    const response = await postVapi(await aVapiLine(await aTenant()), body);
    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
  });
});
