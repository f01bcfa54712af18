import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "./processes.ts";

const HELP = `Builds the dashboard, migrates the database and deploys the Worker, in this order, so that new code never
meets an old schema. Set up the environment first: docs/runbooks/deploy.md.

  npm run deploy -- --env staging|production [--dry-run]`;

const ENVIRONMENTS = ["staging", "production"];
const WRANGLER = join("node_modules", "wrangler", "bin", "wrangler.js");
const VITE = join("node_modules", "vite", "bin", "vite.js");

const { values } = parseArgs({
  options: {
    env: { type: "string" },
    "dry-run": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else await deploy(values.env ?? "", values["dry-run"]);

async function deploy(environment: string, isRehearsal: boolean): Promise<void> {
  if (!ENVIRONMENTS.includes(environment)) {
    console.error(`--env must be one of ${ENVIRONMENTS.join(", ")}.\n\n${HELP}`);
    process.exitCode = 1;
    return;
  }
  const target = ["--env", environment];
  console.log(await run("vite build", [VITE, "build", "--logLevel", "warn"]));
  if (!isRehearsal)
    console.log(await run("migrations", [WRANGLER, "d1", "migrations", "apply", "DB", "--remote", ...target]));
  console.log(await run("wrangler deploy", [WRANGLER, "deploy", ...target, ...(isRehearsal ? ["--dry-run"] : [])]));
}
