import { DurableObject } from "cloudflare:workers";
import { saveCircuit } from "../../src/db/queries/circuits.ts";
import { tenantDb } from "../../src/db/tenant-db.ts";
import { ok, type Result } from "../../src/domain/result.ts";
import type { Budget } from "../../src/domain/vendors/budget.ts";
import { decideLeave, decideOutcome, type Gate, newGate } from "../../src/domain/vendors/gate.ts";
import { type GateLook, lookAt } from "../../src/domain/vendors/gate-look.ts";
import type { GateRef } from "../../src/domain/vendors/gate-ref.ts";
import type { GateRefusal, Outcome } from "../../src/domain/vendors/vendor-answer.ts";
import { faultFacts, log } from "../../src/log.ts";

const GATE = "gate";
/** What the row in D1 does not say yet. */
const UNTOLD = "untold";
const RETRY_MS = 30_000;

/**
 * Stands before one account at a vendor: counts its budget and holds its circuit. The row in D1 is a copy for lists,
 * written when the circuit changes.
 */
export class ProviderGate extends DurableObject<Env> {
  /** Leave for one call: a ticket to come back with, or when to ask again. */
  async ask(budget: Budget, ref: GateRef): Promise<Result<number, GateRefusal>> {
    const now = Date.now();
    const known = this.#gate() ?? newGate(budget, now);
    const leave = decideLeave(known, budget, now);
    if (!leave.ok) return leave;
    const isNews = this.#save(known, leave.value.gate, ref);
    if (isNews) await this.#tell();
    return ok(leave.value.ticket);
  }

  async report(ref: GateRef, ticket: number, outcome: Outcome): Promise<void> {
    const known = this.#gate();
    if (!known) return; // it was forgotten meanwhile
    const next = decideOutcome(known, ticket, outcome, Date.now(), Math.random());
    const isNews = this.#save(known, next, ref);
    if (isNews) await this.#tell();
  }

  /** For operators: how it stands now, without spending anything. */
  async look(budget: Budget): Promise<GateLook> {
    return lookAt(this.#gate() ?? newGate(budget, Date.now()), budget, Date.now());
  }

  /** The connection is gone, or has another credential: what was known says nothing of the next call. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  /** D1 could not be told. */
  override async alarm(): Promise<void> {
    await this.#tell();
  }

  #gate(): Gate | undefined {
    return this.ctx.storage.kv.get<Gate>(GATE);
  }

  /** Tells whether the circuit changed. */
  #save(known: Gate, next: Gate, ref: GateRef): boolean {
    this.ctx.storage.kv.put(GATE, next);
    const isNews = known.circuit.state !== next.circuit.state || known.circuit.changedAt !== next.circuit.changedAt;
    if (!isNews) return false;
    this.ctx.storage.kv.put(UNTOLD, ref);
    const { state, lastError } = next.circuit;
    log(state === "open" ? "warn" : "info", "circuit_changed", { ...ref, state, lastError });
    return true;
  }

  async #tell(): Promise<void> {
    const ref = this.ctx.storage.kv.get<GateRef>(UNTOLD);
    const gate = this.#gate();
    if (!ref || !gate) return;
    try {
      await saveCircuit(tenantDb(this.env.DB, ref.tenantId), ref, gate.circuit);
      // It may have changed again meanwhile; then that call tells.
      if (this.#gate()?.circuit.changedAt === gate.circuit.changedAt) this.ctx.storage.kv.delete(UNTOLD);
    } catch (error) {
      log("error", "circuit_not_stored", { connection: ref.connection, ...faultFacts(error) });
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS);
    }
  }
}
