import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { credentialsOf, type DemoFile, readDemoFile, writeDemoFile } from "./demo-file.ts";
import { importAppointments } from "./demo-import.ts";
import { ensureDevVars, readDevVars } from "./dev-vars.ts";
import { withLocalD1 } from "./local-d1.ts";
import { isPortFree, run, type Service, startService, stopService, untilHealthy } from "./processes.ts";
import { SANDBOX_MAIL } from "./seed/business.ts";
import { newCredentials } from "./seed/credentials.ts";
import { buildDemo, type Demo } from "./seed/demo.ts";
import { inviteOperator, OPERATOR } from "./seed/demo-operator.ts";
import { demoMadeAt, seedD1 } from "./seed/seed-d1.ts";

const HELP = `Starts the demo: the Worker, the sandbox that plays the vendors, and a salon in Berlin. Needs no account.

  npm start -- [options]

  --fresh             forget all data and begin anew
  --port <n>          port of the Worker (8787)
  --sandbox-port <n>  port of the sandbox (8788)
  --watch             build the dashboard again whenever its files change
  --no-build          serve the dashboard as it was built last
  --state <dir>       where the local database lies (.wrangler/state)
  --demo <file>       where the demo's keys and ids are written (.demo.json)
  --help              this text`;

const WRANGLER = join("node_modules", "wrangler", "bin", "wrangler.js");
const VITE = join("node_modules", "vite", "bin", "vite.js");
/** No questions, no telemetry, no look-ups: the demo needs no network. */
const QUIET = { CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", NO_COLOR: "1" };

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
    port: { type: "string", default: process.env["PORT"] ?? "8787" },
    "sandbox-port": { type: "string", default: process.env["SANDBOX_PORT"] ?? "8788" },
    state: { type: "string", default: join(".wrangler", "state") },
    demo: { type: "string", default: ".demo.json" },
    help: { type: "boolean", default: false },
  },
});

const port = readPort("--port", values.port);
const sandboxPort = readPort("--sandbox-port", values["sandbox-port"]);
const urls = { baseUrl: `http://localhost:${port}`, sandboxUrl: `http://localhost:${sandboxPort}` };
const services: Service[] = [];
/** Null once the demo's operator has chosen a password. */
let operatorSetupUrl: string | null = null;

try {
  if (values.help) console.log(HELP);
  else await start();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  await stopAll();
  process.exitCode = 1;
}

async function start(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void finish());
  await refuseBusyPort(port, "--port");
  await refuseBusyPort(sandboxPort, "--sandbox-port");
  if (values.fresh) forgetAll();

  if (!values["no-build"]) await step("Building the dashboard", build);
  const demo = await step("Preparing the database", prepareDatabase);
  await step("Starting the Worker and the sandbox", () => Promise.all([startWorker(), startSandbox()]));
  await step("Filling the calendars", () => importAppointments(urls.baseUrl, demo.keys.tenantApiKey, demo));
  if (values.watch) keep(startService("vite", [VITE, "build", "--watch", "--logLevel", "warn"], { env: QUIET }));
  tell(writeDemoFile(values.demo, demo, { ...urls, ...(operatorSetupUrl ? { operatorSetupUrl } : {}) }));
  await Promise.race(services.map(({ exited }) => exited));
  await finish("A part of the demo has ended, so the rest was stopped.");
}

function build() {
  return run("vite build", [VITE, "build", "--logLevel", "error"], QUIET);
}

/** Data that is there stays. The demo is described again from the day it was made, so that ids and times agree. */
async function prepareDatabase(): Promise<Demo> {
  const { DATA_KEY_V1 = "", PASSWORD_PEPPER = "" } = ensureDevVars();
  const known = readDemoFile(values.demo);
  const credentials = known ? credentialsOf(known) : newCredentials();
  return withLocalD1(join(values.state, "v3"), async (database) => {
    const madeAt = await demoMadeAt(database);
    if (madeAt && !known)
      throw new Error(`${values.demo} is gone, but its data is not. Begin anew: npm start -- --fresh`);
    const now = madeAt ?? Date.now();
    const demo = await buildDemo({ now, masterKey: DATA_KEY_V1, pepper: PASSWORD_PEPPER, credentials });
    await seedD1(database, demo);
    const path = await inviteOperator(database, DATA_KEY_V1, Date.now());
    operatorSetupUrl = path && urls.baseUrl + path;
    return demo;
  });
}

async function startWorker(): Promise<void> {
  const args = ["dev", "--port", String(port), "--ip", "localhost", "--persist-to", values.state];
  const vars = [...ownVars(), "--show-interactive-dev-session=false", "--inspector-port", "0"];
  const worker = keep(startService("Worker", [WRANGLER, ...args, ...vars], { env: QUIET }));
  await untilHealthy(`${urls.baseUrl}/health`, worker);
}

