import { providerGate } from "../../../durable-objects/stubs.ts";
import { type Budget, budgetOf } from "../../domain/vendors/budget.ts";
import type { GateRef } from "../../domain/vendors/gate-ref.ts";
import type { VendorGate } from "../../providers/gate.ts";

/** The gate of one account, for `throughGate`. `budget` where the account's own limit is known. */
export function openGate(env: Env, ref: GateRef, budget: Budget = budgetOf(ref.provider)): VendorGate {
  return {
    ask: () => providerGate(env, ref).ask(budget, ref),
    report: (ticket, outcome) => providerGate(env, ref).report(ref, ticket, outcome),
  };
}
