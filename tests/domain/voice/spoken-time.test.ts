import { describe, expect, it } from "vitest";
import { openingHours } from "../../../src/domain/booking/rulebook.ts";
import type { Language } from "../../../src/domain/language.ts";
import {
  speakDay,
  speakDuration,
  speakHours,
  speakPrice,
  speakTime,
  speakTimes,
  speakWindow,
} from "../../../src/domain/voice/spoken-time.ts";
import { parseWhen } from "../../../src/domain/voice/when.ts";
import { BERLIN, SATURDAY } from "./read-when.ts";

const context = (language: Language, now = SATURDAY) => ({ language, timeZone: BERLIN, now });
const at = (text: string) => Date.parse(`${text}+01:00`);

describe("speakTime", () => {
  it.each([
    ["2026-11-21T19:00", "heute um 19 Uhr", "today at 7 PM"],
    ["2026-11-22T10:30", "morgen um 10 Uhr 30", "tomorrow at 10:30 AM"],
    ["2026-11-24T14:30", "Dienstag, den 24. November um 14 Uhr 30", "Tuesday, November 24th at 2:30 PM"],
    ["2026-12-01T12:05", "Dienstag, den 1. Dezember um 12 Uhr 5", "Tuesday, December 1st at 12:05 PM"],
    ["2026-12-02T00:00", "Mittwoch, den 2. Dezember um 0 Uhr", "Wednesday, December 2nd at 12 AM"],
    ["2027-01-13T09:00", "Mittwoch, den 13. Januar 2027 um 9 Uhr", "Wednesday, January 13th, 2027 at 9 AM"],
  ])("%s", (instant, german, english) => {
    expect(speakTime(at(instant), context("de"))).toBe(german);
    expect(speakTime(at(instant), context("en"))).toBe(english);
  });

  it("says which of two equal times is meant", () => {
    const spoken = (instant: string, language: Language) => speakTime(Date.parse(instant), context(language));
    expect(spoken("2026-10-25T00:30Z", "de")).toBe("Sonntag, den 25. Oktober um 2 Uhr 30 vor der Zeitumstellung");
    expect(spoken("2026-10-25T01:30Z", "de")).toBe("Sonntag, den 25. Oktober um 2 Uhr 30 nach der Zeitumstellung");
    expect(spoken("2026-10-25T00:30Z", "en")).toBe("Sunday, October 25th at 2:30 AM before the clocks change");
    expect(spoken("2026-10-25T01:30Z", "en")).toBe("Sunday, October 25th at 2:30 AM after the clocks change");
  });

  it("never says half past in German, which is not heard the same way everywhere", () => {
    expect(speakTime(at("2026-11-24T14:30"), context("de"))).not.toContain("halb");
  });
});

it("speakDay names near days by name", () => {
  const days = ["2026-11-21T23:59", "2026-11-22T00:00", "2026-11-23T00:00"].map(at);
  expect(days.map((day) => speakDay(day, context("de")))).toEqual(["heute", "morgen", "Montag, den 23. November"]);
});

describe("in the small hours, when tomorrow is today to many,", () => {
  const [night, day] = [context("de", at("2026-11-24T00:30")), context("de", at("2026-11-24T05:00"))];
  const [today, tomorrow] = [at("2026-11-24T10:00"), at("2026-11-25T10:00")];

  it("each day is named by its date", () => {
    expect(speakTimes([today, tomorrow], night)).toBe(
      "Dienstag, den 24. November um 10 Uhr oder Mittwoch, den 25. November um 10 Uhr",
    );
    const afternoon = { from: at("2026-11-25T12:00"), to: at("2026-11-25T18:00") };
    expect(speakWindow(afternoon, night)).toBe("Mittwochnachmittag, den 25. November");
  });

  it("which ends in the morning", () => {
    expect(speakTimes([today, tomorrow], day)).toBe("heute um 10 Uhr oder morgen um 10 Uhr");
  });
});

