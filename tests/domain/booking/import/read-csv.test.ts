import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppointmentDraft } from "../../../../src/domain/booking/import/draft.ts";
import { type CsvOptions, readCsv } from "../../../../src/domain/booking/import/read-csv.ts";
import { MINUTE_MS } from "../../../../src/domain/time.ts";
import { BERLIN } from "../a-rulebook.ts";

const OPTIONS: CsvOptions = { timeZone: BERLIN, defaultCountry: "DE" };
const HEADER = "Datum;Uhrzeit;Dauer;Leistung;Kunde;Telefon;E-Mail;Status";

function read(text: string, options: Partial<CsvOptions> = {}) {
  const parsed = readCsv(text, { ...OPTIONS, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function onlyDraft(text: string, options: Partial<CsvOptions> = {}): AppointmentDraft {
  const { drafts, problems } = read(text, options);
  expect(problems).toEqual([]);
  const [draft] = drafts;
  if (!draft || drafts.length > 1) throw new Error(`${drafts.length} drafts`);
  return draft;
}

/** One row whose fields are those of `HEADER`. */
function row(
  fields: Partial<Record<"date" | "time" | "minutes" | "service" | "name" | "phone" | "email" | "status", string>>,
) {
  const usual = {
    date: "24.11.2026",
    time: "14:30",
    minutes: "",
    service: "Schnitt",
    name: "Eva",
    phone: "",
    email: "",
    status: "",
  };
  return `${HEADER}\n${Object.values({ ...usual, ...fields }).join(";")}\n`;
}

const startOf = (date: string, time: string) => onlyDraft(row({ date, time })).startsAt;

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

describe("times", () => {
  it.each([
    ["24.11.2026", "14:30"],
    ["24.11.26", "14.30 Uhr"],
    ["Di, 24.11.2026", "14:30:00"],
    ["2026-11-24", "2:30 pm"],
    ["11/24/2026", "2:30PM"],
    ["24/11/2026", "2:30 p.m."],
    ["24.11.2026 14:30", ""],
    ["24.11.2026 um 14.30 Uhr", ""],
    ["2026-11-24T14:30", ""],
    ["2026-11-24T13:30:00.000Z", ""],
    ["2026-11-24 08:30-0500", ""],
  ])("%j and %j are half past two in Berlin", (date, time) => {
    expect(startOf(date, time)).toBe(Date.parse("2026-11-24T14:30:00+01:00"));
  });

  it("midnight, noon and the end of the day", () => {
    expect(startOf("24.11.2026", "12 am")).toBe(Date.parse("2026-11-24T00:00:00+01:00"));
    expect(startOf("24.11.2026", "12 pm")).toBe(Date.parse("2026-11-24T12:00:00+01:00"));
    expect(startOf("24.11.2026", "24:00")).toBe(Date.parse("2026-11-25T00:00:00+01:00"));
  });

  it("a date with one reading only needs no order", () => {
    expect(startOf("11/11/2026", "9 Uhr")).toBe(Date.parse("2026-11-11T09:00:00+01:00"));
  });

  it.each([
    ["04/05/2026", "9:00", "ambiguous_date"],
    ["30.02.2026", "9:00", "no_such_date"],
    ["29.02.2027", "9:00", "no_such_date"],
    ["2026-13-01", "9:00", "no_such_date"],
    ["24.11.2026", "", "missing_time"],
    ["", "9:00", "missing_date"],
    ["", "", "missing"],
    ["morgen", "9:00", "malformed"],
    ["24.11.2026", "9", "malformed"],
    ["24.11.2026", "25:00", "malformed"],
    ["24.11.2026", "24:01", "malformed"],
    ["24.11.2026", "13:00 pm", "malformed"],
    ["24.11.2026", "9:60", "malformed"],
    ["2026-11-24T09:00+25:00", "", "malformed"],
    ["29.03.2026", "02:30", "no_such_time"],
    ["24.11.1026", "9:00", "out_of_range"],
    ["24.11.9999", "9:00", "out_of_range"],
    ["9".repeat(100), "", "too_long"],
  ])("%j and %j: %s", (date, time, rule) => {
    expect(read(row({ date, time }))).toEqual({ drafts: [], problems: [{ line: 2, field: "startsAt", rule }] });
  });

  it("of a time that the clocks repeat, the first", () => {
    expect(startOf("25.10.2026", "02:30")).toBe(Date.parse("2026-10-25T02:30:00+02:00"));
  });

  it("an end in the repeated hour lies after its start", () => {
    const text = "Start;Ende;Leistung;Name\n2026-10-25T02:50+02:00;02:10;Schnitt;Eva";
    expect(onlyDraft(text).endsAt).toBe(Date.parse("2026-10-25T02:10:00+01:00"));
  });

  it.each(["45", "45 min", "45 Min.", "0:45", "45 Minuten"])("a duration of %j", (minutes) => {
    const { startsAt, endsAt } = onlyDraft(row({ minutes }));
    expect(endsAt).toBe(startsAt + 45 * MINUTE_MS);
  });

  it.each([
    ["0", "not_after_start"],
    ["kurz", "malformed"],
    ["-5", "malformed"],
    ["9999", "out_of_range"],
    ["1".repeat(30), "malformed"],
  ])("not a duration of %j", (minutes, rule) => {
    expect(read(row({ minutes })).problems).toEqual([{ line: 2, field: "endsAt", rule }]);
  });

  it("an end before the start", () => {
    const { problems } = read("Datum;Von;Bis;Leistung;Name\n24.11.2026;10:00;09:30;Schnitt;Eva");
    expect(problems).toEqual([{ line: 2, field: "endsAt", rule: "not_after_start" }]);
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

  it.each(['"', "x", "\n", ";", '";', '"a"b', '"a\n', "\u0000é;"])("2 MB of %j are done soon", (piece) => {
    const garbage = piece.repeat(Math.floor((2 * 1024 * 1024 - HEADER.length - 1) / piece.length));
    const began = performance.now();
    readCsv(garbage, OPTIONS);
    readCsv(`${HEADER}\n${garbage}`, OPTIONS);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});

const pieces = fc.constantFrom(
  ...[..."\"';,\t\n\r=:/.-+@0129 ", HEADER, "24.11.2026", "14:30", "pm", "sep=;", "\uFEFF"],
);
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
