import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../../src/domain/booking/import/read-csv.ts";
import { growthOf, LINEAR } from "../../../support/growth.ts";
import { HEADER, OPTIONS, onlyDraft, read, row } from "./csv-text.ts";

describe("files", () => {
  it("a German one", () => {
    const text = [
      "\uFEFFTermin-ID;Datum;Beginn;Ende;Behandlung;Mitarbeiterin;Vorname;Nachname;Telefon;Mobil;E-Mail-Adresse;Notizen;Status",
      'T1;24.11.2026;14:30;15:15;Haarschnitt;Anna;Eva;Müller;030 901820;0151 23456789;eva@example.org;"mag Tee;\nkein Kaffee";Storniert',
    ].join("\r\n");
    expect(onlyDraft(text)).toEqual({
      line: 2,
      uid: "T1",
      service: "Haarschnitt",
      staff: "Anna",
      startsAt: Date.parse("2026-11-24T14:30:00+01:00"),
      endsAt: Date.parse("2026-11-24T15:15:00+01:00"),
      customer: {
        name: "Eva Müller",
        phone: "+4915123456789",
        email: "eva@example.org",
        notes: "mag Tee;\nkein Kaffee",
      },
      status: "cancelled",
    });
  });

  it("an English one", () => {
    const text = [
      "Start,End,Service,Employee,Customer,Phone,Email,Notes",
      '2026-11-24T14:30:00Z,2026-11-24 16:00,"Cut, wash",Ben,Eve Miller,+14155551234,eve@example.org,',
    ].join("\n");
    expect(onlyDraft(text)).toEqual({
      line: 2,
      uid: null,
      service: "Cut, wash",
      staff: "Ben",
      startsAt: Date.parse("2026-11-24T14:30:00Z"),
      endsAt: Date.parse("2026-11-24T16:00:00+01:00"),
      customer: { name: "Eve Miller", phone: "+14155551234", email: "eve@example.org", notes: null },
      status: "confirmed",
    });
  });

  it("Outlook's table", () => {
    const text = [
      '"Subject","Start Date","Start Time","End Date","End Time","Name"',
      '"Cut","11/24/2026","2:30:00 PM","11/24/2026","3:00:00 PM","Eve"',
    ].join("\r\n");
    const { startsAt, endsAt } = onlyDraft(text);
    expect([startsAt, endsAt]).toEqual([
      Date.parse("2026-11-24T14:30:00+01:00"),
      Date.parse("2026-11-24T15:00:00+01:00"),
    ]);
  });

  it("tabs, Excel's separator line and blank rows", () => {
    expect(onlyDraft("Datum\tZeit\tLeistung\tName\n24.11.2026\t9:00\tSchnitt\tEva").line).toBe(2);
    const { drafts } = read("sep=;\nDatum;Zeit;Leistung;Name\n;;;\n24.11.2026;9:00;Schnitt;Eva\n;;;\n");
    expect(drafts.map(({ line }) => line)).toEqual([3]);
  });

  it("a first name beside a name makes that the last name", () => {
    const text = "Datum;Zeit;Leistung;Name;Vorname\n24.11.2026;9:00;Schnitt;Müller;Eva";
    expect(onlyDraft(text).customer.name).toBe("Eva Müller");
  });

  it("what looks like a formula stays as it is", () => {
    const { service, customer } = onlyDraft(row({ service: "=1+1", name: "@SUM(A1)" }));
    expect([service, customer.name]).toEqual(["=1+1", "@SUM(A1)"]);
  });

  it("a mapping wins over what headers seem to say", () => {
    const text = "Wann;Datum;Was;Name;Wer\n24.11.2026 9:00;angelegt;Schnitt;Filiale;Eva";
    const mapping = { Wann: "start", Datum: null, Was: "service", Wer: "name" } as const;
    const { startsAt, customer } = onlyDraft(text, { mapping });
    expect([startsAt, customer.name]).toEqual([Date.parse("2026-11-24T09:00:00+01:00"), "Eva"]);
  });
});

