import { parseArgs } from "node:util";
import { type Fixture, fixtures, pathOf, WITHOUT_CONNECTION } from "./conformance/fixtures.ts";

const USAGE = `Shows how a deployment takes a vendor's webhooks.

  npm run conformance -- --url https://frontdesk.example.com --provider retell --connection con_… --secret key_…

  --provider    ${Object.keys(fixtures).join(", ")}
  --connection  what stands in the address: con_… (retell, vapi), snd_… (twilio, telnyx, whatsapp, and their calls),
                cac_… (calcom), ctg_… (google); nothing for ${WITHOUT_CONNECTION.join(" and ")}
  --secret      what the vendor signs with: API key, auth token, app secret, whsec_…, password of the address;
                of telnyx an Ed25519 private key in PKCS8 and base64, whose public key the sender there has;
                of google <channel id>:<token>
  --method      hmac where Vapi signs, bearer where it shows its token (bearer)

It must exist there; its secret is only used to sign here. Calls made by this are named conformance-….
Use an account of a test business: what is good is stored.`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    provider: { type: "string", default: "" },
    connection: { type: "string" },
    secret: { type: "string" },
    method: { type: "string", default: "bearer" },
  },
});

const { url, provider, connection, secret, method } = values;
const fixturesOf = fixtures[provider];
if (!url || !secret || !fixturesOf || (!connection && !WITHOUT_CONNECTION.includes(provider))) {
  console.error(USAGE);
  process.exit(2);
}

const address = url.replace(/\/+$/, "") + pathOf(provider, connection);

async function ask({ body, headers, contentType = "application/json" }: Fixture): Promise<number | "no answer"> {
  try {
    const sent = { method: "POST", headers: { "content-type": contentType, ...headers }, body };
    const answer = await fetch(address, { ...sent, redirect: "manual", signal: AbortSignal.timeout(20_000) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return "no answer";
  }
}

let failed = 0;
const rows = [];
// One after the other: some are about what came before.
for (const fixture of fixturesOf({ secret, isHmac: method === "hmac", address })) {
  const status = await ask(fixture);
  const passed = typeof status === "number" && fixture.wanted.includes(status);
  if (!passed) failed += 1;
  rows.push({
    case: fixture.name,
    wanted: fixture.wanted.join(" or "),
    answered: status,
    verdict: passed ? "ok" : "WRONG",
  });
}
console.table(rows);
console.log(failed === 0 ? "All as it should be." : `${failed} of ${rows.length} are wrong.`);
process.exit(failed === 0 ? 0 : 1);
