import { describe, expect, it } from "vitest";
import { type Evidence, findViolations, type Row } from "../../../scripts/chaos/checker.ts";
import type { Entry, Outcome } from "../../../scripts/chaos/history.ts";

const TEN = Date.UTC(2027, 0, 4, 9);
const HOUR = 3_600_000;

function acked(id: string, startsAt = TEN): Outcome {
  return { kind: "acked", id, startsAt };
}

function anEntry(entry: Partial<Entry>): Entry {
  return {
    client: 1,
    op: "book",
    subject: "Ada",
    startsAt: TEN,
    request: { path: "/", method: "POST", body: "", key: "k", channel: "api" },
    invokedAt: 0,
    returnedAt: 1,
    losses: 0,
    outcome: acked("apt_1"),
    repeats: [],
    ...entry,
  };
}

function aRow(row: Partial<Row> = {}): Row {
  const startsAt = row.startsAt ?? TEN;
  const endsAt = startsAt + HOUR;
  const defaults = { id: "apt_1", subject: "Ada", serviceId: "svc", staffId: "anna", status: "confirmed", version: 1 };
  return { ...defaults, startsAt, endsAt, ...row };
}

/** The read model agrees with the ledger unless told otherwise. */
function check(history: Entry[], ledger: Row[], more: Partial<Evidence> = {}): string[] {
  return findViolations({ history, ledger, readModel: ledger, buffers: new Map(), ...more });
}

describe("what clients were told", () => {
  it("finds nothing when all is as promised", () => {
    expect(check([anEntry({})], [aRow()])).toEqual([]);
  });

  it("finds an acknowledged appointment that is lost", () => {
    expect(check([anEntry({})], [])).toEqual([expect.stringContaining("but is absent")]);
  });

  it("finds a booking that was made twice", () => {
    const twice = [aRow(), aRow({ id: "apt_2", staffId: "ben" })];
    expect(check([anEntry({})], twice)).toEqual(["Ada is there 2 times: apt_1, apt_2"]);
  });

  it("finds a refused booking that is there all the same", () => {
    const refused = anEntry({ outcome: { kind: "refused", code: "slot_taken" } });
    expect(check([refused], [aRow()])).toEqual([expect.stringContaining("should be absent")]);
  });

  it("finds an acknowledged move that is undone", () => {
    const moved = anEntry({ op: "reschedule", startsAt: TEN + HOUR, outcome: acked("apt_1", TEN + HOUR) });
    expect(check([anEntry({}), moved], [aRow()])).toHaveLength(1);
    expect(check([anEntry({}), moved], [aRow({ startsAt: TEN + HOUR })])).toEqual([]);
  });

  it("finds an acknowledged cancellation that is undone", () => {
    const cancelled = anEntry({ op: "cancel", startsAt: null });
    expect(check([anEntry({}), cancelled], [aRow()])).toHaveLength(1);
    expect(check([anEntry({}), cancelled], [aRow({ status: "cancelled" })])).toEqual([]);
  });

  it("allows both outcomes of a request that was never answered, and no third", () => {
    const open = anEntry({ op: "reschedule", startsAt: TEN + HOUR, outcome: { kind: "unknown" } });
    expect(check([anEntry({}), open], [aRow()])).toEqual([]);
    expect(check([anEntry({}), open], [aRow({ startsAt: TEN + HOUR })])).toEqual([]);
    expect(check([anEntry({}), open], [aRow({ startsAt: TEN + 2 * HOUR })])).toHaveLength(1);
  });

  it("finds a key that was answered with two appointments", () => {
    expect(check([anEntry({ repeats: ["apt_2"] })], [aRow()])).toEqual([expect.stringContaining("apt_2")]);
  });

  it("finds an answer for another time than was asked for", () => {
    const early = anEntry({ outcome: acked("apt_1", TEN - HOUR) });
    expect(check([early], [aRow({ startsAt: TEN - HOUR })])).toEqual([expect.stringContaining("another time")]);
  });

  it("finds an appointment that nobody asked for", () => {
    expect(check([], [aRow()])).toEqual(["apt_1 is there, but nobody booked it"]);
  });
});

describe("appointments beside each other", () => {
  const both = [anEntry({}), anEntry({ subject: "Bob", outcome: acked("apt_2", TEN + HOUR), startsAt: TEN + HOUR })];
  const next = { id: "apt_2", subject: "Bob", startsAt: TEN + HOUR };

  it("finds two that overlap", () => {
    const half = TEN + HOUR / 2;
    const history = [anEntry({}), anEntry({ subject: "Bob", startsAt: half, outcome: acked("apt_2", half) })];
    const overlapping = [aRow(), aRow({ ...next, startsAt: half })];
    expect(check(history, overlapping)).toEqual(["apt_1 and apt_2 overlap"]);
    expect(check(history, [aRow(), aRow({ ...next, startsAt: half, staffId: "ben" })])).toEqual([]);
  });

  it("lets them touch, but not within a buffer", () => {
    expect(check(both, [aRow(), aRow(next)])).toEqual([]);
    const buffers = new Map([["svc", { beforeMs: 0, afterMs: 600_000 }]]);
    expect(check(both, [aRow(), aRow(next)], { buffers })).toEqual(["apt_1 and apt_2 overlap"]);
  });
});

describe("the read model", () => {
  it("must have what the ledger has, in the same version", () => {
    expect(check([anEntry({})], [aRow()], { readModel: [] })).toHaveLength(1);
    expect(check([anEntry({})], [aRow({ version: 2 })], { readModel: [aRow()] })).toHaveLength(1);
  });

  it("must have nothing else", () => {
    const extra = aRow({ id: "apt_9", subject: "Eve" });
    expect(check([anEntry({})], [aRow()], { readModel: [aRow(), extra] })).toEqual([expect.stringContaining("apt_9")]);
  });
});
