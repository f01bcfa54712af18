import { expect, it } from "vitest";
import german from "../../../src/dashboard/i18n/messages/pages/imports-de.json" with { type: "json" };
import english from "../../../src/dashboard/i18n/messages/pages/imports-en.json" with { type: "json" };
import type { DraftProblem, DraftRule } from "../../../src/domain/booking/import/draft.ts";

/** A field or rule that is new fails to compile here, or has no words. */
const words: { fields: Record<DraftProblem["field"], string>; rules: Record<DraftRule, string> }[] = [
  german.imports,
  english.imports,
];

it.each(words)("every field and rule of a line that cannot be read has words", ({ fields, rules }) => {
  for (const text of [...Object.values(fields), ...Object.values(rules)]) expect(text).toMatch(/^[A-ZÄÖÜ]/);
});
