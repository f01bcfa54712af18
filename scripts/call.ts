import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { CallEvent, CallResult } from "../tests/sandbox/calls/events.ts";

const HELP = `Places a call: the sandbox plays a voice vendor and a caller, the Worker answers.

  npm run call -- [options]

  --scenario <id>   what happens in the call (book); see --list
  --provider <name> who carries the call: retell or vapi (retell)
  --language de|en  (de)
  --service <name>  what the caller asks for; otherwise one of the services on offer
  --pace <n>        1 is natural but quick (1), 0 has no pauses
  --seed <n>        the same seed gives the same caller and choices
  --sandbox <url>   where the sandbox is (sandboxUrl of .demo.json, or http://localhost:8788)
  --webhooks        also print every webhook
  --json            print the events as they come, one JSON object per line
  --list            the scenarios
  --help            this text

The exit code is 0 when the call came to its intended end and the Worker accepted everything it was sent.`;

const TIME_LIMIT_MS = 240_000;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  scenario: { ...text, default: "book" },
  provider: { ...text, default: "retell" },
  language: { ...text, default: "de" },
  service: text,
  pace: text,
  seed: text,
  sandbox: text,
  webhooks: flag,
  json: flag,
  list: flag,
  help: { ...flag, short: "h" },
} as const;
type Wishes = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** Something to say without a stack trace. */
class Plain extends Error {}

const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (words: string) => (colourful ? `\u001b[${code}m${words}\u001b[0m` : words);
const bold = paint(1);
const dim = paint(2);
const red = paint(31);
const green = paint(32);
const cyan = paint(36);
const speakers = { agent: cyan("Agent "), caller: bold("Caller") } as const;

const MARGIN = " ".repeat(10);
const width = Math.min(process.stdout.columns || 100, 100);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Plain ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const wishes = readWishes();
  if (wishes.help) console.log(HELP);
  if (wishes.help) return 0;
  const sandbox = (wishes.sandbox ?? (await demoSandbox()) ?? "http://localhost:8788").replace(/\/+$/, "");
  return wishes.list ? list(sandbox) : call(sandbox, wishes);
}

function readWishes(): Wishes {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Plain(`${(error as Error).message}\n\n${HELP}`);
  }
}

async function demoSandbox(): Promise<string | undefined> {
  try {
    const { sandboxUrl } = JSON.parse(await readFile(".demo.json", "utf8"));
    return typeof sandboxUrl === "string" ? sandboxUrl : undefined;
  } catch {
    return undefined;
  }
}

async function list(sandbox: string): Promise<number> {
  const response = await ask(sandbox, "/control/scenarios");
  const { scenarios } = (await response.json()) as { scenarios: { id: string; summary: string }[] };
  for (const { id, summary } of scenarios) console.log(`${bold(id.padEnd(20))}${summary}`);
  return 0;
}

async function call(sandbox: string, wishes: Wishes): Promise<number> {
  const { scenario, provider: vendor, language, service } = wishes;
  const order = {
    scenario,
    vendor,
    language,
    service,
    pace: readNumber("pace", wishes.pace),
    seed: readNumber("seed", wishes.seed),
  };
  const response = await ask(sandbox, "/control/calls", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  const seen: CallEvent[] = [];
  for await (const event of readEvents(response)) {
    seen.push(event);
    if (wishes.json) console.log(JSON.stringify(event));
    else print(event, wishes.webhooks === true);
  }
  const done = seen.find((event) => event.type === "done");
  if (!done) throw new Plain("The sandbox stopped in the middle of the call; its terminal says why.");
  if (!wishes.json) printResult(done, seen, language);
  return done.successful ? 0 : 1;
}

function readNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) throw new Plain(`--${name} must be a number, not "${value}".`);
  return number;
}

