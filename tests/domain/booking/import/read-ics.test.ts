import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIcs } from "../../../../src/domain/booking/import/read-ics.ts";
import { growthOf, LINEAR } from "../../../support/growth.ts";
import { aCalendar, anEvent, GOOGLE, OUTLOOK } from "./calendars.ts";
import { OPTIONS, read, startsOf } from "./ics-text.ts";

const problemsOf = (...lines: string[]) => read(aCalendar(anEvent(...lines))).problems;

describe("exports", () => {
  it("Google's: who was invited, the labels of the description, a moved and a cancelled date of a series", () => {
    const { drafts, problems } = read(GOOGLE);
    expect(problems).toEqual([]);
    expect(drafts[0]).toEqual({
      line: 1,
      uid: "abc1@google.com",
      service: "Haarschnitt, Damen",
      staff: "Anna",
      startsAt: Date.parse("2026-11-24T14:30:00Z"),
      endsAt: Date.parse("2026-11-24T15:15:00Z"),
      customer: {
        name: "Eva Müller",
        phone: "+4915123456789",
        email: "eva@example.org",
        notes: "Telefon: 0151 23456789\nMitarbeiter: Anna\nmag Tee",
      },
      status: "confirmed",
    });
    expect(drafts.slice(1).map(({ line, uid, startsAt, status }) => [line, uid, startsAt, status])).toEqual([
      [2, "ser1@google.com/20261123T090000Z", Date.parse("2026-11-23T09:00:00Z"), "confirmed"],
      [2, "ser1@google.com/20261214T090000Z", Date.parse("2026-12-14T09:00:00Z"), "confirmed"],
      [3, "ser1@google.com/20261130T090000Z", Date.parse("2026-12-01T13:00:00Z"), "confirmed"],
      [4, "gone@google.com", Date.parse("2026-11-25T09:00:00Z"), "cancelled"],
    ]);
  });

  it("Outlook's: its own names of zones, both before and after a change of the clocks", () => {
    const { drafts, problems } = read(OUTLOOK);
    expect(problems).toEqual([]);
    expect(drafts.map(({ service, startsAt }) => [service, new Date(startsAt).toISOString()])).toEqual([
      ["Winter", "2026-11-24T13:30:00.000Z"],
      ["Summer", "2027-07-01T12:30:00.000Z"],
      ["Twice", "2026-10-25T00:30:00.000Z"],
      ["Monthly", "2026-12-14T09:00:00.000Z"],
      ["Monthly", "2027-01-11T09:00:00.000Z"],
    ]);
    expect(drafts[0]?.customer).toMatchObject({ name: "Eve Miller", email: "eve@example.org" });
  });
});

describe("times", () => {
  it.each([
    ["floating", "DTSTART:20261124T143000"],
    ["UTC", "DTSTART:20261124T133000Z"],
    ["with a zone", "DTSTART;TZID=America/New_York:20261124T083000"],
    ["with a zone behind a path", "DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20261124T143000"],
  ])("%s", (_, start) => {
    expect(startsOf(aCalendar(anEvent(start)))).toEqual(["2026-11-24T13:30"]);
  });

  it.each([
    ["DURATION:PT1H30M", 90],
    ["DTEND:20261124T150000", 30],
    ["X-NOTHING:1", null],
  ])("%s", (line, minutes) => {
    const [draft] = read(aCalendar(anEvent("DTSTART:20261124T143000", line))).drafts;
    expect(draft?.endsAt).toBe(minutes === null ? null : Date.parse("2026-11-24T13:30:00Z") + minutes * 60_000);
  });

  it.each([
    ["DTSTART;VALUE=DATE:20261124", "startsAt", "all_day"],
    ["DTSTART:20260329T023000", "startsAt", "no_such_time"],
    ["DTSTART:20261399T143000", "startsAt", "malformed"],
    ["DTSTART:soon", "startsAt", "malformed"],
    ["DTSTART:00010101T000000", "startsAt", "out_of_range"],
    ["DTSTART;TZID=Nowhere:20261124T143000", "startsAt", "unknown_zone"],
    ["X-START:20261124T143000", "startsAt", "missing"],
  ])("%s", (line, field, rule) => {
    expect(problemsOf(line)).toEqual([{ line: 1, field, rule }]);
  });

  it.each([
    ["DTEND:20261124T143000", "endsAt", "not_after_start"],
    ["DURATION:-PT1H", "endsAt", "not_after_start"],
    ["DURATION:long", "endsAt", "malformed"],
    ["RDATE:20261224T143000", "recurrence", "unsupported"],
    ["RRULE:FREQ=HOURLY", "recurrence", "unsupported"],
    ["RRULE:FREQ=DAILY;BYHOUR=9", "recurrence", "unsupported"],
    ["RRULE:FREQ=YEARLY;BYWEEKNO=20", "recurrence", "unsupported"],
    ["RRULE:FREQ=OFTEN", "recurrence", "malformed"],
    ["RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T143000", "recurrence", "unsupported"],
    ["RECURRENCE-ID;VALUE=DATE:20261124", "recurrence", "malformed"],
    [`UID:${"x".repeat(2_001)}`, "uid", "too_long"],
  ])("%s", (line, field, rule) => {
    expect(problemsOf("DTSTART:20261124T143000", line)).toContainEqual({ line: 1, field, rule });
  });
});

