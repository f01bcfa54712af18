import { parseArgs } from "node:util";
import { startContestants } from "../tests/bench/contestants.ts";
import { countDrains } from "../tests/bench/drains.ts";
import { Bench, type Comparison, type ComparisonResult, type Pace } from "../tests/bench/measure.ts";
import { drainLine, failures, machineLine, table, verdicts } from "../tests/bench/report.ts";
import { createSources, type Sources } from "../tests/bench/sources.ts";

const HELP = `Measures the production bundle against a bare Worker that does the least a design can do.

  npm run bench -- [options]

  --seconds <n>   length of one run (2)
  --rounds <n>    runs of each side, in turn (5)
  --quick         half a second and three rounds: for a first look, not for a claim
  --only <text>   only comparisons with this in their name
  --help          this text

Both Workers are served by Miniflare from their own sockets, straight to the Worker. The ratio is the median of the
rounds; what else the machine does falls on both sides. CPU µs is what Worker and runtime take for one answer, with
all that goes on after it. Ends with code 1 only when an answer was wrong.`;

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

if (values.help) console.log(HELP);
else await bench(paceOf(values));

async function bench(pace: Pace): Promise<void> {
  console.log(`${machineLine()}\n${pace.rounds} rounds of ${pace.seconds} s for each side`);
  const contestants = await startContestants();
  try {
    const bench = new Bench(contestants, pace);
    const results: ComparisonResult[] = [];
    for (const comparison of comparisons(createSources(contestants.business, Date.now()))) {
      for (const connections of CONNECTIONS) results.push(await bench.compare(comparison, connections));
    }
    report(results);
  } finally {
    await contestants.stop();
  }
  if (!values.only) await reportDrains(pace.seconds);
}

function comparisons(sources: Sources): Comparison[] {
  const all: Comparison[] = [
    {
      name: "check_availability by phone",
      against: "an RPC that returns a constant",
      product: sources.checkAvailability,
      bare: sources.bareConstant,
      aim: 0.5,
      p95At16: 50,
    },
    {
      name: "book_appointment by phone",
      against: "an RPC that selects and inserts",
      product: sources.bookByPhone,
      bare: sources.bareInsertPhone,
      aim: 0.5,
      p95At16: 50,
    },
    {
      name: "book_appointment, slot taken",
      against: "an RPC that selects and inserts",
      product: sources.bookTakenSlot,
      bare: sources.bareInsertPhone,
    },
    {
      name: "GET availability of a day",
      against: "an RPC that selects a day",
      product: sources.availabilityApi,
      bare: sources.bareSelect,
      aim: 0.6,
    },
    {
      name: "GET the earliest 3 of 62 days",
      against: "an RPC that selects a day",
      product: sources.earliestApi,
      bare: sources.bareSelect,
      aim: 0.3,
    },
    {
      name: "POST appointments",
      against: "an RPC that selects and inserts",
      product: sources.bookApi,
      bare: sources.bareInsertWeb,
      aim: 0.75,
    },
  ];
  return all.filter(({ name }) => name.includes(values.only));
}

function report(results: ComparisonResult[]): void {
  console.log(`\n${table(results)}\n\n${verdicts(results)}`);
  const wrong = failures(results);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

async function reportDrains(seconds: number): Promise<void> {
  const drains = await countDrains(seconds);
  console.log(drainLine(drains));
  if (drains.errors > 0) process.exitCode = 1;
}

function paceOf({ seconds, rounds, quick }: { seconds?: string; rounds?: string; quick: boolean }): Pace {
  const usual = quick ? { seconds: 0.5, rounds: 3 } : { seconds: 2, rounds: 5 };
  return { seconds: Number(seconds ?? usual.seconds), rounds: Number(rounds ?? usual.rounds) };
}