describe("speakTimes", () => {
  const [ten, half, eleven] = [at("2026-11-24T10:00"), at("2026-11-24T10:30"), at("2026-11-24T11:00")] as const;
  const next = at("2026-11-25T09:00");

  it.each([
    [[ten], "Dienstag, den 24. November um 10 Uhr"],
    [[ten, half, eleven], "Dienstag, den 24. November um 10 Uhr, 10 Uhr 30 oder 11 Uhr"],
    [[ten, half, eleven, next], "Dienstag, den 24. November um 10 Uhr, 10 Uhr 30 oder 11 Uhr"],
    [[ten, next], "Dienstag, den 24. November um 10 Uhr oder Mittwoch, den 25. November um 9 Uhr"],
    [
      [ten, half, next],
      "Dienstag, den 24. November um 10 Uhr oder 10 Uhr 30, oder Mittwoch, den 25. November um 9 Uhr",
    ],
    [[], ""],
  ])("%j", (instants, spoken) => {
    expect(speakTimes(instants, context("de"))).toBe(spoken);
  });

  it("in English", () => {
    expect(speakTimes([ten, half, eleven], context("en"))).toBe("Tuesday, November 24th at 10 AM, 10:30 AM or 11 AM");
  });
});

describe("speakWindow reads back what was understood", () => {
  const readBack = (said: string, language: Language) => {
    const answer = parseWhen(said, context("de"));
    if (!answer.ok || answer.value.kind === "repeated") throw new Error(`${said} is no window`);
    const { value } = answer;
    const window = value.kind === "instant" ? { from: value.startsAt, to: value.startsAt + 1 } : value;
    return speakWindow(window, context(language));
  };

  it.each([
    ["heute", "heute", "today"],
    ["heute Nachmittag", "heute Nachmittag", "this afternoon"],
    ["heute Nacht", "heute Nacht", "tonight"],
    ["vor 12", "heute Vormittag", "this morning"],
    ["ab 15 Uhr", "heute ab 15 Uhr", "today from 3 PM"],
    ["bis 11", "heute bis 11 Uhr", "today before 11 AM"],
    ["morgen früh", "morgen früh", "tomorrow early in the morning"],
    ["morgen um 10 oder 11", "morgen zwischen 10 und 11 Uhr", "tomorrow between 10 AM and 11 AM"],
    ["morgen um 10", "morgen um 10 Uhr", "tomorrow at 10 AM"],
    ["Montag um Mitternacht", "Dienstag, den 24. November um 0 Uhr", "Tuesday, November 24th at 12 AM"],
    ["Dienstag", "Dienstag, den 24. November", "Tuesday, November 24th"],
    ["Dienstagnachmittag", "Dienstagnachmittag, den 24. November", "Tuesday afternoon, November 24th"],
    [
      "später Nachmittag am Freitag",
      "Freitag, den 27. November am späten Nachmittag",
      "Friday, November 27th late in the afternoon",
    ],
    ["am Wochenende", "heute und morgen", "today and tomorrow"],
    [
      "nächste Woche",
      "von Montag, dem 23. November bis Sonntag, den 29. November",
      "from Monday, November 23rd to Sunday, November 29th",
    ],
    [
      "Montag bis Mittwoch nachmittags",
      "von Montag, dem 23. November bis Mittwoch, den 25. November, jeweils nachmittags",
      "from Monday, November 23rd to Wednesday, November 25th, each day in the afternoon",
    ],
    ["irgendwann", "von heute bis Samstag, den 5. Dezember", "from today to Saturday, December 5th"],
  ])("%s", (said, german, english) => {
    expect(readBack(said, "de")).toBe(german);
    expect(readBack(said, "en")).toBe(english);
  });
});

