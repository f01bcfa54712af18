import { parentPort, workerData } from "node:worker_threads";
import { type Answer, Connection } from "./connection.ts";
import type { LoadPlan, LoadResult } from "./load.ts";

const plan = workerData as LoadPlan;
const latencies: number[] = [];
let refused = 0;
let errors = 0;
let firstError: string | null = null;
let next = 0;

const connections = await Promise.all(Array.from({ length: plan.connections }, () => Connection.open(plan.port)));
const startedAt = performance.now();
const deadline = startedAt + plan.seconds * 1_000;
await Promise.all(connections.map(drive));
const elapsedMs = performance.now() - startedAt;
for (const connection of connections) connection.close();

const result: LoadResult = {
  sent: next,
  answered: latencies.length - refused,
  refused,
  errors,
  firstError,
  elapsedMs,
  latencies: Float64Array.from(latencies).sort(),
};
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(result);

async function drive(connection: Connection): Promise<void> {
  for (let request = take(); request && performance.now() < deadline; request = take()) {
    const sentAt = performance.now();
    try {
      const answer = await connection.send(request);
      const isRefused = isHonest(answer);
      if (isRefused) refused++;
      if (isRefused || isRight(answer)) latencies.push(performance.now() - sentAt);
      else fail(`${answer.status} ${answer.body.slice(0, 300)}`);
    } catch (error) {
      fail(String(error));
      return;
    }
  }
}

function take(): Uint8Array | null {
  const { bytes, ends } = plan.requests;
  const index = plan.repeats ? next % ends.length : next;
  if (index >= ends.length) return null;
  next++;
  return bytes.subarray(ends[index - 1] ?? 0, ends[index]);
}

function isRight({ status, body }: Answer): boolean {
  return status >= 200 && status < 300 && body.includes(plan.expect);
}

function isHonest({ status, body }: Answer): boolean {
  return plan.refusal !== undefined && status === 409 && body.includes(plan.refusal);
}

function fail(what: string): void {
  errors++;
  firstError ??= what;
}
