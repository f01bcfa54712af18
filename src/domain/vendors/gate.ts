import { err, ok, type Result } from "../result.ts";
import type { EpochMs } from "../time.ts";
import { type Bucket, type Budget, fullBucket, nextTokenAt, refill } from "./budget.ts";
import type { GateRefusal, Outcome } from "./vendor-answer.ts";

/** `closed`: calls pass. `open`: none does until `retryAt`. `half_open`: one call finds out how the vendor is. */
export type CircuitState = "closed" | "open" | "half_open";

export type Circuit = {
  state: CircuitState;
  /** Recent failures, oldest first; never more than open it. */
  failures: EpochMs[];
  /** How often in a row it opened: each time it waits longer. */
  openings: number;
  retryAt: EpochMs | null;
  /** Number of the latest probe; an answer under another number decides nothing. */
  probe: number;
  probeEndsAt: EpochMs | null;
  changedAt: EpochMs;
  lastError: string | null;
};

/** `pausedUntil`: the vendor asked for silence. */
export type Gate = { bucket: Bucket; circuit: Circuit; pausedUntil: EpochMs | null };

/** Ticket 0 is an ordinary call, any other number is a probe. It comes back with the outcome. */
export type Leave = { gate: Gate; ticket: number };

const FAILURES_TO_OPEN = 5;
const WINDOW_MS = 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const JITTER = 0.25;
/** A probe that nobody answered for was lost with its caller. Longer than any call of a vendor takes. */
const PROBE_MS = 60_000;
const DEFAULT_PAUSE_MS = 10_000;
/** A vendor may ask for so much patience; a longer wish is a mistake of somebody's. */
const LONGEST_PAUSE_MS = 60 * 60_000;

export function newGate(budget: Budget, now: EpochMs): Gate {
  const waits = { retryAt: null, probe: 0, probeEndsAt: null, lastError: null };
  return {
    bucket: fullBucket(budget, now),
    circuit: { state: "closed", failures: [], openings: 0, changedAt: now, ...waits },
    pausedUntil: null,
  };
}

/** May a call be made now? Taking leave spends one call of the budget. */
export function decideLeave(gate: Gate, budget: Budget, now: EpochMs): Result<Leave, GateRefusal> {
  if (gate.pausedUntil !== null && gate.pausedUntil > now) return err({ reason: "paused", retryAt: gate.pausedUntil });
  const opensAt = closedUntil(gate.circuit, now);
  if (opensAt !== null) return err({ reason: "circuit_open", retryAt: opensAt });
  const bucket = refill(gate.bucket, budget, now);
  if (bucket.tokens < 1) return err({ reason: "over_budget", retryAt: nextTokenAt(bucket, budget) });
  const spent = { ...gate, pausedUntil: null, bucket: { ...bucket, tokens: bucket.tokens - 1 } };
  if (gate.circuit.state === "closed") return ok({ gate: spent, ticket: 0 });
  const circuit = beginProbe(gate.circuit, now);
  return ok({ gate: { ...spent, circuit }, ticket: circuit.probe });
}

/** How a call that had leave went. `random` in [0, 1) spreads connections that failed together. */
export function decideOutcome(gate: Gate, ticket: number, outcome: Outcome, now: EpochMs, random: number): Gate {
  const pausedUntil = pauseOf(gate, outcome, now);
  return { ...gate, pausedUntil, circuit: judge(gate.circuit, ticket, outcome, now, random) };
}

/** Until when nothing passes; null: a call may pass. */
function closedUntil({ state, retryAt, probeEndsAt }: Circuit, now: EpochMs): EpochMs | null {
  const until = state === "open" ? retryAt : state === "half_open" ? probeEndsAt : null;
  return until !== null && until > now ? until : null;
}

function beginProbe(circuit: Circuit, now: EpochMs): Circuit {
  const changedAt = circuit.state === "half_open" ? circuit.changedAt : now;
  return { ...circuit, state: "half_open", probe: circuit.probe + 1, probeEndsAt: now + PROBE_MS, changedAt };
}

function judge(circuit: Circuit, ticket: number, outcome: Outcome, now: EpochMs, random: number): Circuit {
  const isProbe = ticket !== 0 && ticket === circuit.probe && circuit.state === "half_open";
  // Calls that set out before it opened say nothing new; nor does a probe that was given up.
  if (circuit.state !== "closed" && !isProbe) return circuit;
  if (outcome.kind === "failed") return fail(circuit, outcome.error, now, random);
  // Whoever says "too fast" is there: the pause alone holds us back.
  return isProbe ? { ...circuit, state: "closed", failures: [], openings: 0, ...idle, changedAt: now } : circuit;
}

const idle = { retryAt: null, probeEndsAt: null } as const;

function fail(circuit: Circuit, lastError: string, now: EpochMs, random: number): Circuit {
  const failures = [...circuit.failures.filter((at) => at > now - WINDOW_MS), now].slice(-FAILURES_TO_OPEN);
  const opens = circuit.state === "half_open" || failures.length >= FAILURES_TO_OPEN;
  if (!opens) return { ...circuit, failures, lastError };
  const openings = circuit.openings + 1;
  const retryAt = now + waitMs(openings, random);
  return { ...circuit, state: "open", failures, openings, lastError, ...idle, retryAt, changedAt: now };
}

function waitMs(openings: number, random: number): number {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** Math.min(openings - 1, 20), LONGEST_WAIT_MS);
  return Math.round(doubled * (1 + JITTER * random));
}

/** The vendor's wish, if it has one. The later of two holds. */
function pauseOf({ pausedUntil }: Gate, outcome: Outcome, now: EpochMs): EpochMs | null {
  if (outcome.kind === "worked") return pausedUntil;
  const wish = outcome.retryAfterMs ?? (outcome.kind === "throttled" ? DEFAULT_PAUSE_MS : null);
  return wish === null ? pausedUntil : Math.max(pausedUntil ?? 0, now + Math.min(wish, LONGEST_PAUSE_MS));
}
