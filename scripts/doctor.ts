import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeProblem, variableProblems } from "../src/env.ts";
import { readDemoFile } from "./demo-file.ts";
import { readDevVars } from "./dev-vars.ts";
import { isPortFree } from "./processes.ts";

const HELP = `Tells whether this machine can run Frontdesk, and whether a running one is well.

  npm run doctor -- [--url http://localhost:8787]`;

/** The vars that wrangler.toml sets for local work; the secrets come from .dev.vars. */
const LOCAL_VARS = { ENVIRONMENT: "development", PUBLIC_URL: "http://localhost:8787", LOG_LEVEL: "info" };

type Check = { name: string; problem: string | null };
type Notice = { variable: string; rule: string };
type Health = { status: string; checks: { configuration: Notice[]; database: boolean }; notices?: Notice[] };

const { values } = parseArgs({ options: { url: { type: "string" }, help: { type: "boolean", default: false } } });

if (values.help) console.log(HELP);
else report([checkNode(), checkSecrets(), ...(await checkWorker(values.url))]);

function checkNode(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  return { name: `Node ${process.versions.node}`, problem: major >= 24 ? null : "run it through npm: npm run doctor" };
}

function checkSecrets(): Check {
  const name = ".dev.vars";
  if (!existsSync(name)) return { name, problem: "is missing; npm start makes it" };
  const problems = variableProblems({ ...LOCAL_VARS, ...readDevVars() });
  return { name, problem: problems.map(describeProblem).join("; ") || null };
}

/** A given URL must answer; without one, the demo is asked if it runs. */
async function checkWorker(given: string | undefined): Promise<Check[]> {
  const url = given ?? readDemoFile(".demo.json")?.baseUrl ?? LOCAL_VARS.PUBLIC_URL;
  const answer = await fetch(`${url}/health`).catch(() => null);
  if (answer) return [await readHealth(url, answer)];
  if (given) return [{ name: url, problem: "does not answer" }];
  const free = await isPortFree(Number(new URL(url).port));
  return [{ name: `${url} (not running)`, problem: free ? null : "something else listens there; npm start -- --port" }];
}

async function readHealth(url: string, answer: Response): Promise<Check> {
  const health = (await answer.json().catch(() => null)) as Health | null; // the shape of /health
  if (!health) return { name: url, problem: "is not Frontdesk" };
  const problems = health.checks.configuration.map(describeProblem);
  if (!health.checks.database) problems.push("the database does not answer");
  for (const notice of health.notices ?? []) console.log(`  ! ${describeProblem(notice)}`);
  return { name: `${url} is ${health.status}`, problem: problems.join("; ") || null };
}

function report(checks: Check[]): void {
  for (const { name, problem } of checks) console.log(problem ? `  ✗ ${name}: ${problem}` : `  ✓ ${name}`);
  if (checks.some(({ problem }) => problem)) process.exitCode = 1;
}
