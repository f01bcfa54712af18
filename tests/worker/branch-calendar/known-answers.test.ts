import { expect, it } from "vitest";
import { KnownAnswers } from "../../../durable-objects/branch-calendar/known-answers.ts";
import type { Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { toJsonText } from "../../../src/domain/json-text.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";

const RULES = {} as Rulebook; // only its identity counts
const AT_NINE = Date.parse("2026-12-01T09:00:00Z");

/** How often an answer was worked out at these moments, while a hold lapses at `holdEnds`. */
function workedOut(
  moments: readonly number[],
  { holdEnds = null as number | null, changes = (): number => 0 } = {},
): number {
  const taken = {
    get changes() {
      return changes();
    },
  };
  const nextExpiry = (after = 0) => (holdEnds !== null && holdEnds > after ? holdEnds : null);
  const known = new KnownAnswers({ taken, nextExpiry } as ConstructorParameters<typeof KnownAnswers>[0]); // what it reads
  let count = 0;
  for (const now of moments) known.recall(RULES, now, "free?", () => toJsonText(++count));
  return count;
}

it("an answer stands for the rest of its minute", () => {
  expect(workedOut([AT_NINE + 1, AT_NINE + 500, AT_NINE + MINUTE_MS - 1])).toBe(1);
});

it("is worked out anew on the edge of a minute and behind it, for notice and horizon move", () => {
  expect(workedOut([AT_NINE - 1, AT_NINE, AT_NINE + 1])).toBe(3);
});

it("is worked out anew when a hold lapses, for which nothing is written", () => {
  const holdEnds = AT_NINE + 10_000;
  expect(workedOut([AT_NINE + 1, holdEnds - 1, holdEnds, holdEnds + 1], { holdEnds })).toBe(2);
});

it("is worked out anew after each write", () => {
  let writes = 0;
  expect(workedOut([AT_NINE + 1, AT_NINE + 2, AT_NINE + 3], { changes: () => writes++ })).toBe(3);
});

it("is given to the same question only, and for the same rules", () => {
  const store = { taken: { changes: 0 }, nextExpiry: () => null };
  const known = new KnownAnswers(store as unknown as ConstructorParameters<typeof KnownAnswers>[0]); // what it reads
  const ask = (rules: Rulebook, question: string) => known.recall(rules, AT_NINE + 1, question, () => toJsonText({}));
  const first = ask(RULES, "Monday?");
  expect(known.recall(RULES, AT_NINE + 2, "Tuesday?", () => toJsonText(2))).toBe("2");
  expect(known.recall(RULES, AT_NINE + 2, "Monday?", () => toJsonText(3))).toBe(first);
  expect(known.recall({} as Rulebook, AT_NINE + 2, "Monday?", () => toJsonText(4))).toBe("4");
});