describe("rows with mistakes", () => {
  it.each([
    [{ service: " " }, "service", "missing"],
    [{ service: "x".repeat(2_001) }, "service", "too_long"],
    [{ name: "" }, "name", "missing"],
    [{ name: "x".repeat(121) }, "name", "too_long"],
    [{ phone: "call me" }, "phone", "malformed"],
    [{ phone: "12" }, "phone", "malformed"],
    [{ email: "eva@" }, "email", "malformed"],
    [{ status: "no show" }, "status", "unsupported"],
    [{ status: "gebucht;was noch" }, "row", "too_many_cells"],
    [{ name: '"Eva' }, "row", "open_quote"],
  ])("%o", (fields, field, rule) => {
    expect(read(row(fields)).problems).toEqual([{ line: 2, field, rule }]);
  });

  it("tell everything at once and lose no other row", () => {
    const text = `${row({})}31.02.2026;9:00;;;Eva;12;;\n25.11.2026;9:00;;Schnitt;Ina\n`;
    const { drafts, problems } = read(text);
    expect(drafts.map(({ line, customer }) => [line, customer.name])).toEqual([
      [2, "Eva"],
      [4, "Ina"],
    ]);
    expect(problems).toEqual([
      { line: 3, field: "service", rule: "missing" },
      { line: 3, field: "startsAt", rule: "no_such_date" },
      { line: 3, field: "phone", rule: "malformed" },
    ]);
  });

  it("national numbers need a country", () => {
    const { problems } = read(row({ phone: "030 901820" }), { defaultCountry: null });
    expect(problems).toEqual([{ line: 2, field: "phone", rule: "malformed" }]);
  });
});

describe("files that cannot be read", () => {
  const aRow = "24.11.2026;9:00;;Schnitt;Eva\n";

  it("5,000 rows are fine, one more is not", () => {
    expect(read(`${HEADER}\n${aRow.repeat(5_000)}`).drafts).toHaveLength(5_000);
    const tooMany = readCsv(`${HEADER}\n${aRow.repeat(5_001)}`, OPTIONS);
    expect(tooMany).toEqual({ ok: false, error: { reason: "too_many_rows", limit: 5_000 } });
  });

  it.each([
    ["nothing", "", { reason: "no_rows" }],
    ["a header alone", HEADER, { reason: "no_rows" }],
    ["too much", "x".repeat(2 * 1024 * 1024 + 1), { reason: "too_large", limit: 2 * 1024 * 1024 }],
    ["no known header", "a;b\n1;2", { reason: "missing_columns", fields: ["date", "time", "service", "name"] }],
    ["no service", "Datum;Zeit;Name\n1;2;3", { reason: "missing_columns", fields: ["service"] }],
    ["a date only in the time column", "Zeit;Leistung;Name\n1;2;3", { reason: "missing_columns", fields: ["date"] }],
    ["endless columns", `${";".repeat(300)}a\n`, { reason: "too_many_columns", limit: 200 }],
  ])("%s", (_, text, error) => {
    expect(readCsv(text, OPTIONS)).toEqual({ ok: false, error });
  });

  it("a mapping of a header that is not there", () => {
    const refused = readCsv(row({}), { ...OPTIONS, mapping: { Wann: "start" } });
    expect(refused).toEqual({ ok: false, error: { reason: "unknown_column", column: "Wann" } });
  });

  it.each(['"', "x", "\n", ";", '";', '"a"b', '"a\n', "\u0000é;"])(
    "of %j take as long as they are long",
    (piece) => {
      const read = (bytes: number) => {
        const garbage = piece.repeat(Math.floor((bytes - HEADER.length - 1) / piece.length));
        readCsv(garbage, OPTIONS);
        readCsv(`${HEADER}\n${garbage}`, OPTIONS);
      };
      expect(growthOf(read, 512 * 1024)).toBeLessThan(LINEAR);
    },
    60_000,
  );
});

const SIGNS = "\"';,\t\n\r=:/.-+@0129 ".split("");
const WORDS = [HEADER, "24.11.2026", "14:30", "pm", "sep=;", "\uFEFF"];
const pieces = fc.constantFrom(...SIGNS, ...WORDS);
const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
);

it("never throws, and every draft begins within four-digit years", () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, hasHeader) => {
      const parsed = readCsv(hasHeader ? `${HEADER}\n${text}` : text, OPTIONS);
      const drafts = parsed.ok ? parsed.value.drafts : [];
      expect(drafts.every(({ startsAt, endsAt }) => startsAt >= 0 && (endsAt === null || endsAt > startsAt))).toBe(
        true,
      );
    }),
    { numRuns: 1_000 },
  );
});
