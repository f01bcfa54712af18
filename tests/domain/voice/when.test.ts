import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsWindow } from "../../../src/domain/booking/slot-window.ts";
import type { Language } from "../../../src/domain/language.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { dayWindow, parseStartsAt, parseWhen } from "../../../src/domain/voice/when.ts";
import { growthOf, LINEAR } from "../../support/growth.ts";
import { BERLIN, readWhen, SATURDAY } from "./read-when.ts";

const NEW_YORK = "America/New_York";
const utc = (text: string) => Date.parse(text);

describe("a model that answers in the other language is understood", () => {
  it.each([
    ["next Tuesday afternoon", "de", "24.11. 12:00 > 24.11. 18:00"],
    ["tomorrow at 10 am", "de", "22.11. 10:00"],
    ["2:30 am", "de", "22.11. 02:30"],
    ["morgen um halb drei", "en", "22.11. 14:30"],
    ["tomorrow um 10", "de", "22.11. 10:00"],
  ] as [string, Language, string][])("%s in %s", (utterance, language, answer) => {
    expect(readWhen(utterance, language)).toBe(answer);
  });
});

describe("parseStartsAt", () => {
  const startsAt = (text: string) => parseStartsAt(text, { language: "de", now: SATURDAY, timeZone: BERLIN });

  it.each(["2026-11-24T10:30:00+01:00", "2026-11-24T09:30:00Z", "2026-11-24T10:30", "2026-11-24 10:30:00"])(
    "%s is 10:30 at the branch",
    (text) => {
      expect(startsAt(text)).toEqual({ ok: true, value: { kind: "instant", startsAt: utc("2026-11-24T09:30Z") } });
    },
  );

  it("takes words too", () => {
    expect(startsAt("Dienstag um halb elf")).toEqual({
      ok: true,
      value: { kind: "instant", startsAt: utc("2026-11-24T09:30Z") },
    });
  });

  it.each(["2026-02-30T10:00", "2026-11-24T25:00", "2026-13-01T10:00Z"])("refuses %s", (text) => {
    expect(startsAt(text)).toEqual({ ok: false, error: { reason: "not_understood" } });
  });

  it.each(["2026-11-20T10:00", "2026-11-21T08:59:59Z"])("refuses %s as past", (text) => {
    expect(startsAt(text)).toEqual({ ok: false, error: { reason: "in_the_past" } });
  });
});

