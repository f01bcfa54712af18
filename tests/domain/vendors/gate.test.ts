import { describe, expect, it } from "vitest";
import { decideLeave, decideOutcome, type Gate, newGate } from "../../../src/domain/vendors/gate.ts";
import type { Outcome } from "../../../src/domain/vendors/vendor-answer.ts";

const budget = { perMinute: 60, burst: 3 };
const wide = { perMinute: 60_000, burst: 1_000 };
const worked: Outcome = { kind: "worked" };
const failed: Outcome = { kind: "failed", error: "status_500", retryAfterMs: null };

/** Takes leave, which must be given, and reports. */
function pass(gate: Gate, outcome: Outcome, now: number): Gate {
  const leave = decideLeave(gate, wide, now);
  if (!leave.ok) throw new Error(`no leave: ${leave.error.reason}`);
  return decideOutcome(leave.value.gate, leave.value.ticket, outcome, now, 0);
}

function openedAt(now: number): Gate {
  return [0, 1, 2, 3, 4].reduce((gate) => pass(gate, failed, now), newGate(wide, now));
}

describe("the budget", () => {
  it("lets the burst through, then one call a second, and says when", () => {
    let gate = newGate(budget, 0);
    for (let call = 0; call < 3; call++) {
      const leave = decideLeave(gate, budget, 0);
      if (leave.ok) gate = leave.value.gate;
      expect(leave.ok).toBe(true);
    }
    expect(decideLeave(gate, budget, 0)).toEqual({ ok: false, error: { reason: "over_budget", retryAt: 1_000 } });
    expect(decideLeave(gate, budget, 250)).toEqual({ ok: false, error: { reason: "over_budget", retryAt: 1_000 } });
    expect(decideLeave(gate, budget, 999).ok).toBe(false);
    expect(decideLeave(gate, budget, 1_000).ok).toBe(true);
  });

  it("never saves up more than the burst, and a clock that goes back refills nothing", () => {
    const idle = decideLeave(newGate(budget, 0), budget, 86_400_000);
    if (!idle.ok) throw new Error("refused");
    expect(idle.value.gate.bucket.tokens).toBe(2);
    const back = decideLeave(idle.value.gate, budget, 0);
    expect(back.ok && back.value.gate.bucket.tokens).toBe(1);
  });
});

describe("the circuit", () => {
  it("opens at the fifth failure in a minute, and not for five that are spread out", () => {
    expect(openedAt(0).circuit).toMatchObject({ state: "open", retryAt: 5_000, openings: 1, lastError: "status_500" });
    const spread = [0, 20, 40, 60, 80, 100].reduce((gate, s) => pass(gate, failed, s * 1_000), newGate(wide, 0));
    expect(spread.circuit.state).toBe("closed");
  });

  it("lets one probe through when it is time, and all again once that worked", () => {
    const gate = openedAt(0);
    expect(decideLeave(gate, wide, 4_999)).toEqual({ ok: false, error: { reason: "circuit_open", retryAt: 5_000 } });
    const probe = decideLeave(gate, wide, 5_000);
    if (!probe.ok) throw new Error("the probe was refused");
    expect(decideLeave(probe.value.gate, wide, 5_001)).toMatchObject({ error: { reason: "circuit_open" } });
    const well = decideOutcome(probe.value.gate, probe.value.ticket, worked, 6_000, 0);
    expect(well.circuit).toMatchObject({ state: "closed", failures: [], openings: 0, retryAt: null });
  });

  it("waits twice as long after each probe that failed, five minutes at most, spread by chance", () => {
    let gate = openedAt(0);
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      const now = gate.circuit.retryAt ?? 0;
      gate = pass(gate, failed, now);
      return (gate.circuit.retryAt ?? 0) - now;
    });
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    const probe = decideLeave(gate, wide, gate.circuit.retryAt ?? 0);
    if (!probe.ok) throw new Error("the probe was refused");
    const late = decideOutcome(probe.value.gate, probe.value.ticket, failed, 0, 0.999);
    expect(late.circuit.retryAt).toBe(374_925);
  });

  it("is not closed by a call that set out before it opened, nor by a probe that was given up", () => {
    const gate = openedAt(0);
    expect(decideOutcome(gate, 0, worked, 100, 0).circuit.state).toBe("open");
    const lost = decideLeave(gate, wide, 5_000);
    if (!lost.ok) throw new Error("the probe was refused");
    const second = decideLeave(lost.value.gate, wide, 65_000);
    if (!second.ok) throw new Error("the second probe was refused");
    expect(second.value.ticket).not.toBe(lost.value.ticket);
    expect(decideOutcome(second.value.gate, lost.value.ticket, worked, 65_001, 0).circuit.state).toBe("half_open");
    expect(decideOutcome(second.value.gate, second.value.ticket, worked, 65_001, 0).circuit.state).toBe("closed");
  });
});

describe("a vendor's wish for silence", () => {
  it("is honoured without opening the circuit, an hour at most, and a shorter one does not cut it", () => {
    const slow = pass(newGate(wide, 0), { kind: "throttled", retryAfterMs: 30_000 }, 0);
    expect(decideLeave(slow, wide, 29_999)).toEqual({ ok: false, error: { reason: "paused", retryAt: 30_000 } });
    expect(decideLeave(slow, wide, 30_000).ok).toBe(true);
    expect(slow.circuit.state).toBe("closed");
    expect(decideOutcome(slow, 0, { kind: "throttled", retryAfterMs: 1_000 }, 0, 0).pausedUntil).toBe(30_000);
    expect(decideOutcome(slow, 0, { kind: "throttled", retryAfterMs: 1e12 }, 0, 0).pausedUntil).toBe(3_600_000);
    expect(decideOutcome(slow, 0, { ...failed, retryAfterMs: 60_000 }, 0, 0).pausedUntil).toBe(60_000);
  });
});
