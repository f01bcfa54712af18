import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runChaos } from "./chaos/run.ts";
import { run } from "./processes.ts";

const HELP = `Tries for minutes what the test suite tries for seconds: that nothing is ever booked twice or lost.

  npm run prove -- [options]

  --scale <n>     cases of each property, in multiples of those in npm test (20)
  --seconds <n>   of killing the server under load (120)
  --seed <n>      the same seed tries the same cases (a new one)
  --report <path> where the report is written (reports/prove.md)
  --help          this text

Properties and the reference model of the booking rules, the object against the model and against the linearizability
checker (and the bug that both must find), then the crash run. Ends with code 1 when a promise was broken.`;

const WRITERS = 16;
const SECONDS_BETWEEN_KILLS = 6;
const OBJECT_TESTS = "tests/worker/branch-calendar/";
const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "20" },
    seconds: { type: "string", default: "120" },
    seed: { type: "string", default: String(Date.now() % 2_147_483_647) },
    report: { type: "string", default: join("reports", "prove.md") },
    help: { type: "boolean", default: false },
  },
});

type Part = { name: string; held: boolean; seconds: number; detail: string };

if (values.help) console.log(HELP);
else await prove();

async function prove(): Promise<void> {
  const parts = [
    await timed("the rules, against their properties", () => properties("domain", "tests/domain/booking")),
    await timed("the checker, against brute force", () => properties("domain", "tests/domain/linearizability")),
    await timed("the object, against the model and the checker", () => properties("worker", OBJECT_TESTS)),
    await timed("kill -9 under load", crash),
  ];
  const report = [`# Proof run, seed ${values.seed}, scale ${values.scale}\n`, ...parts.map(toSection)].join("\n");
  mkdirSync(join(values.report, ".."), { recursive: true });
  writeFileSync(values.report, report);
  console.log(`\n${values.report}`);
  if (parts.some(({ held }) => !held)) process.exitCode = 1;
}

async function timed(name: string, work: () => Promise<string>): Promise<Part> {
  const startedAt = performance.now();
  console.log(`${name} …`);
  const outcome = await work().then(
    (detail) => ({ held: true, detail }),
    (error: Error) => ({ held: false, detail: error.message }),
  );
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`  ${outcome.held ? "held" : "BROKEN"} after ${seconds} s`);
  return { name, seconds, ...outcome };
}

async function properties(project: string, filter: string): Promise<string> {
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const env = { PROVE_SCALE: values.scale, PROVE_SEED: values.seed, NO_COLOR: "1" };
  const output = await run(`vitest ${filter}`, [vitest, "run", "--project", project, filter], env);
  return output
    .split("\n")
    .filter((line) => /^\s*(Tests|Test Files|Duration) /.test(line))
    .join("\n");
}

async function crash(): Promise<string> {
  const seconds = Number(values.seconds);
  const kills = Math.max(1, Math.round(seconds / SECONDS_BETWEEN_KILLS));
  const { violations, ...counts } = await runChaos({ seconds, kills, writers: WRITERS, seed: values.seed, tell });
  if (violations.length > 0) throw new Error(violations.slice(0, 50).join("\n"));
  return JSON.stringify(counts, null, 2);
}

function tell(line: string): void {
  console.log(`  ${line}`);
}

function toSection({ name, held, seconds, detail }: Part): string {
  return `## ${held ? "Held" : "BROKEN"}: ${name} (${seconds} s)\n\n\`\`\`\n${detail.slice(0, 20_000)}\n\`\`\`\n`;
}