describe("the nights on which the clocks change", () => {
  const spring = utc("2026-03-29T00:30:00+01:00");
  const autumn = utc("2026-10-25T00:30:00+02:00");
  const both = "2026-10-25T02:30:00+02:00 | 2026-10-25T02:30:00+01:00";

  it.each(["heute um 02:30", "02:30", "nachts um halb drei", "heute zwischen 02:00 und 03:00", "2026-03-29T02:30"])(
    "%s does not exist in spring",
    (utterance) => {
      expect(readWhen(utterance, "de", spring)).toBe("nonexistent_time");
    },
  );

  it.each(["heute um 02:30", "02:30", "2026-10-25 02:30", "heute nachts um halb drei"])(
    "%s comes twice in autumn",
    (utterance) => {
      expect(readWhen(utterance, "de", autumn)).toBe(both);
    },
  );

  it("after the first of two passes only the second is left", () => {
    expect(readWhen("02:30", "de", utc("2026-10-25T02:40:00+02:00"))).toBe("25.10. 02:30");
    expect(parseWhen("02:30", { language: "de", now: utc("2026-10-25T02:40:00+02:00"), timeZone: BERLIN })).toEqual({
      ok: true,
      value: { kind: "instant", startsAt: utc("2026-10-25T02:30:00+01:00") },
    });
  });

  it("an offset says which pass is meant", () => {
    expect(parseStartsAt("2026-10-25T02:30+01:00", { language: "en", now: autumn, timeZone: BERLIN })).toEqual({
      ok: true,
      value: { kind: "instant", startsAt: utc("2026-10-25T01:30Z") },
    });
  });

  it("a whole day is as long as the clock makes it", () => {
    const context = { timeZone: BERLIN, now: utc("2026-01-01T00:00Z") };
    const spans = ["2026-03-29", "2026-10-25"].map((date) => dayWindow(date, undefined, context));
    expect(spans.map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([23, 25]);
  });
});

describe("in New York", () => {
  const now = utc("2026-10-31T10:00:00-04:00");

  it.each([
    ["12/1", "01.12. 00:00 > 02.12. 00:00"],
    ["tomorrow at 3", "01.11. 15:00"],
    ["Sunday 1:30 am", "2026-11-01T01:30:00-04:00 | 2026-11-01T01:30:00-05:00"],
    ["2027-03-14 02:30", "nonexistent_time"],
    ["noon", "31.10. 12:00"],
  ])("%s", (utterance, answer) => {
    expect(readWhen(utterance, "en", now, NEW_YORK)).toBe(answer);
  });
});

describe("dayWindow", () => {
  const context = { timeZone: BERLIN, now: SATURDAY };

  it.each([
    ["2026-11-24", undefined, "2026-11-24T00:00", "2026-11-25T00:00"],
    ["2026-11-24", "morning", "2026-11-24T06:00", "2026-11-24T12:00"],
    ["2026-11-24", "evening", "2026-11-24T17:00", "2026-11-24T22:00"],
    ["2026-11-21", undefined, "2026-11-21T10:00", "2026-11-22T00:00"],
    ["2026-11-20", "afternoon", "2026-11-20T12:00", "2026-11-20T18:00"],
  ] as const)("%s %s", (date, timeOfDay, from, to) => {
    const wanted = { from: utc(`${from}+01:00`), to: utc(`${to}+01:00`) };
    expect(dayWindow(date, timeOfDay, context)).toEqual(wanted);
  });
});

describe("fitsWindow", () => {
  it("leaves out what lies between the wanted parts of two days", () => {
    const answer = parseWhen("nächste Woche nachmittags", { language: "de", now: SATURDAY, timeZone: BERLIN });
    if (!answer.ok || answer.value.kind !== "window") throw new Error("expected a window");
    const window = answer.value;
    const fits = (text: string) => fitsWindow(window, utc(`${text}+01:00`), BERLIN);
    expect(["2026-11-23T12:00", "2026-11-24T17:45", "2026-11-29T17:59"].map(fits)).toEqual([true, true, true]);
    expect(["2026-11-23T11:59", "2026-11-24T09:00", "2026-11-24T18:00"].map(fits)).toEqual([false, false, false]);
  });
});

describe("whatever is said", () => {
  const words = `morgen heute um 10 24. 24.11. halb drei Uhr nach vor bis ab zwischen und oder Dienstag nächste Woche in
    acht Tagen Nachmittag früh tomorrow next tuesday at 3 pm half past quarter to 2026-11-24 14:30 Dezember KW 99 31. - the
    nicht irgendwann now a week from end of weekend 02:30 0 vom dem Ende Mitte letzten Stunden 5 minutes Monat
    anderthalb bis Wochen 99999 until and 29. Februar 12/31 in einem Monaten heute twenty oh`.split(/\s+/);
  const utterance = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(" ")),
    fc.string({ maxLength: 220 }),
    fc.string({ unit: "grapheme", maxLength: 120 }),
  );
  const now = fc.integer({ min: utc("2026-01-01T00:00Z"), max: utc("2029-12-31T00:00Z") });
  const zone = fc.constantFrom(BERLIN, NEW_YORK, "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia");
  const language = fc.constantFrom<Language>("de", "en");

  it("nothing throws, nothing lies before now, and windows are not empty", () => {
    fc.assert(
      fc.property(utterance, now, zone, language, (text, moment, timeZone, spoken) => {
        const answer = parseWhen(text, { language: spoken, now: moment, timeZone });
        if (!answer.ok) return;
        const when = answer.value;
        const [first, last] =
          when.kind === "instant"
            ? [when.startsAt, when.startsAt + 1]
            : when.kind === "repeated"
              ? when.instants
              : [when.from, when.to];
        expect(first).toBeGreaterThanOrEqual(moment);
        expect(last).toBeGreaterThan(first);
        expect(Number.isSafeInteger(first) && Number.isSafeInteger(last)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    "1".repeat(200),
    "1 ".repeat(100),
    "1.".repeat(100),
    "1-".repeat(100),
    " ".repeat(200),
    "a".repeat(200),
    "in ".repeat(66),
    "um 10 ".repeat(33),
    "1 day ".repeat(33),
    "viertel nach ".repeat(15),
    "\uFDFA".repeat(200),
    "ä".repeat(200),
  ])("hostile text %j costs little", (text) => {
    const context = { language: "de", now: SATURDAY, timeZone: BERLIN } as const;
    const read = (length: number) => parseWhen(text.slice(0, length), context);
    expect(growthOf(read, text.length)).toBeLessThan(LINEAR);
  });

  it("text that is too long is refused", () => {
    const answer = parseWhen(`morgen um 10${" ".repeat(200)}`, { language: "de", now: SATURDAY, timeZone: BERLIN });
    expect(answer).toEqual({ ok: false, error: { reason: "not_understood" } });
  });

  it("asking for anything looks two weeks ahead", () => {
    const answer = parseWhen("egal", { language: "de", now: SATURDAY, timeZone: BERLIN });
    expect(answer).toEqual({ ok: true, value: { kind: "window", from: SATURDAY, to: SATURDAY + 14 * DAY_MS } });
  });
});