/** Vendors are played by the sandbox, unless .dev.vars names real ones. */
function ownVars(): string[] {
  const { RESEND_API_KEY, HIBP_URL, RETELL_URL, VAPI_URL, CALCOM_URL, GOOGLE_CLIENT_ID } = readDevVars();
  const mail = ["RESEND_API_KEY:re_sandbox", "EMAIL_FROM:Frontdesk <desk@frontdesk.example>"];
  const reports = [
    `RESEND_WEBHOOK_SECRET:${SANDBOX_MAIL.resendWebhookSecret}`,
    "POSTMARK_SERVER_TOKEN:postmark-sandbox",
    `POSTMARK_URL:${urls.sandboxUrl}/postmark`,
    `POSTMARK_WEBHOOK_PASSWORD:${SANDBOX_MAIL.postmarkPassword}`,
    `EMAIL_REPLY_DOMAIN:${SANDBOX_MAIL.replyDomain}`,
  ];
  const resend = RESEND_API_KEY ? [] : [...mail, `RESEND_URL:${urls.sandboxUrl}/resend`, ...reports];
  const carriers = ["twilio", "telnyx", "whatsapp"].map(
    (name) => `${name.toUpperCase()}_URL:${urls.sandboxUrl}/${name}`,
  );
  const hibp = HIBP_URL ? [] : [`HIBP_URL:${urls.sandboxUrl}/hibp`];
  const retell = RETELL_URL ? [] : [`RETELL_URL:${urls.sandboxUrl}/retell`];
  const voice = VAPI_URL ? retell : [...retell, `VAPI_URL:${urls.sandboxUrl}/vapi`];
  const calcom = CALCOM_URL ? [] : [`CALCOM_URL:${urls.sandboxUrl}/calcom`];
  const application = ["GOOGLE_CLIENT_ID:sandbox-client", "GOOGLE_CLIENT_SECRET:sandbox-secret"];
  const places = ["CONSENT", "TOKEN", "API"].map((part) => `GOOGLE_${part}_URL:${urls.sandboxUrl}/google`);
  const google = GOOGLE_CLIENT_ID ? [] : [...application, ...places];
  return [
    `PUBLIC_URL:${urls.baseUrl}`,
    `SANDBOX_URL:${urls.sandboxUrl}`,
    ...voice,
    ...resend,
    ...carriers,
    ...hibp,
    ...calcom,
    ...google,
  ].flatMap((each) => ["--var", each]);
}

async function startSandbox(): Promise<void> {
  const args = ["--port", String(sandboxPort), "--worker", urls.baseUrl, "--demo", values.demo];
  const sandbox = keep(startService("sandbox", [join("tests", "sandbox", "main.ts"), ...args]));
  await untilHealthy(urls.sandboxUrl, sandbox);
}

/** Keeps a service to be stopped, and shows what it complains of. */
function keep(service: Service): Service {
  services.push(service);
  service.child.stdout?.resume();
  service.child.stderr?.on("data", (chunk) => process.stderr.write(withoutChatter(String(chunk))));
  return service;
}

/** Wrangler says at every start that crons do not run locally. */
function withoutChatter(text: string): string {
  return text.includes("Scheduled Workers are not automatically triggered") ? "" : text;
}

function tell(demo: DemoFile): void {
  const portHint = sandboxPort === 8788 ? "" : ` -- --sandbox ${urls.sandboxUrl}`;
  const operator = operatorSetupUrl
    ? `first choose a password: ${operatorSetupUrl}`
    : "with the password and second factor that you chose";
  console.log(`
  Dashboard   ${urls.baseUrl}/app
              ${demo.login.email}   ${demo.login.password}
  Booking     ${urls.baseUrl}/b/${demo.tenantSlug}   (what the salon's customers see)
  Operators   ${urls.baseUrl}/admin
              ${OPERATOR.email}   ${operator}
  Sandbox     ${urls.sandboxUrl}   (plays the vendors, shows each e-mail and SMS)

  Place a call, in another terminal:

    npm run call${portHint}

  All keys and ids are in ${values.demo}. Ctrl-C stops everything.`);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  process.stdout.write(`  ${name} ...`);
  const result = await work();
  process.stdout.write(` ${((Date.now() - startedAt) / 1_000).toFixed(1)} s\n`);
  return result;
}

async function finish(reason = "Stopping ..."): Promise<void> {
  console.log(`\n${reason}`);
  await stopAll();
  process.exit();
}

async function stopAll(): Promise<void> {
  await Promise.all(services.map((service) => stopService(service)));
}

function forgetAll(): void {
  rmSync(values.state, { recursive: true, force: true });
  rmSync(values.demo, { force: true });
}

async function refuseBusyPort(wanted: number, option: string): Promise<void> {
  if (await isPortFree(wanted)) return;
  throw new Error(`Port ${wanted} is in use. Choose another: npm start -- ${option} ${wanted + 100}`);
}

function readPort(option: string, text: string): number {
  const wanted = Number(text);
  if (Number.isInteger(wanted) && wanted > 0 && wanted < 65_536) return wanted;
  console.error(`${option} must be a port number, not "${text}".`);
  process.exit(1);
}
