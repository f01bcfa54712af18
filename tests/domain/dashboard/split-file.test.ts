import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeReports, type Report } from "../../../src/dashboard/imports/merge-reports.ts";
import { splitCsv } from "../../../src/dashboard/imports/split-file.ts";
import { readTable } from "../../../src/domain/booking/import/csv-table.ts";

const HEADER = "Datum;Uhrzeit;Leistung;Name\n";
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `14.12.2026;10:00;Schnitt;Kunde ${index}\n`);

/** What the server reads of a text: each row with its number. */
function linesOf(text: string): { line: number; name: string }[] {
  const table = readTable(text, {});
  if (!table.ok) throw new Error(table.error.reason);
  return table.value.rows.map(({ line, cells }) => ({ line, name: cells[3] ?? "" }));
}

describe("a CSV file in parts", () => {
  it("is one part while it is short", () => {
    expect(splitCsv(HEADER + rows(3).join(""))).toEqual([{ text: HEADER + rows(3).join(""), before: 0 }]);
  });

  it("has the header in each, and every row once, with the line of the file", () => {
    const file = `sep=;\r\n${HEADER}${rows(50).join("")}`;
    const parts = splitCsv(file, 300) ?? [];
    expect(parts.length).toBeGreaterThan(5);
    const read = parts.flatMap(({ text, before }) =>
      linesOf(text).map(({ line, name }) => ({ line: line + before, name })),
    );
    expect(read).toEqual(linesOf(file));
  });

  it("keeps together what quotation marks hold together, whatever stands in the cells", () => {
    const cell = fc.stringMatching(/^[a"; \n]{0,8}$/).map((text) => `"${text.replaceAll('"', '""')}"`);
    const name = fc.oneof(cell, fc.constantFrom('5" nail', "plain", 'ends in quote"'));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (names) => {
        const file = HEADER + names.map((each) => `14.12.2026;10:00;Schnitt;${each}\n`).join("");
        const parts = splitCsv(file, 150) ?? [];
        const read = parts.flatMap(({ text, before }) =>
          linesOf(text).map(({ line, name: told }) => ({ line: line + before, name: told })),
        );
        expect(read).toEqual(linesOf(file));
      }),
    );
  });

  it("cannot be divided where a row alone is too long", () => {
    expect(splitCsv(`${HEADER}14.12.2026;10:00;Schnitt;${"x".repeat(400)}\n`, 300)).toBeNull();
  });
});

it("tells of all parts as of one file", () => {
  const report = (line: number): Report => ({
    timeZone: "Europe/Berlin",
    counts: { new: 2, known: 0, refused: 1, problems: 1 },
    rows: [],
    problems: [{ line, field: "name", rule: "missing" }],
  });
  const merged = mergeReports([
    { report: report(3), part: { text: "", before: 0 } },
    { report: report(2), part: { text: "", before: 40 } },
  ]);
  expect(merged.isInParts).toBe(true);
  expect(mergeReports([{ report: report(3), part: { text: "", before: 0 } }]).isInParts).toBe(false);
  expect(merged.counts).toEqual({ new: 4, known: 0, refused: 2, problems: 2 });
  expect(merged.problems.map(({ line }) => line)).toEqual([3, 42]);
});