async function ask(sandbox: string, path: string, init: RequestInit = {}): Promise<Response> {
  if (!URL.canParse(sandbox)) throw new Plain(`--sandbox must be a URL, not "${sandbox}".`);
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const response = await fetch(sandbox + path, { ...init, signal }).catch((cause: Error) => {
    const reason = cause.cause instanceof Error && cause.cause.message ? ` (${cause.cause.message})` : "";
    throw new Plain(`No sandbox answers at ${sandbox}${reason}.\nStart everything with: npm start`);
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as {
    title?: string;
    errors?: { field: string; rule: string }[];
  };
  const fields = (problem.errors ?? []).map(({ field, rule }) => {
    return `  --${field === "vendor" ? "provider" : field}: ${rule}`;
  });
  throw new Plain([problem.title ?? `The sandbox answered ${response.status}.`, ...fields].join("\n"));
}

async function* readEvents(response: Response): AsyncGenerator<CallEvent> {
  let rest = "";
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

function print(event: CallEvent, allWebhooks: boolean): void {
  switch (event.type) {
    case "call":
      console.log(`\n  ${bold(event.title)}`);
      console.log(dim(`  ${event.caller.name}, ${event.caller.phone}, calls ${event.to}   seed ${event.seed}\n`));
      return;
    case "speech":
      console.log(`  ${speakers[event.speaker]}  ${wrap(event.text)}`);
      return;
    case "keys":
      printAside(`the caller types ${event.typed}`);
      return;
    case "function":
      printAside(`${event.name} ${briefly(event.args)}`, event.ms, event.code ?? event.error, !event.error);
      return;
    case "inbound":
      if (allWebhooks || (!event.accepted && event.attempt === 1))
        printAside("call_inbound", event.ms, verdict(event), event.accepted);
      return;
    case "webhook":
      if (allWebhooks || (!isFine(event) && event.attempt === 1))
        printAside(event.event, event.ms, verdict(event), isFine(event));
      return;
    case "rival":
      printAside(event.text, event.ms);
      return;
    case "note":
      printAside(event.text);
      return;
    case "done":
  }
}

function printAside(words: string, ms?: number, remark?: string, fine = true): void {
  const latency = ms === undefined ? "" : `  ${ms} ms`;
  const tail = remark === undefined ? "" : `  ${remark}`;
  console.log(`${MARGIN}${(fine ? dim : red)(`${words}${tail}`)}${latency}`);
}

function printResult(done: CallEvent & CallResult, seen: CallEvent[], language: string): void {
  const { appointment, outcome, successful, note, failures } = done;
  const mark = successful ? green("✓") : red("✗");
  const told = outcome === "booked" && appointment ? "" : `: ${note}`;
  console.log(`\n  ${mark} ${bold(outcome.replaceAll("_", " "))}${told}`);
  if (appointment && outcome !== "cancelled") {
    const when = new Intl.DateTimeFormat(language === "de" ? "de" : "en-GB", {
      dateStyle: "full",
      timeStyle: "short",
      timeZone: appointment.timeZone,
    });
    console.log(`    ${appointment.service}`);
    console.log(`    ${language === "de" ? "bei" : "with"} ${appointment.staff}`);
    console.log(`    ${when.format(new Date(appointment.startsAt))} (${appointment.timeZone})`);
    console.log(dim(`    ${appointment.appointmentId}`));
  }
  for (const failure of new Set(failures)) console.log(red(`    ${failure}`));
  console.log(dim(`    ${webhookLine(seen)}; call ${done.callId}\n`));
}

function webhookLine(seen: CallEvent[]): string {
  const webhooks = seen.filter((event) => event.type === "webhook");
  const slowest = Math.max(0, ...webhooks.map((event) => event.ms));
  return `${webhooks.filter(isFine).length} of ${webhooks.length} webhooks accepted, slowest ${slowest} ms`;
}

function isFine({ status }: { status: number | null }): boolean {
  return status !== null && status >= 200 && status < 300;
}

function verdict({ status, error }: { status: number | null; error?: string }): string {
  return error ?? `answered ${status}`;
}

function briefly(args: Record<string, unknown>): string {
  const told = Object.entries(args).filter(([name]) => name !== "language");
  return told.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ");
}

/** Breaks at words; further lines begin under the first. */
function wrap(words: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > width - MARGIN.length) lines.push(line);
    line = line !== "" && longer.length > width - MARGIN.length ? word : longer;
  }
  return [...lines, line].join(`\n${MARGIN}`);
}
