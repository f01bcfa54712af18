import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { bundleWorker } from "../../tests/support/node/bundle.ts";
import { type Business, buildBusiness, TEST_SECRETS } from "../../tests/support/node/business.ts";
import { freePort, type Served, serve } from "../../tests/support/node/serve.ts";
import { withLocalD1 } from "../local-d1.ts";
import { createDice } from "../seed/dice.ts";
import { seedD1 } from "../seed/seed-d1.ts";
import { drifted, findViolations } from "./checker.ts";
import { Desk } from "./desk.ts";
import { askDrift, buffersOf, type Drift, readLedger, readReadModel } from "./evidence.ts";
import { type Counts, countEntries, type Entry } from "./history.ts";
import { Requests, readOutcome } from "./requests.ts";
import { Writer } from "./writer.ts";

export type ChaosOptions = { seconds: number; kills: number; writers: number; seed: string; tell(line: string): void };
export type ChaosReport = Counts & {
  kills: number;
  appointments: number;
  refusals: Record<string, number>;
  /** How long after the last start the read model had caught up without being asked. Null: it had not. */
  caughtUpMs: number | null;
  drift: Drift;
  violations: string[];
};

const CATCH_UP_MS = 20_000;
const BRANCH = { staff: 3, horizonDays: 60 };

/** Books under load, kills the server under it again and again, and compares what was promised with what is there. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const directory = mkdtempSync(join(tmpdir(), "frontdesk-chaos-"));
  const arena = await openArena(directory);
  try {
    return await fight(arena, options);
  } finally {
    await arena.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

type Arena = {
  business: Business;
  port: number;
  start(): Promise<void>;
  kill(): Promise<void>;
  close(): Promise<void>;
};

async function openArena(directory: string): Promise<Arena> {
  const business = await buildBusiness(["Chaos"], BRANCH, Date.now());
  const port = await freePort();
  const stateDir = join(directory, "state");
  const script = await bundleWorker("wrangler.toml", directory);
  await withLocalD1(stateDir, (database) => seedD1(database, business.demo));
  const bindings = { ...TEST_SECRETS, PUBLIC_URL: `http://localhost:${port}` };
  let served: Served | null = null;
  const start = async () => {
    served = await serve({ configPath: "wrangler.toml", script, stateDir, port, bindings }, "/health");
  };
  await start();
  return { business, port, start, kill: async () => served?.kill(), close: async () => served?.stop() };
}

async function fight(arena: Arena, options: ChaosOptions): Promise<ChaosReport> {
  const { business } = arena;
  const [rules] = business.branches;
  if (!rules) throw new Error("there is no branch to fight over");
  const now = Date.now();
  const desk = new Desk(arena.port, business);
  const requests = new Requests(business, rules);
  let over = false;
  const send = desk.send.bind(desk);
  const setting = { rules, requests, seed: options.seed, now, send, isOver: () => over };
  const writers = Array.from({ length: options.writers }, (_, client) => new Writer(setting, client));
  const running = Promise.all(writers.map((writer) => writer.run()));

  await killAgainAndAgain(arena, options, () => {
    over = true;
  });
  await running;
  await arena.start();
  const history = writers.flatMap((writer) => writer.history);
  options.tell(`the server is back; ${countEntries(history).unknown} requests are still without an answer`);
  const caughtUpMs = await untilCaughtUp(desk, rules, now);
  await askAgain(desk, history);

  const drift = await askDrift(desk, rules);
  const [ledger, readModel] = [await readLedger(desk, rules, now), await readReadModel(desk, rules)];
  const violations = findViolations({ history, ledger, readModel, buffers: buffersOf(rules) });
  if (caughtUpMs === null) violations.push("the read model did not catch up by itself after the last start");
  if (drift.missing + drift.stale + drift.surplus > 0) violations.push(`drift: ${JSON.stringify(drift)}`);
  const refusals = talliedRefusals(history);
  return {
    ...countEntries(history),
    kills: options.kills,
    appointments: ledger.length,
    refusals,
    caughtUpMs,
    drift,
    violations,
  };
}

/** The last kill ends the run: whatever the writers then have no answer to stays open. */
async function killAgainAndAgain(arena: Arena, { seconds, kills, seed, tell }: ChaosOptions, end: () => void) {
  const dice = createDice(`${seed}|kills`);
  for (let kill = 1; kill <= kills; kill++) {
    const pause = (seconds * 1_000 * (0.6 + dice.next() * 0.8)) / kills;
    await new Promise((resolve) => setTimeout(resolve, pause));
    await arena.kill();
    tell(`kill ${kill} of ${kills} after ${(pause / 1_000).toFixed(1)} s of load`);
    if (kill < kills) await arena.start();
  }
  end();
}

/** Nobody writes and questions drain nothing, so only the alarm that each commit has set can bring D1 up to date. */
async function untilCaughtUp(desk: Desk, rules: Rulebook, now: number): Promise<number | null> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < CATCH_UP_MS) {
    const readModel = await readReadModel(desk, rules);
    if (drifted(await readLedger(desk, rules, now), readModel).length === 0) return Date.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}

/** What a good client does after a crash: the same request with the same key. */
async function askAgain(desk: Desk, history: readonly Entry[]): Promise<void> {
  for (const entry of history.filter(({ outcome }) => outcome.kind === "unknown")) {
    entry.losses++;
    entry.outcome = readOutcome(await desk.send(entry.request), entry.request.channel);
  }
  const booked = history.filter(
    ({ op, outcome, request }) => op === "book" && outcome.kind === "acked" && request.channel === "api",
  );
  for (const entry of booked.slice(-MAX_REPEATED)) {
    const again = readOutcome(await desk.send(entry.request), entry.request.channel);
    entry.repeats.push(again.kind === "acked" ? again.id : JSON.stringify(again));
  }
}

const MAX_REPEATED = 100;

function talliedRefusals(history: readonly Entry[]): Record<string, number> {
  const codes = history.flatMap(({ outcome }) => (outcome.kind === "refused" ? [outcome.code] : []));
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}
