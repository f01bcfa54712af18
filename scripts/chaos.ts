import { parseArgs } from "node:util";
import { type ChaosReport, runChaos } from "./chaos/run.ts";

const HELP = `Kills the server again and again while many clients book, and checks that no promise was broken.

  npm run chaos -- [options]

  --seconds <n>   under load, the starts in between not counted (30)
  --kills <n>     SIGKILL for the server and its runtime at once; the last one ends the load (5)
  --writers <n>   clients, each on both the API and the phone (16)
  --seed <text>   the same seed makes the same choices (a new one)
  --help          this text

Ends with code 1 when an acknowledged appointment is missing, doubled or elsewhere, when two overlap, when a key was
answered in two ways, or when D1 and the calendar differ.`;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    kills: { type: "string", default: "5" },
    writers: { type: "string", default: "16" },
    seed: { type: "string", default: String(Date.now()) },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const { seconds, kills, writers, seed } = values;
  console.log(`${writers} writers, ${kills} kills, ${seconds} s of load, seed ${seed}`);
  const counts = { seconds: Number(seconds), kills: Number(kills), writers: Number(writers) };
  report(await runChaos({ ...counts, seed, tell: (line) => console.log(`  ${line}`) }));
}

function report({ violations, refusals, drift, caughtUpMs, ...counts }: ChaosReport): void {
  console.log(`
  acknowledged  ${counts.acked}
  refused       ${counts.refused}   ${JSON.stringify(refusals)}
  recovered     ${counts.recovered}   lost on the way, known after the same request was sent again
  unknown       ${counts.unknown}
  repeated      ${counts.repeated}   sent once more with the same key
  kills         ${counts.kills}
  appointments  ${counts.appointments}
  caught up     ${caughtUpMs === null ? "never" : `${(caughtUpMs / 1_000).toFixed(1)} s after the last start, by alarm alone`}
  drift         ${JSON.stringify(drift)}
  violations    ${violations.length}`);
  for (const violation of violations.slice(0, 50)) console.error(`  ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
}
