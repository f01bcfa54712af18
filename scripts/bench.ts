import { parseArgs } from "node:util";
import { COMPARISONS } from "../tests/bench/comparisons.ts";
import { startContestants } from "../tests/bench/contestants.ts";
import { measureCrowd } from "../tests/bench/crowd.ts";
import { measureDrains } from "../tests/bench/drains.ts";
import { measureFanOut } from "../tests/bench/fan-out.ts";
import { measureGrowth } from "../tests/bench/growth.ts";
import { Bench, type ComparisonResult, type Pace } from "../tests/bench/measure.ts";
import { failures, machineLine, table, verdictLine, verdicts } from "../tests/bench/report.ts";
import { measureRivals } from "../tests/bench/rivals.ts";
import { createSources } from "../tests/bench/sources.ts";
import type { Verdict } from "../tests/bench/verdict.ts";
import { measureVoice } from "../tests/bench/voice.ts";

const HELP = `Measures the production bundle against a bare Worker that does the least a design can do.

  npm run bench -- [options]

  --seconds <n>   length of one run (2)
  --rounds <n>    runs of each side, in turn (5)
  --quick         half a second and three rounds: for a first look, not for a claim
  --only <text>   only what has this in its name: a comparison, or one of
                  drains, rivals, fan-out, growth, crowd, voice
  --help          this text

Both Workers are served by Miniflare from their own sockets, straight to the Worker. The ratio is the median of the
rounds; what else the machine does falls on both sides. CPU µs is what Worker and runtime take for one answer, with
all that goes on after it. Ends with code 1 only when an answer of a comparison was wrong.`;

const CONNECTIONS = [1, 16];
const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

/** What is not a share of anything. Each starts the product anew, with branches of its own. */
const measurements: Record<string, (pace: Pace) => Promise<Verdict[]>> = {
  drains: ({ seconds }) => measureDrains(seconds),
  rivals: measureRivals,
  "fan-out": measureFanOut,
  growth: measureGrowth,
  crowd: measureCrowd,
  voice: measureVoice,
};

if (values.help) console.log(HELP);
else await bench(paceOf(values));

async function bench(pace: Pace): Promise<void> {
  console.log(machineLine());
  const planned = COMPARISONS.filter(({ name }) => isWanted(name));
  if (planned.length > 0) await compare(planned, pace);
  for (const [name, measure] of Object.entries(measurements).filter(([each]) => isWanted(each))) {
    console.log(`\n${name}`);
    for (const verdict of await measure(pace)) console.log(verdictLine(verdict));
  }
}

function isWanted(name: string): boolean {
  return name.includes(values.only);
}

async function compare(planned: typeof COMPARISONS, pace: Pace): Promise<void> {
  console.log(`${pace.rounds} rounds of ${pace.seconds} s for each side`);
  const contestants = await startContestants();
  try {
    const bench = new Bench(contestants, pace);
    const results: ComparisonResult[] = [];
    const sources = createSources(contestants.business, Date.now());
    for (const plan of planned) {
      const comparison = { ...plan, product: sources[plan.product], bare: sources[plan.bare] };
      for (const connections of CONNECTIONS) results.push(await bench.compare(comparison, connections));
    }
    report(results);
  } finally {
    await contestants.stop();
  }
}

function report(results: ComparisonResult[]): void {
  console.log(`\n${table(results)}\n\n${verdicts(results)}`);
  const wrong = failures(results);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

function paceOf({ seconds, rounds, quick }: { seconds?: string; rounds?: string; quick: boolean }): Pace {
  const usual = quick ? { seconds: 0.5, rounds: 3 } : { seconds: 2, rounds: 5 };
  return { seconds: Number(seconds ?? usual.seconds), rounds: Number(rounds ?? usual.rounds) };
}
