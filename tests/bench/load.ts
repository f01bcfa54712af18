import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Requests as they go over the wire, one after the other in one buffer. */
export type Requests = { bytes: Uint8Array; ends: Uint32Array };

export type LoadPlan = {
  port: number;
  connections: number;
  seconds: number;
  requests: Requests;
  /** Send the requests again from the start when all are sent. Otherwise the run ends there. */
  repeats: boolean;
  /** What a right answer has in its body. */
  expect: string;
  /** What a 409 has in its body that is no error. */
  refusal?: string;
};

export type LoadResult = {
  /** Requests that left, in the order of the plan. */
  sent: number;
  answered: number;
  /** Answers with the refusal that the plan allows. */
  refused: number;
  /** Answers that were not 2xx or lacked what was expected, and connections that broke. */
  errors: number;
  firstError: string | null;
  elapsedMs: number;
  /** Of right and of refused answers, in ms, sorted. */
  latencies: Float64Array;
};

/** Sends from a thread of its own, so that nothing else in this process delays a request. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const worker = new Worker(new URL("load-thread.ts", import.meta.url), { workerData: plan });
  const [result] = (await once(worker, "message")) as [LoadResult];
  return result;
}

export function packRequests(list: readonly string[]): Requests {
  const bytes = Buffer.from(list.join(""));
  const ends = new Uint32Array(list.length);
  let end = 0;
  list.forEach((request, index) => {
    end += Buffer.byteLength(request);
    ends[index] = end;
  });
  return { bytes, ends };
}
