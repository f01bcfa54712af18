import { err, type Result } from "../domain/result.ts";
import type { GateRefusal, Outcome, VendorAnswer, VendorFailure } from "../domain/vendors/vendor-answer.ts";
import { outcomeOf } from "../domain/vendors/vendor-answer.ts";
import { faultFacts, log } from "../log.ts";

/** What stands before one account at a vendor; `use-cases/vendors/open-gate.ts` makes one. */
export type VendorGate = {
  ask(): Promise<Result<number, GateRefusal>>;
  report(ticket: number, outcome: Outcome): Promise<void>;
};

export type GatedFailure = VendorFailure | GateRefusal;

/** Asks leave, calls, and reports how it went. A call that throws is reported as unreachable and thrown on. */
export async function throughGate<T>(
  gate: VendorGate,
  call: () => Promise<VendorAnswer<T>>,
): Promise<Result<T, GatedFailure>> {
  const leave = await askLeave(gate);
  if (!leave.ok) return err(leave.error);
  const answer = await run(gate, leave.value, call);
  await report(gate, leave.value, outcomeOf(answer));
  return answer;
}

async function run<T>(gate: VendorGate, ticket: number, call: () => Promise<VendorAnswer<T>>) {
  try {
    return await call();
  } catch (error) {
    await report(gate, ticket, { kind: "failed", error: "fault", retryAfterMs: null });
    throw error;
  }
}

/** The gate protects vendors and us; when it is away itself, calls go on without it. */
async function askLeave(gate: VendorGate): Promise<Result<number, GateRefusal>> {
  try {
    return await gate.ask();
  } catch (error) {
    log("error", "gate_away", faultFacts(error));
    return { ok: true, value: 0 };
  }
}

async function report(gate: VendorGate, ticket: number, outcome: Outcome): Promise<void> {
  try {
    await gate.report(ticket, outcome);
  } catch (error) {
    log("error", "gate_away", faultFacts(error));
  }
}
