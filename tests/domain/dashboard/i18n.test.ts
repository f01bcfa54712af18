import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFormats, formatDuration, formatsFor } from "../../../src/dashboard/i18n/formats.ts";
import { preferredLocale, regionalTag } from "../../../src/dashboard/i18n/locale.ts";
import voiceDe from "../../../src/dashboard/i18n/messages/pages/voice-de.json" with { type: "json" };
import voiceEn from "../../../src/dashboard/i18n/messages/pages/voice-en.json" with { type: "json" };
import { usualWords } from "../../../src/domain/voice/agent/usual-words.ts";

const MESSAGES = "src/dashboard/i18n/messages";
type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

/** Those of the shell, of the console and of each page. */
function allIn(language: string): Map<string, string> {
  const files = readdirSync(MESSAGES, { recursive: true, encoding: "utf8" });
  const own = files.filter((file) => new RegExp(`(^|[/-])${language}\\.json$`).test(file));
  return new Map(own.flatMap((file) => leaves(JSON.parse(readFileSync(join(MESSAGES, file), "utf8")) as Tree)));
}

/** The names in braces, those inside of plural branches included. */
const variables = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort();

describe("messages", () => {
  const [german, english] = [allIn("de"), allIn("en")];

  it("exist in both languages under the same keys", () => {
    expect(english.size).toBeGreaterThan(2_000);
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("take the same values", () => {
    for (const [key, text] of english) expect([key, variables(german.get(key) ?? "")]).toEqual([key, variables(text)]);
  });

  it.each([voiceDe, voiceEn])("show what an agent says by itself as it says it", ({ voice: { usual } }) => {
    for (const language of ["de", "en"] as const) {
      const { greeting, aiDisclosure, recordingDisclosure } = usualWords[language];
      const shown = { greeting: greeting("{business}"), aiDisclosure, recordingDisclosure };
      for (const [name, text] of Object.entries(shown)) {
        expect(usual[name as keyof typeof shown][language]).toBe(text);
      }
    }
  });

  it("are never empty", () => {
    for (const [key, text] of [...german, ...english]) expect([key, text.trim().length > 0]).toEqual([key, true]);
  });
});

describe("language", () => {
  it("is the first of the visitor's that is spoken here", () => {
    expect(preferredLocale(["fr-FR", "de-AT", "en"])).toBe("de");
    expect(preferredLocale(["fr"])).toBe("en");
  });

  it("keeps the visitor's own region", () => {
    expect(regionalTag("en", ["de-DE", "en-US"])).toBe("en-US");
    expect(regionalTag("en", ["en-US@posix"])).toBe("en-GB");
    expect(regionalTag("de", ["en-US"])).toBe("de-DE");
  });
});

describe("formats", () => {
  const afternoon = "2026-11-24T13:05:00Z";
  const german = createFormats("de-DE", "de", "Europe/Berlin");
  const american = createFormats("en-US", "en", "Europe/Berlin");
  // ICU writes narrow no-break spaces, which are of no concern here.
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f\u2009]/g, " ");

  it("are made once for all who tell the same time in the same words", () => {
    const once = formatsFor("de-DE", "de", "Europe/Berlin");
    expect(formatsFor("de-DE", "de", "Europe/Berlin")).toBe(once);
    expect(formatsFor("de-DE", "de", "America/New_York").time(afternoon)).toBe("8:05");
    expect(formatsFor("en-US", "en", "Europe/Berlin").month(afternoon)).toBe("November 2026");
  });

  it("tells the branch's time, whatever zone this test runs in", () => {
    expect(german.time(afternoon)).toBe("14:05");
    expect(plain(american.time(afternoon))).toBe("2:05 PM");
    expect(createFormats("de-DE", "de", "America/New_York").time(afternoon)).toBe("8:05");
  });

  it("says which of two, when clocks are set back and show a time twice", () => {
    expect(german.exactTime("2026-10-25T00:30:00Z")).toBe("2:30 MESZ");
    expect(german.exactTime("2026-10-25T01:30:00Z")).toBe("2:30 MEZ");
    expect(german.exactTime("2026-10-25T02:30:00Z")).toBe("3:30");
    expect(plain(createFormats("en-AU", "en", "Australia/Lord_Howe").exactTime("2026-04-04T14:45:00Z"))).toMatch(
      /1:45 am \S+/,
    );
  });

  it("counts 24 hours in German even where the region counts 12", () => {
    expect(createFormats("de-US", "de", "Europe/Berlin").time(afternoon)).toBe("14:05");
  });

  it("shortens full hours", () => {
    const [start, end] = [Date.parse("2026-11-24T08:00:00Z"), Date.parse("2026-11-24T17:30:00Z")];
    expect(german.hours(start, end)).toBe("9:00–18:30");
    expect(plain(american.hours(start, end))).toBe("9 AM – 6:30 PM");
  });

  it("names the zone as it is called on that day", () => {
    expect(german.zoneName("2026-07-01T10:00:00Z")).toBe("MESZ");
    expect(german.zoneName(afternoon)).toBe("MEZ");
  });

  it("knows how many digits a currency has", () => {
    expect(plain(german.money(4900, "EUR"))).toBe("49,00 €");
    expect(plain(german.money(4900, "JPY"))).toBe("4.900 ¥");
  });

  it("says how long ago", () => {
    const now = Date.parse(afternoon);
    const ago = (ms: number) => plain(american.relative(now - ms, now));
    expect([ago(5_000), ago(120_000), ago(3 * 3_600_000), ago(26 * 3_600_000)]).toEqual([
      "now",
      "2 min. ago",
      "3 hr. ago",
      "yesterday",
    ]);
  });

  it("adds the date only where the day differs", () => {
    const now = Date.parse(afternoon);
    expect(german.shortMoment(now - 60_000, now)).toBe("14:04");
    expect(german.shortMoment(now - 86_400_000, now)).toContain("23. Nov.");
  });

  it("writes durations like a clock", () => {
    expect([0, 9_400, 134_000, 3_909_000, -5].map(formatDuration)).toEqual(["0:00", "0:09", "2:14", "1:05:09", "0:00"]);
  });
});