describe("people", () => {
  const customerOf = (...lines: string[]) =>
    read(aCalendar(anEvent("DTSTART:20261124T143000", ...lines))).drafts[0]?.customer;

  it("without anybody, the title names the customer", () => {
    expect(customerOf()).toEqual({ name: "Schnitt", phone: null, email: null, notes: null });
  });

  it("an organizer alone is the customer", () => {
    expect(customerOf("ORGANIZER;CN=Eva:MAILTO:Eva@Example.org")).toMatchObject({
      name: "Eva",
      email: "eva@example.org",
    });
  });

  it("rooms are nobody; an address is no name", () => {
    const room = "ATTENDEE;CUTYPE=RESOURCE;CN=Chair:mailto:chair@example.org";
    expect(customerOf(room, "ATTENDEE;CN=eva@example.org:mailto:eva@example.org")).toMatchObject({
      name: "Schnitt",
      email: "eva@example.org",
    });
  });

  it("labels in HTML; what makes no sense stays a note", () => {
    expect(customerOf("DESCRIPTION:<b>Name:</b> Eva Müller<br>Phone: none\\, sorry")).toEqual({
      name: "Eva Müller",
      phone: null,
      email: null,
      notes: "<b>Name:</b> Eva Müller\nPhone: none, sorry",
    });
  });

  it("long notes are cut, and said to be", () => {
    const { drafts, problems } = read(
      aCalendar(anEvent("DTSTART:20261124T143000", `DESCRIPTION:${"x".repeat(9_000)}`)),
    );
    expect(drafts[0]?.customer.notes).toHaveLength(2_000);
    expect(problems).toEqual([{ line: 1, field: "notes", rule: "cut" }]);
  });

  it("what looks like a formula stays as it is", () => {
    expect(customerOf("ATTENDEE;CN==HYPERLINK(1):mailto:x@example.org")?.name).toBe("=HYPERLINK(1)");
  });
});

describe("broken files", () => {
  it("lose only what is broken", () => {
    const fine = anEvent("DTSTART:20261124T143000");
    const nameless = fine.replace("SUMMARY:Schnitt", "SUMMARY:");
    const open = fine.replace("END:VEVENT", "");
    const { drafts, problems } = read(aCalendar(fine, "junk", open, nameless, fine, "BEGIN:VEVENT\r\nUID:1"));
    expect(drafts.map(({ line }) => line)).toEqual([1, 4]);
    expect(problems).toEqual([
      { line: 2, field: "row", rule: "malformed" },
      { line: 3, field: "service", rule: "missing" },
      { line: 5, field: "row", rule: "malformed" },
    ]);
  });

  it("alarms say nothing about the appointment", () => {
    const alarm = "BEGIN:VALARM\r\nDESCRIPTION:Name: Bob\r\nDURATION:PT5M\r\nEND:VALARM";
    const [draft] = read(aCalendar(anEvent("DTSTART:20261124T143000", alarm))).drafts;
    expect([draft?.customer.notes, draft?.endsAt]).toEqual([null, null]);
  });

  it.each([
    ["nothing", "", { reason: "not_a_calendar" }],
    ["100 kB of garbage", "\u0000;:x".repeat(25_000), { reason: "not_a_calendar" }],
    ["no events", aCalendar(), { reason: "no_rows" }],
    ["too many events", aCalendar("BEGIN:VEVENT\n".repeat(5_001)), { reason: "too_many_rows", limit: 5_000 }],
    ["too much", "x".repeat(2 * 1024 * 1024 + 1), { reason: "too_large", limit: 2 * 1024 * 1024 }],
  ])("%s", (_, text, error) => {
    expect(readIcs(text, OPTIONS)).toEqual({ ok: false, error });
  });

  it.each([
    [
      "a line of parameters",
      (size: number) => anEvent("DTSTART:20261124T143000", `ATTENDEE${";a=b".repeat(size * 100)}:x`),
    ],
    [
      "rules that fall on no day",
      (size: number) => anEvent("DTSTART:20260101T100000", "RRULE:FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1").repeat(size),
    ],
    [
      "long histories",
      (size: number) => anEvent("DTSTART:19700101T100000", "RRULE:FREQ=YEARLY;COUNT=500").repeat(size),
    ],
  ])("%s take as long as they are long", (_, textOf) => {
    expect(growthOf((size) => readIcs(aCalendar(textOf(size)), OPTIONS), 100)).toBeLessThan(LINEAR);
  });
});

const PIECES = [
  ..."DTSTART DTEND RRULE EXDATE DURATION ATTENDEE TZID RECURRENCE-ID DESCRIPTION SUMMARY FREQ= DAILY MONTHLY".split(
    " ",
  ),
  ..."YEARLY UNTIL= COUNT= BYDAY= 5MO VALUE=DATE Europe/Berlin PT1H 20261124T143000 20261124 99999999T999999Z".split(
    " ",
  ),
  ..."CN= mailto: Telefon:030 __proto__ constructor BEGIN:VEVENT END:VEVENT BEGIN:VTIMEZONE END:VTIMEZONE".split(" "),
  ...'BEGIN:STANDARD TZOFFSETTO:+0100 : : ; ; = , " \\n - +'.split(" "),
  "\r\n",
  "\r\n",
  "\n ",
];
const pieces = fc.constantFrom(...PIECES);

it("never throws", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const whole of [text, aCalendar(text), aCalendar(anEvent("DTSTART:20261124T143000", text))]) {
        expect(readIcs(whole, OPTIONS)).toHaveProperty("ok");
      }
    }),
    { numRuns: 1_000 },
  );
});
