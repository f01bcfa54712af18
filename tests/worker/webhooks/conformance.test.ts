import { env, exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { generateKeyPairSync } from "node:crypto";
import { beforeAll, expect, it, vi } from "vitest";
import { fixtures, pathOf } from "../../../scripts/conformance/fixtures.ts";
import { configOf } from "../../../src/env.ts";
import { placeOfCredential } from "../../../src/use-cases/calendars/sync/place-of-credential.ts";
import { hashToken } from "../../../src/use-cases/identity/token.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aCalcomAccount } from "../../support/worker/calcom-accounts.ts";
import { aClient } from "../../support/worker/client.ts";
import { whatsappSecret } from "../../support/worker/conversations.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { aGoogleAccount, aTarget, playGoogle } from "../../support/worker/google.ts";
import { ORIGIN } from "../../support/worker/retell.ts";
import { aSender, twilioSecret } from "../../support/worker/senders.ts";
import { aVapiLine } from "../../support/worker/vapi.ts";

type Account = { connection?: string; secret: string; isHmac?: boolean };
let accounts: Record<string, Account>;

beforeAll(async () => {
  const tenant = await aTenant();
  const [bearer, hmac] = [await aVapiLine(tenant), await aVapiLine(tenant, "hmac")];
  const { RESEND_WEBHOOK_SECRET: resend = "", POSTMARK_WEBHOOK_PASSWORD: postmark = "" } = configOf(env);
  const [twilio, telnyx] = [
    { connection: await aSender(tenant), secret: twilioSecret.authToken },
    await aTelnyxSender(tenant),
  ];
  accounts = {
    retell: { connection: tenant.connectionId, secret: tenant.retellApiKey },
    vapi: { connection: bearer.connectionId, secret: bearer.secret },
    "vapi, signed": { connection: hmac.connectionId, secret: hmac.secret, isHmac: true },
    twilio,
    telnyx,
    "twilio-calls": twilio,
    "telnyx-calls": telnyx,
    whatsapp: { connection: await aSender(tenant, whatsappSecret), secret: whatsappSecret.appSecret },
    calcom: await aCalcom(tenant),
    google: await aGoogleChannel(tenant),
    resend: { secret: resend },
    postmark: { secret: postmark },
  };
});

async function aTelnyxSender(tenant: TestTenant): Promise<Account> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const secret = { vendor: "telnyx", apiKey: "KEY_of_a_test", publicKey: Buffer.from(raw).toString("base64") };
  const pkcs8 = Buffer.from(privateKey.export({ format: "der", type: "pkcs8" })).toString("base64");
  return { connection: await aSender(tenant, secret), secret: pkcs8 };
}

async function aCalcom(tenant: TestTenant): Promise<Account> {
  const connection = await aCalcomAccount(tenant);
  const query = "SELECT sealed_credential AS sealed FROM calendar_accounts WHERE tenant_id = ? AND id = ?";
  const sealed = await env.DB.prepare(query).bind(tenant.tenantId, connection).first<string>("sealed");
  const text = await tenant.vault.open(placeOfCredential(connection), sealed ?? "");
  return { connection, secret: (JSON.parse(text) as { webhookSecret: string }).webhookSecret };
}

async function aGoogleChannel(tenant: TestTenant): Promise<Account> {
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const { google } = playGoogle();
  const account = await aGoogleAccount(owner, google);
  const { id } = await aTarget(owner, account.id);
  vi.restoreAllMocks();
  const [channel, token] = [`channel-${id}`, "a-token-of-ours"];
  const opened = "UPDATE calendar_targets SET channel_id = ?, channel_token_hash = ? WHERE tenant_id = ? AND id = ?";
  await env.DB.prepare(opened)
    .bind(channel, await hashToken(token), tenant.tenantId, id)
    .run();
  return { connection: id, secret: `${channel}:${token}` };
}

const PROVIDERS = [
  "retell",
  "vapi",
  "vapi, signed",
  "twilio",
  "twilio-calls",
  "telnyx",
  "telnyx-calls",
  "whatsapp",
  "calcom",
  "google",
  "resend",
  "postmark",
];

it.each(PROVIDERS)("webhooks of %s are taken as the conformance suite wants it of every deployment", async (name) => {
  const { connection, secret, isHmac = false } = accounts[name] as Account; // all are made above
  const provider = name.replace(", signed", "");
  const address = ORIGIN + pathOf(provider, connection);
  const answers: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const fixture of fixtures[provider]?.({ secret, isHmac, address }) ?? []) {
    const headers = { "content-type": fixture.contentType ?? "application/json", ...fixture.headers };
    const { status } = await exports.default.fetch(address, { method: "POST", headers, body: fixture.body });
    wanted[fixture.name] = fixture.wanted.join(" or ");
    answers[fixture.name] = fixture.wanted.includes(status) ? fixture.wanted.join(" or ") : String(status);
  }
  expect(Object.keys(wanted).length).toBeGreaterThan(5);
  expect(answers).toEqual(wanted);
});
