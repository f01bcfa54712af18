import { join } from "node:path";
import { parseArgs } from "node:util";
import { loginIndex } from "../src/db/vault.ts";
import { createOperator, newSetup } from "../src/use-cases/identity/operators/create-operator.ts";
import { readDevVars } from "./dev-vars.ts";
import { readNumber, runSql } from "./operator/run-sql.ts";
import { countOperators, deleteFactors, insertOperator, renewSetup } from "./operator/statements.ts";

const HELP = `Makes operators of the platform. Prints a link, good once and for a day, by which the operator chooses a password and
sets up their second factor.

  npm run operator -- create --email anna@example.com --name "Anna Berg" [options]
  npm run operator -- reset  --email anna@example.com [options]     a new link; password, factors and sessions are void

  --url <address>     where the link leads (http://localhost:8787)
  --language de|en    of the operator (en)
  --env staging|production   on Cloudflare instead of here; needs DATA_KEY_V1 in the environment
  --state <dir>       where the local database lies (.wrangler/state); stop the Worker first`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    email: { type: "string", default: "" },
    name: { type: "string", default: "" },
    url: { type: "string", default: "http://localhost:8787" },
    language: { type: "string", default: "en" },
    env: { type: "string" },
    state: { type: "string", default: join(".wrangler", "state") },
    help: { type: "boolean", default: false },
  },
});

try {
  const [command] = positionals;
  if (values.help || command === undefined) console.log(HELP);
  else console.log(`\n  ${await perform(command)}\n\n  Good once, for a day.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Answers with the link. */
async function perform(command: string): Promise<string> {
  if (!/^[^@\s]+@[^@\s]+$/.test(values.email)) throw new Error("--email must be an address");
  if (command === "create") return linkOf(await create());
  if (command === "reset") return linkOf(await reset());
  throw new Error(`unknown command: ${command}\n\n${HELP}`);
}

async function create(): Promise<string> {
  if (values.name.trim() === "") throw new Error("--name is missing: tenants see it when the operator looks in");
  const language = values.language === "de" ? "de" : "en";
  const who = { name: values.name.trim(), email: values.email, language } as const;
  const { row, setupToken } = await createOperator(masterKey(), who, Date.now());
  if (await isKnown(row.emailIndex)) {
    throw new Error("there is an operator with this address; see: npm run operator -- reset");
  }
  await runSql(values, insertOperator(row));
  return setupToken;
}

async function reset(): Promise<string> {
  const emailIndex = await loginIndex(masterKey(), values.email);
  const { setupToken, ...setup } = await newSetup(Date.now());
  if (!(await isKnown(emailIndex))) throw new Error("there is no operator with this address");
  await runSql(values, [renewSetup(emailIndex, setup), ...deleteFactors(emailIndex)].join("\n"));
  return setupToken;
}

async function isKnown(emailIndex: string): Promise<boolean> {
  return (await readNumber(values, countOperators(emailIndex))) > 0;
}

function masterKey(): string {
  const key = values.env ? process.env["DATA_KEY_V1"] : readDevVars()["DATA_KEY_V1"];
  if (key) return key;
  throw new Error(values.env ? "set DATA_KEY_V1 to the deployment's" : "no .dev.vars yet: run npm start once");
}

function linkOf(token: string): string {
  return `${values.url}/admin/setup?token=${token}`;
}
