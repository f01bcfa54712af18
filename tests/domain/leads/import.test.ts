import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCsv, readPart } from "../../../src/domain/leads/import/csv-stream.ts";
import { decideRows, type IndexedRow } from "../../../src/domain/leads/import/decide-row.ts";
import { guessMapping, readLeadColumns } from "../../../src/domain/leads/import/lead-columns.ts";
import { readLeadRow } from "../../../src/domain/leads/import/lead-row.ts";

const ROWS = 50_000;
const PART = 200_000;

function readWhole(text: string, cuts: readonly number[]): string[][] {
  const opened = openCsv(text);
  const records: string[][] = [];
  let carry = "";
  const edges = [...cuts, opened.text.length];
  for (const [index, to] of edges.entries()) {
    const part = opened.text.slice(edges[index - 1] ?? 0, to);
    const read = readPart(carry, part, opened.delimiter, index === edges.length - 1);
    records.push(...read.records);
    carry = read.carry;
  }
  return records;
}

describe("a CSV file of leads that is read in parts", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "ü", " ", '"', ";", "\n", "'", "="), maxLength: 6 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it("has the same rows wherever it is cut: in a cell, in quotes, between CR and LF", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(120), { maxLength: 6 }),
        fc.constantFrom("\n", "\r\n"),
        (table, places, end) => {
          const text = table.map((row) => `${row.map(quoted).join(";")}${end}`).join("");
          const whole = readWhole(text, []);
          const cuts = places.filter((place) => place < text.length).toSorted((one, other) => one - other);
          expect(readWhole(text, cuts).filter(isFilled)).toEqual(whole.filter(isFilled));
          expect(whole.filter(isFilled)).toEqual(table.filter(isFilled));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("tells by itself how its columns are separated, and hides what Excel hides", () => {
    expect(openCsv("\uFEFFsep=,\r\nName,Telefon\r\n")).toEqual({ text: "Name,Telefon\r\n", delimiter: "," });
    expect(openCsv("Name\tE-Mail, privat\n").delimiter).toBe("\t");
    expect(openCsv("Vorname;Nachname;Handy\n").delimiter).toBe(";");
  });

  it("ends where a quote is never closed, instead of taking the rest of the file for a cell", () => {
    const text = `Name;Telefon\n"Erika;0151\n${"x;y\n".repeat(10_000)}`;
    expect(readPart("", text, ";", false).isBroken).toBe(true);
    expect(readPart("", text, ";", true).isBroken).toBe(true);
    expect(readPart("", "Name;Telefon\nErika;0151\n", ";", true).isBroken).toBe(false);
  });

  it("of 50,000 rows is read part by part and every row has its outcome", () => {
    const lines = Array.from({ length: ROWS }, (_, index) => {
      if (index % 100 === 7) return `Wrong ${index};12;`;
      const number = 10_000_000 + (index % 100 === 9 ? index - 1 : index);
      return `"Erika; ${index}";0151 ${number};Haarschnitt`;
    });
    const text = `Name;Telefon;Anfrage\n${lines.join("\n")}\n`;
    const opened = openCsv(text);
    const columns = readLeadColumns(["Name", "Telefon", "Anfrage"], {});
    if (!columns.ok) throw new Error("the columns are known");
    const known = {
      leads: new Map(),
      customers: new Map(),
      optedOut: new Set(["+4915110000002"]),
      earlier: new Set<string>(),
    };
    const counts = { created: 0, duplicate: 0, invalid: 0, opted_out: 0 };
    let [carry, line, longest] = ["", 0, 0];
    for (let at = 0; at < opened.text.length; at += PART) {
      const read = readPart(carry, opened.text.slice(at, at + PART), opened.delimiter, at + PART >= opened.text.length);
      longest = Math.max(longest, read.carry.length);
      carry = read.carry;
      const rows = read.records.flatMap((cells) => toRow(cells, ++line, columns.value));
      for (const { outcome } of decideRows(rows, known)) counts[outcome] += 1;
    }
    expect(counts).toEqual({ created: 48_999, duplicate: 500, invalid: 500, opted_out: 1 });
    expect(longest).toBeLessThan(100); // no more than a row is kept between parts
  });
});

function toRow(cells: string[], line: number, columns: Parameters<typeof readLeadRow>[2]): IndexedRow[] {
  if (line === 1) return [];
  const read = readLeadRow(cells, 3, columns, "DE");
  if (read.ok && !read.value) return [];
  if (!read.ok) return [{ line, cells, phoneIndex: null, emailIndex: null, draft: null, problem: read.error }];
  const draft = read.value!; // nothing of it was blank
  return [{ line, cells, phoneIndex: draft.phone?.e164 ?? null, emailIndex: draft.email, draft, problem: null }];
}

const isFilled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== "");

describe("the columns of leads", () => {
  it("are guessed from German and English headers, and corrected by hand", () => {
    expect(guessMapping(["Vorname", "Nachname", "Handy-Nr.", "E-Mail-Adresse", "Foo"])).toEqual({
      Vorname: "firstName",
      Nachname: "lastName",
      "Handy-Nr.": null,
      "E-Mail-Adresse": "email",
      Foo: null,
    });
    const columns = readLeadColumns(["Who", "Handy-Nr."], { Who: "name", "Handy-Nr.": "mobile" });
    expect(columns.ok && [...columns.value.keys()]).toEqual(["name", "mobile"]);
    expect(readLeadColumns(["Name"], {})).toEqual({ ok: false, error: { reason: "missing_columns" } });
    expect(readLeadColumns(["Phone"], { Fax: "phone" })).toMatchObject({ error: { reason: "unknown_column" } });
  });
});

describe("a row of a lead", () => {
  const columns = readLeadColumns(["Name", "Phone", "Email", "Consent"], {});
  const read = (...cells: string[]) => {
    if (!columns.ok) throw new Error("the columns are known");
    return readLeadRow(cells, 4, columns.value, "DE");
  };

  it.each([
    [["Erika", "", "", ""], "no_contact"],
    [["Erika", "12345", "erika@example.com", ""], "invalid_phone"],
    [["Erika", "0900 1234567", "", ""], "invalid_phone"],
    [["Erika", "", "erika@", ""], "invalid_email"],
    [["x".repeat(121), "0151 12345678", "", ""], "too_long"],
    [["Erika", "0151 12345678", "", "", "surplus"], "too_many_cells"],
  ])("%j is left out: %s", (cells, problem) => {
    expect(read(...cells)).toEqual({ ok: false, error: problem });
  });

  it("abuse 33: is text and nothing else, and a number may have our own apostrophe before it", () => {
    const row = read('=HYPERLINK("https://evil.example")', "'+4915112345678", "", "Ja");
    expect(row).toMatchObject({ ok: true, value: { name: '=HYPERLINK("https://evil.example")', hasConsent: true } });
    expect(row.ok && row.value?.phone?.e164).toBe("+4915112345678");
  });

  it("is called by its address when it has no name, and nothing when it is blank", () => {
    expect(read("", "", "ERIKA@example.com", "")).toMatchObject({ value: { name: "erika@example.com" } });
    expect(read(" ", "", "", "")).toEqual({ ok: true, value: null });
  });
});
