import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BookingState, bookings } from "../support/linearizability/bookings.ts";
import { check } from "../support/linearizability/check.ts";
import { ANNA, ANYONE, book, granted, told } from "../support/linearizability/fixtures.ts";
import { aLegalHistory, type BookingOperation } from "../support/linearizability/histories.ts";
import { Recorder, unanswered } from "../support/linearizability/history.ts";
import { PlainBranch } from "../support/linearizability/plain-branch.ts";
import { runs } from "../support/runs.ts";

/** A tenth of all answers are lost, or were never given. */
const FATES = [...Array<"answered">(18).fill("answered"), "answer lost", "never arrived"] as const;

describe("a history of bookings", () => {
  it("is accepted when it comes from a branch that does one thing at a time", () => {
    fc.assert(
      fc.property(aLegalHistory({ maxLength: 30 }, FATES), (history) => {
        expect(check(bookings, history)).toMatchObject({ verdict: "linearizable" });
      }),
      { numRuns: runs(200) },
    );
  });

  it("is judged as by trying every order", () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(
        aLegalHistory({ maxLength: 6 }, FATES),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
        (legal, swaps) => {
          const history = swaps.reduce(swapAnswers, legal);
          const expected = someOrderExplains(bookings.initial, history) ? "linearizable" : "not_linearizable";
          verdicts.add(expected);
          expect(check(bookings, history)).toMatchObject({ verdict: expected });
        },
      ),
      { numRuns: runs(3_000) },
    );
    expect(verdicts.size).toBe(2);
  });
});

describe("the search", () => {
  it("judges 200 bookings that all happen at once", () => {
    const branch = new PlainBranch();
    const history = Array.from({ length: 200 }, (_, index) => {
      const op = book(`apt${index}`, (index * 7) % 24, { calendars: index % 3 === 0 ? ANYONE : ANNA });
      return told([index, 1_000 + ((index * 83) % 200)], op, branch.do(op, index));
    });
    expect(check(bookings, history, 20_000)).toMatchObject({ verdict: "linearizable" });
  });

  it("judges long histories of every command", () => {
    const long = aLegalHistory({ minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(long, (history) => {
        expect(check(bookings, history)).toMatchObject({ verdict: "linearizable" });
      }),
      { numRuns: runs(10) },
    );
  });

  it("judges independent calendars apart", () => {
    const names = Array.from({ length: 10 }, (_, index) => `calendar${index}`);
    const crowd = names.flatMap((name) =>
      [0, 1, 2, 3].map((hour) =>
        told([0, 9], book(`${name}-${hour}`, hour, { calendars: [name] }), granted(`${name}-${hour}`, name)),
      ),
    );
    const wrong = told([0, 9], book("x", 1, { calendars: ["calendar3"] }), granted("x", "calendar3"));
    const verdict = check(bookings, [...crowd, wrong]);
    expect(verdict).toMatchObject({ verdict: "not_linearizable" });
    expect(verdict.explored).toBeLessThan(1_000); // together they would have 2^40 subsets
  });

  it("says so when it gives up", () => {
    const crowd = Array.from({ length: 30 }, (_, hour) =>
      told([0, 9], book(`apt${hour}`, hour), granted(`apt${hour}`)),
    );
    const wrong = told([0, 9], book("x", 1), granted("x"));
    expect(check(bookings, [...crowd, wrong], 500)).toMatchObject({ verdict: "undecided" });
  });
});

describe("the recorder", () => {
  it("never tells the same time twice", async () => {
    const recorder = new Recorder<string, string>();
    for (const op of ["a", "b"]) await recorder.record(1, op, async () => op.toUpperCase());
    const moments = recorder.history.flatMap(({ invokedAt, returnedAt }) => [invokedAt, returnedAt ?? Number.NaN]);
    expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    expect(recorder.history).toMatchObject([
      { op: "a", answer: "A" },
      { op: "b", answer: "B" },
    ]);
  });

  it("leaves open what failed or was never answered", async () => {
    const recorder = new Recorder<string, string>(5);
    await recorder.record(1, "fails", () => Promise.reject(new Error("reset")));
    await recorder.record(1, "hangs", () => new Promise<string>(() => {}));
    expect(unanswered(recorder.history)).toMatchObject([
      { op: "fails", returnedAt: null, cause: { message: "reset" } },
      { op: "hangs", returnedAt: null, cause: { message: "no answer within 5 ms" } },
    ]);
  });
});

function swapAnswers(history: BookingOperation[], [a, b]: [number, number]): BookingOperation[] {
  const answered = history.filter((operation) => operation.returnedAt !== null);
  const [one, other] = [answered[a % answered.length], answered[b % answered.length]];
  if (!one || !other) return history;
  return history.map((each) => {
    if (each === one) return { ...one, answer: other.answer };
    return each === other ? { ...other, answer: one.answer } : each;
  });
}

/** The definition itself: what is unanswered may be left out, everything else must be placed. */
function someOrderExplains(state: BookingState, left: readonly BookingOperation[]): boolean {
  if (left.every(({ returnedAt }) => returnedAt === null)) return true;
  return left.some((operation) => {
    if (left.some(({ returnedAt }) => returnedAt !== null && returnedAt < operation.invokedAt)) return false;
    const rest = left.filter((other) => other !== operation);
    const answers = operation.returnedAt === null ? bookings.guess(operation.op) : [operation.answer];
    return answers.some((answer) => {
      const next = bookings.apply(state, { ...operation, answer });
      return next !== null && someOrderExplains(next, rest);
    });
  });
}
