import { fileURLToPath } from "node:url";
import { withProduct } from "./contestants.ts";
import { untilIdle } from "./cpu-time.ts";
import { packRequests, runLoad } from "./load.ts";
import { createSources } from "./sources.ts";
import { aim, type Verdict } from "./verdict.ts";

const COUNTING_WORKER = fileURLToPath(new URL("counting-worker.js", import.meta.url));
const CONNECTIONS = 64;
const MAX_RATE = 3_000;

/** How many D1 batches it takes to carry the bookings of 64 callers to the read model. */
export function measureDrains(seconds: number): Promise<Verdict[]> {
  return withProduct(["Ask", "Phone", "Web"], { entry: COUNTING_WORKER }, async ({ served, business }) => {
    const { port, pid } = served;
    const { make, expect, repeats } = createSources(business, Date.now()).bookByPhone;
    const requests = packRequests(Array.from({ length: seconds * MAX_RATE }, (_, index) => make(index)));
    const before = await readBatches(port);
    const load = { port, connections: CONNECTIONS, seconds, requests, repeats, expect };
    const { answered, errors, firstError } = await runLoad(load);
    await untilIdle(pid);
    if (errors > 0) throw new Error(`a booking was answered wrongly: ${firstError}`);
    const batches = (await readBatches(port)) - before;
    const each = batches / answered;
    return [
      aim(
        each < 0.2,
        `D1 batches per booking at 64 clients: ${each.toFixed(3)} (${batches} for ${answered}), aim below 0.2`,
      ),
    ];
  });
}

async function readBatches(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/batches`);
  return ((await answer.json()) as { batches: number }).batches;
}
