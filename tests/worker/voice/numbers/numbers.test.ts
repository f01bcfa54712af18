import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  AvailableNumberView,
  PhoneNumberView,
  PooledNumberView,
} from "../../../../src/contracts/phone-numbers.ts";
import { aTenant } from "../../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../../support/worker/client.ts";
import { anOperatorKey, aSession, request } from "../../../support/worker/credentials.ts";
import { rawRows } from "../../../support/worker/rows.ts";
import { playVendors } from "../../../support/worker/vendors.ts";

const TRUNK = { terminationUri: "sip.telnyx.com", username: "frontdesk", password: "secret-of-the-trunk" };
const TELNYX = { vendor: "telnyx", apiKey: "KEY0123456789", publicKey: `${"A".repeat(43)}=` };
const TWILIO = { vendor: "twilio", accountSid: `AC${"0".repeat(32)}`, authToken: "0123456789abcdef" };

async function anOwner(): Promise<Client> {
  const tenant = await aTenant();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}
const order = ({ send, tenant }: Client, body: object) => {
  const { branchId, connectionId } = tenant;
  return send("/voice/numbers", { body: { branchId, connectionId, ...body } });
};
const numbersOf = async ({ send }: Client) =>
  (await (await send("/voice/numbers")).json<{ items: PhoneNumberView[] }>()).items;

/** An account at a carrier, as it is entered for messages. */
async function aSender({ send }: Client, secret: object): Promise<string> {
  const body = { name: "Carrier", address: "+4930999999", secret };
  return (await (await send("/message-senders", { body })).json<{ id: string }>()).id;
}

let stage: ReturnType<typeof playVendors>;
beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors();
});
afterEach(() => vi.restoreAllMocks());

describe("a number", () => {
  it("is bought from the voice vendor, rings for its branch, and is given back there", async () => {
    const owner = await anOwner();
    const bought = await (await order(owner, { source: "vendor", areaCode: "628" })).json<PhoneNumberView>();
    expect(bought).toMatchObject({ state: "active", isConnected: true, e164: expect.stringMatching(/^\+1628/) });
    expect(stage.asked.at(-1)?.body).toContain(`/webhooks/retell/${owner.tenant.connectionId}/inbound`);
    expect((await owner.send(`/voice/numbers/${bought.id}`, { method: "DELETE" })).status).toBe(204);
    expect(stage.asked.at(-1)).toMatchObject({ method: "DELETE", status: 204 });
    expect((await numbersOf(owner)).map(({ e164 }) => e164)).toEqual([owner.tenant.phoneNumber]);
    const audit = await rawRows<{ action: string }>(owner.tenant, "audit_log");
    expect(audit.map(({ action }) => action)).toEqual(["phone_number.ordered", "phone_number.released"]);
  });

  it.each([
    ["Telnyx", TELNYX, "ordering"],
    ["Twilio", TWILIO, "active"],
  ])(
    "is found at %s, ordered, connected over a trunk whose password is kept nowhere, and given back at both",
    async (_, secret, state) => {
      const owner = await anOwner();
      const senderId = await aSender(owner, secret);
      const available = `/voice/numbers/available?senderId=${senderId}&areaCode=303`;
      const { items } = await (await owner.send(available)).json<{ items: AvailableNumberView[] }>();
      const [first] = items;
      expect(first?.e164).toMatch(/^\+1303/);
      const wanted = { source: "carrier", senderId, e164: first?.e164, trunk: TRUNK };
      const ordered = await (await order(owner, wanted)).json<PhoneNumberView>();
      expect(ordered).toMatchObject({ state, isConnected: true });
      const left = await (await owner.send(available)).json<{ items: AvailableNumberView[] }>();
      expect(left.items.map(({ e164 }) => e164)).not.toContain(first?.e164);
      const raw = [await rawRows(owner.tenant, "phone_numbers"), await rawRows(owner.tenant, "audit_log")];
      expect(JSON.stringify(raw)).not.toContain(TRUNK.password);
      expect((await owner.send(`/voice/numbers/${ordered.id}`, { method: "DELETE" })).status).toBe(204);
      const again = await (await owner.send(available)).json<{ items: AvailableNumberView[] }>();
      expect(again.items.map(({ e164 }) => e164)).toContain(first?.e164);
    },
  );

  it("never belongs to two businesses, though both order it at the same moment", async () => {
    const [one, other] = [await anOwner(), await anOwner()];
    const e164 = `${one.tenant.phoneNumber}77`;
    const outcomes = await Promise.all(
      [one, other].map(async (each) => outcomeOf(await order(each, { source: "own", e164 }))),
    );
    expect(outcomes.toSorted()).toEqual(["201", "409 number_taken"]);
    expect(await outcomeOf(await order(other, { source: "own", e164: one.tenant.phoneNumber }))).toBe(
      "409 number_taken",
    );
  });

  it("that could not be connected is kept with the reason, and can be given back", async () => {
    const owner = await anOwner();
    const senderId = await aSender(owner, TELNYX);
    stage.spoil.before = ({ path }) =>
      path === "/import-phone-number" ? new Response("no trunk", { status: 400 }) : null;
    const wanted = { source: "carrier", senderId, e164: "+13035550100", trunk: TRUNK };
    expect(await outcomeOf(await order(owner, wanted))).toBe("502 vendor_failed");
    const [failed] = await numbersOf(owner);
    expect(failed).toMatchObject({ state: "failed", error: "no trunk", isConnected: false });
    expect((await owner.send(`/voice/numbers/${failed?.id}`, { method: "DELETE" })).status).toBe(204);
    expect(stage.asked.filter(({ vendor, method }) => vendor === "telnyx" && method === "DELETE")).toHaveLength(1);
  });

  it("of the operator's pool is lent once, and goes back", async () => {
    const [one, other] = [await anOwner(), await anOwner()];
    const e164 = "+18005550142";
    const key = await anOperatorKey();
    const pool = async () =>
      (await (await request("/api/v1/operations/number-pool", { key })).json<{ items: PooledNumberView[] }>()).items;
    await request("/api/v1/operations/number-pool", { key, body: { e164 } });
    const free = await (await one.send("/voice/numbers/available")).json<{ items: AvailableNumberView[] }>();
    expect(free.items.map((each) => each.e164)).toContain(e164);
    const lent = await (await order(one, { source: "pool", e164 })).json<PhoneNumberView>();
    expect(await outcomeOf(await order(other, { source: "pool", e164 }))).toBe("409 number_taken");
    expect((await pool()).find((each) => each.e164 === e164)?.tenantId).toBe(one.tenant.tenantId);
    await one.send(`/voice/numbers/${lent.id}`, { method: "DELETE" });
    expect((await pool()).find((each) => each.e164 === e164)?.tenantId).toBeNull();
    expect(await outcomeOf(await order(other, { source: "pool", e164: "+18005550143" }))).toBe("409 number_taken");
    expect((await numbersOf(other)).map((each) => each.e164)).toEqual([other.tenant.phoneNumber]);
  });
});
