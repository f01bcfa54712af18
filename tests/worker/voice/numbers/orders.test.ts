import { env, exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { PhoneNumberView } from "../../../../src/contracts/phone-numbers.ts";
import type { PhoneNumberId } from "../../../../src/domain/ids.ts";
import { checkNumberOrder } from "../../../../src/use-cases/voice/numbers/settle-order.ts";
import { aTenant } from "../../../support/worker/a-tenant.ts";
import { aClient, type Client } from "../../../support/worker/client.ts";
import { aSession } from "../../../support/worker/credentials.ts";
import { eventually } from "../../../support/worker/eventually.ts";
import { ORIGIN } from "../../../support/worker/retell.ts";
import { rawRows } from "../../../support/worker/rows.ts";
import { playVendors } from "../../../support/worker/vendors.ts";

type Account = { owner: Client; senderId: string; keys: CryptoKeyPair };
let areas = 501;

async function anAccount(): Promise<Account> {
  const tenant = await aTenant();
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const keys = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = (await crypto.subtle.exportKey("raw", keys.publicKey)) as ArrayBuffer;
  const secret = { vendor: "telnyx", apiKey: `KEY${tenant.tenantId}`, publicKey: Buffer.from(raw).toString("base64") };
  const sender = await owner.send("/message-senders", { body: { name: "Telnyx", address: "+4930999999", secret } });
  return { owner, senderId: (await sender.json<{ id: string }>()).id, keys };
}

async function order({ owner, senderId }: Account): Promise<{ number: PhoneNumberView; orderId: string }> {
  const { branchId, connectionId } = owner.tenant;
  const body = { source: "carrier", branchId, connectionId, senderId, e164: `+1${areas++}5550101` };
  const number = await (await owner.send("/voice/numbers", { body })).json<PhoneNumberView>();
  const rows = await rawRows<{ id: string; carrier_id: string }>(owner.tenant, "phone_numbers");
  return { number, orderId: rows.find(({ id }) => id === number.id)?.carrier_id ?? "" };
}

/** As Telnyx tells it, signed with the account's key. */
async function tell({ senderId, keys }: Account, id: string, status: string): Promise<Response> {
  const data = { record_type: "event", event_type: "number_order.complete", id: crypto.randomUUID() };
  const body = JSON.stringify({ data: { ...data, payload: { id, status, phone_numbers: [] } } });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signed = await crypto.subtle.sign({ name: "Ed25519" }, keys.privateKey, Buffer.from(`${timestamp}|${body}`));
  const headers = {
    "content-type": "application/json",
    "telnyx-timestamp": timestamp,
    "telnyx-signature-ed25519": Buffer.from(signed).toString("base64"),
  };
  return exports.default.fetch(`${ORIGIN}/webhooks/telnyx/${senderId}`, { method: "POST", headers, body });
}

const stateOf = async ({ owner }: Account, { id }: PhoneNumberView) => {
  const { items } = await (await owner.send("/voice/numbers")).json<{ items: PhoneNumberView[] }>();
  return items.find((each) => each.id === id)?.state;
};
const become = (account: Account, number: PhoneNumberView, state: string) =>
  eventually(async () => expect(await stateOf(account, number)).toBe(state));

beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  playVendors();
});
afterEach(() => vi.restoreAllMocks());

it("a number is being ordered until its carrier says that it is there, by a signed webhook of the account alone", async () => {
  const [account, other] = [await anAccount(), await anAccount()];
  const { number, orderId } = await order(account);
  expect(number.state).toBe("ordering");
  expect((await tell({ ...account, keys: other.keys }, orderId, "success")).status).toBe(401);
  expect((await tell(other, orderId, "failure")).status).toBe(204); // somebody else's order
  expect((await tell(account, orderId, "success")).status).toBe(204);
  await become(account, number, "active");
  expect((await tell(account, orderId, "failure")).status).toBe(204);
  const failing = await order(account);
  await tell(account, failing.orderId, "failure");
  await become(account, failing.number, "failed");
  expect(await stateOf(account, number)).toBe("active");
});

it("an order whose webhook never came is asked after", async () => {
  const account = await anAccount();
  const { number } = await order(account);
  const { tenantId } = account.owner.tenant;
  await checkNumberOrder(env, { tenantId, numberId: number.id as PhoneNumberId }, Date.now());
  expect(await stateOf(account, number)).toBe("active");
});