describe("amounts", () => {
  it.each([
    [3_500, "EUR", "35 Euro", "35 euros"],
    [3_550, "EUR", "35 Euro 50", "35 euros and 50 cents"],
    [100, "EUR", "1 Euro", "1 euro"],
    [99, "EUR", "99 Cent", "99 cents"],
    [0, "EUR", "kostenlos", "free"],
    [12_000, "CHF", "120 Franken", "120 francs"],
    [3_500, "JPY", "3500 Yen", "3500 yen"],
    [3_505, "SEK", "35,05 SEK", "35.05 SEK"],
  ])("%i %s", (minor, currency, german, english) => {
    expect([speakPrice(minor, currency, "de"), speakPrice(minor, currency, "en")]).toEqual([german, english]);
  });

  it.each([
    [1, "eine Minute", "1 minute"],
    [30, "30 Minuten", "30 minutes"],
    [60, "eine Stunde", "1 hour"],
    [75, "eine Stunde und 15 Minuten", "1 hour and 15 minutes"],
    [90, "eineinhalb Stunden", "1 hour and 30 minutes"],
    [120, "2 Stunden", "2 hours"],
  ])("%i minutes", (minutes, german, english) => {
    expect([speakDuration(minutes, "de"), speakDuration(minutes, "en")]).toEqual([german, english]);
  });
});

describe("speakHours", () => {
  const day = (weekday: number, from: number, to: number) => ({ weekday, fromMinute: from * 60, toMinute: to * 60 });
  const hours = openingHours.parse({
    weekly: [...[1, 2, 3, 4, 5].map((weekday) => day(weekday, 9, 18)), day(6, 13, 14.5), day(6, 9, 12)],
    exceptions: [
      { date: "2026-12-24", spans: [] },
      { date: "2026-11-24", spans: [] },
      { date: "2026-11-20", spans: [] },
    ],
  });

  it("groups equal days and names the exceptions that are near", () => {
    expect(speakHours(hours, context("de"))).toEqual([
      "Montag bis Freitag von 9 bis 18 Uhr",
      "Samstag von 9 bis 12 Uhr und von 13 Uhr bis 14 Uhr 30",
      "Sonntag geschlossen",
      "Dienstag, den 24. November geschlossen",
    ]);
    expect(speakHours(hours, context("en"))).toEqual([
      "Monday to Friday from 9 AM to 6 PM",
      "Saturday from 9 AM to 12 PM and from 1 PM to 2:30 PM",
      "Sunday closed",
      "Tuesday, November 24th closed",
    ]);
  });

  it("speaks of whole days, late nights and no hours at all", () => {
    const weekly = [day(1, 0, 24), day(2, 18, 26), day(3, 18, 24), day(4, 18, 24)];
    expect(speakHours(openingHours.parse({ weekly, exceptions: [] }), context("de"))).toEqual([
      "Montag rund um die Uhr",
      "Dienstag von 18 bis 2 Uhr",
      "Mittwoch und Donnerstag von 18 bis 24 Uhr",
      "Freitag bis Sonntag geschlossen",
    ]);
    expect(speakHours(openingHours.parse({ weekly: [], exceptions: [] }), context("de"))).toEqual([]);
  });
  it("leaves out hours of another season, and names the holidays that are near", () => {
    const winter = { ...day(1, 10, 16), validFrom: "2026-11-01" };
    const summer = { ...day(1, 8, 20), validUntil: "2026-10-31" };
    const seasons = openingHours.parse({ weekly: [summer, winter], exceptions: [], holidayRegion: "DE-BE" });
    const christmas = { language: "en", timeZone: BERLIN, now: Date.parse("2026-12-20T10:00:00+01:00") } as const;
    expect(speakHours(seasons, christmas)).toEqual([
      "Monday from 10 AM to 4 PM",
      "Tuesday to Sunday closed",
      "Friday, December 25th closed (Christmas Day)",
      "Saturday, December 26th closed (Boxing Day)",
      "Friday, January 1st, 2027 closed (New Year's Day)",
    ]);
  });
});
