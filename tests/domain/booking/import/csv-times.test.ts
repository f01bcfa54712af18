import { describe, expect, it } from "vitest";
import { MINUTE_MS } from "../../../../src/domain/time.ts";
import { onlyDraft, read, row } from "./csv-text.ts";

const startOf = (date: string, time: string) => onlyDraft(row({ date, time })).startsAt;

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
    ["Montag", "9:00", "malformed"],
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
