import type { EpochMs } from "../time.ts";
import { type Budget, refill } from "./budget.ts";
import type { CircuitState, Gate } from "./gate.ts";

/** How a gate stands, for people. */
export type GateLook = {
  budget: Budget;
  /** Calls that could be made at once. */
  left: number;
  pausedUntil: EpochMs | null;
  circuit: CircuitState;
  failures: number;
  retryAt: EpochMs | null;
  lastError: string | null;
};

export function lookAt({ bucket, circuit, pausedUntil }: Gate, budget: Budget, now: EpochMs): GateLook {
  const isPaused = pausedUntil !== null && pausedUntil > now;
  return {
    budget,
    left: Math.floor(refill(bucket, budget, now).tokens),
    pausedUntil: isPaused ? pausedUntil : null,
    circuit: circuit.state,
    failures: circuit.failures.length,
    retryAt: circuit.retryAt,
    lastError: circuit.lastError,
  };
}
