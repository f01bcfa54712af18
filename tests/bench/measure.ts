import type { Served } from "../support/node/serve.ts";
import type { Contestants } from "./contestants.ts";
import { cpuTimeMs, untilIdle } from "./cpu-time.ts";
import { type LoadResult, packRequests, runLoad } from "./load.ts";
import type { Source } from "./sources.ts";

export type Comparison = {
  name: string;
  against: string;
  product: Source;
  bare: Source;
  /** The share of the bare Worker's rate to reach, at every number of connections. Without one it is only told. */
  aim?: number;
  /** Milliseconds that 95 of 100 answers may take at 16 connections. */
  p95At16?: number;
};

export type Pace = { seconds: number; rounds: number };

export type SideResult = {
  /** Requests a second: the median of the rounds. */
  rate: number;
  /** Milliseconds, over all rounds. */
  p50: number;
  p95: number;
  p99: number;
  errors: number;
  firstError: string | null;
  /** CPU of Worker and runtime per answer, what went on after it included. Null where the system does not say. */
  cpuMicros: number | null;
};

export type ComparisonResult = {
  comparison: Comparison;
  connections: number;
  product: SideResult;
  bare: SideResult;
  /** Product to bare: the median of the rounds, and how far they lie apart. */
  ratio: { median: number; low: number; high: number };
};

type Run = LoadResult & { cpuMs: number | null };

/** Requests that would book what is booked already must not be sent again, so the bench remembers how far it came. */
export class Bench {
  readonly #contestants: Contestants;
  readonly #pace: Pace;
  readonly #sent = new Map<Source, number>();

  constructor(contestants: Contestants, pace: Pace) {
    this.#contestants = contestants;
    this.#pace = pace;
  }

  /** Both sides in turn, several times, so that whatever else the machine does falls on both. */
  async compare(comparison: Comparison, connections: number): Promise<ComparisonResult> {
    const { product, bare } = this.#contestants;
    const rounds: { product: Run; bare: Run }[] = [];
    await this.#run(product, comparison.product, connections, 0.5);
    await this.#run(bare, comparison.bare, connections, 0.5);
    for (let round = 0; round < this.#pace.rounds; round++) {
      const ours = () => this.#run(product, comparison.product, connections, this.#pace.seconds);
      const theirs = () => this.#run(bare, comparison.bare, connections, this.#pace.seconds);
      if (round % 2 === 0) rounds.push({ product: await ours(), bare: await theirs() });
      else rounds.push(await theirs().then(async (first) => ({ bare: first, product: await ours() })));
    }
    const ratios = rounds.map((round) => rateOf(round.product) / rateOf(round.bare)).sort((a, b) => a - b);
    return {
      comparison,
      connections,
      product: summarise(rounds.map((round) => round.product)),
      bare: summarise(rounds.map((round) => round.bare)),
      ratio: { median: at(ratios, 0.5), low: at(ratios, 0), high: at(ratios, 1) },
    };
  }

  async #run({ port, pid }: Served, source: Source, connections: number, seconds: number): Promise<Run> {
    const { expect, repeats } = source;
    const requests = packRequests(this.#next(source, seconds));
    const before = cpuTimeMs(pid);
    const result = await runLoad({ port, connections, seconds, requests, expect, repeats });
    this.#sent.set(source, (this.#sent.get(source) ?? 0) + result.sent);
    await untilIdle(pid, repeats ? 0 : PUT_OFF_MS);
    const after = cpuTimeMs(pid);
    return { ...result, cpuMs: before === null || after === null ? null : after - before };
  }

  /** Made before the clock starts: signing is the vendor's work. */
  #next(source: Source, seconds: number): string[] {
    const first = this.#sent.get(source) ?? 0;
    const count = source.repeats ? REPEATED : Math.ceil(seconds * MAX_RATE);
    return Array.from({ length: count }, (_, index) => source.make(first + index));
  }
}

const REPEATED = 256;
/** So long after a booking, its customer's name is indexed. */
const PUT_OFF_MS = 2_500;
/** More bookings a second than any design here makes. A run that uses up its requests ends early. */
const MAX_RATE = 6_000;

function summarise(runs: Run[]): SideResult {
  const latencies = Float64Array.from(runs.flatMap((run) => [...run.latencies])).sort();
  const answered = runs.reduce((sum, run) => sum + run.answered, 0);
  const cpuMs = runs.reduce<number | null>(
    (sum, run) => (sum === null || run.cpuMs === null ? null : sum + run.cpuMs),
    0,
  );
  return {
    rate: at(
      runs.map(rateOf).sort((a, b) => a - b),
      0.5,
    ),
    p50: at(latencies, 0.5),
    p95: at(latencies, 0.95),
    p99: at(latencies, 0.99),
    errors: runs.reduce((sum, run) => sum + run.errors, 0),
    firstError: runs.find((run) => run.firstError)?.firstError ?? null,
    cpuMicros: cpuMs === null || answered === 0 ? null : (cpuMs * 1_000) / answered,
  };
}

function rateOf({ answered, elapsedMs }: Run): number {
  return (answered * 1_000) / elapsedMs;
}

function at(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
