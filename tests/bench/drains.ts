import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newBusiness, startProduct } from "./contestants.ts";
import { untilIdle } from "./cpu-time.ts";
import { packRequests, runLoad } from "./load.ts";
import { createSources } from "./sources.ts";

const COUNTING_WORKER = fileURLToPath(new URL("counting-worker.js", import.meta.url));
const CONNECTIONS = 64;
const MAX_RATE = 3_000;

export type Drains = { bookings: number; batches: number; errors: number };

/** How many D1 batches it takes to carry the bookings of 64 callers to the read model. */
export async function countDrains(seconds: number): Promise<Drains> {
  const directory = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
  const business = await newBusiness();
  const { port, pid, stop } = await startProduct(directory, business, { entry: COUNTING_WORKER });
  try {
    const { make, expect, repeats } = createSources(business, Date.now()).bookByPhone;
    const requests = packRequests(Array.from({ length: seconds * MAX_RATE }, (_, index) => make(index)));
    const before = await readBatches(port);
    const { answered, errors } = await runLoad({ port, connections: CONNECTIONS, seconds, requests, repeats, expect });
    await untilIdle(pid);
    return { bookings: answered, batches: (await readBatches(port)) - before, errors };
  } finally {
    await stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readBatches(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/batches`);
  return ((await answer.json()) as { batches: number }).batches;
}
