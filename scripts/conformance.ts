import { parseArgs } from "node:util";
import { type Fixture, fixturesFor } from "./conformance/fixtures.ts";

const USAGE = `Shows how a deployment takes a vendor's webhooks.

  npm run conformance -- --url https://frontdesk.example.com --provider retell --connection con_… --secret key_…
  npm run conformance -- --url … --provider vapi --connection con_… --secret … [--method hmac]

The connection must exist there; its secret is only used to sign here. Calls made by this are named conformance-….
Use a connection of a test business: what is good is stored.`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    provider: { type: "string" },
    connection: { type: "string" },
    secret: { type: "string" },
    method: { type: "string", default: "bearer" },
  },
});

const { url, provider, connection, secret, method } = values;
if (!url || !connection || !secret || (provider !== "retell" && provider !== "vapi")) {
  console.error(USAGE);
  process.exit(2);
}

const address = `${url.replace(/\/+$/, "")}/webhooks/${provider}/${connection}`;
const fixtures = fixturesFor(provider, { secret, isHmac: method === "hmac" });

async function ask({ body, headers, path = "" }: Fixture): Promise<number | "no answer"> {
  try {
    const sent = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
    const answer = await fetch(address + path, { ...sent, redirect: "manual", signal: AbortSignal.timeout(20_000) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return "no answer";
  }
}

let failed = 0;
const rows = [];
// One after the other: some are about what came before.
for (const fixture of fixtures) {
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
