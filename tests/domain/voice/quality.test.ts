import { describe, expect, it } from "vitest";
import type { TranscriptLine } from "../../../src/contracts/calls.ts";
import type { CallStory } from "../../../src/domain/voice/quality/call-story.ts";
import { scoreCall } from "../../../src/domain/voice/quality/score-call.ts";

const agent = (text: string, more = {}): TranscriptLine => ({ kind: "speech", speaker: "agent", text, ...more });
const caller = (text: string, more = {}): TranscriptLine => ({ kind: "speech", speaker: "caller", text, ...more });
const ran = (name: string, more = {}) => ({ name, ok: true, error: null, latencyMs: 40, say: "", ...more });

/** A Monday noon in Berlin, and half past ten on the Tuesday after. */
const STARTED_AT = Date.parse("2026-11-30T11:00:00Z");
const AT = Date.parse("2026-12-01T09:30:00Z");
const booking = { startsAt: AT, priceMinor: 3_500, currency: "EUR" };

function aStory(more: Partial<CallStory> = {}): CallStory {
  return {
    status: "ended",
    successful: true,
    sentiment: "neutral",
    disconnectionReason: "user_hangup",
    lines: [
      agent("Guten Tag, was kann ich für Sie tun?"),
      caller("Ich möchte einen Haarschnitt am Dienstag."),
      agent("Ihr Haarschnitt ist am Dienstag um 10 Uhr 30 gebucht und kostet 35 Euro."),
    ],
    functions: [ran("book_appointment")],
    booked: [booking],
    timeZone: "Europe/Berlin",
    startedAt: STARTED_AT,
    ...more,
  };
}

const codesOf = (story: CallStory) => scoreCall(story)?.findings.map(({ code }) => code);
const saying = (...texts: string[]) => ({
  lines: [caller("Ich brauche einen Termin."), ...texts.map((text) => agent(text))],
});

describe("a call's score", () => {
  it("is 100 when nothing is wrong, and says so by having no findings", () => {
    expect(scoreCall(aStory())).toEqual({ score: 100, findings: [] });
  });

  it("is none when nobody said anything", () => {
    expect(scoreCall(aStory({ lines: [agent("Hello?")] }))).toBeNull();
  });

  it("is 100 less the points of all findings, the gravest first, and never below 0", () => {
    const bad = scoreCall(
      aStory({ successful: false, sentiment: "negative", booked: [], functions: [], status: "error" }),
    );
    expect(bad?.findings.map(({ points }) => points)).toEqual([45, 25, 20, 20]);
    expect(bad?.score).toBe(0);
  });
});

describe("what the agent promised is held against what is", () => {
  it("a booking that nobody made", () => {
    expect(codesOf(aStory({ booked: [], functions: [ran("book_appointment", { ok: false })] }))).toEqual([
      "promise_without_booking",
    ]);
  });

  it.each([
    ["a question", "Soll ich das für Sie um 10 Uhr buchen? Ist es dann gebucht?"],
    ["a refusal", "Das konnte leider nicht gebucht werden."],
    ["a condition", "Sobald Sie bestätigen, ist der Termin gebucht."],
  ])("%s is no promise", (_, text) => {
    expect(codesOf(aStory({ ...saying(text), booked: [], functions: [] }))).toEqual([]);
  });

  it("another time than was booked, whichever way it is said", () => {
    for (const text of ["Sie sind um 11 Uhr eingetragen.", "You are booked for 11 AM.", "Gebucht: 11:00."]) {
      const result = scoreCall(aStory(saying(text)));
      expect(result?.findings).toEqual([
        { code: "promise_other_time", points: 45, facts: { said: "11:00", booked: "10:30" } },
      ]);
    }
  });

  it("the time that was true during the call, though the appointment has been moved since", () => {
    const functions = [ran("book_appointment", { say: "Gebucht am Dienstag um 10:30 Uhr." })];
    expect(codesOf(aStory({ functions, booked: [{ ...booking, startsAt: AT + 3_600_000 }] }))).toEqual([]);
  });

  it("another price than is asked for", () => {
    const result = scoreCall(aStory(saying("Gebucht um 10:30 Uhr für 29,50 €.")));
    expect(result?.findings).toEqual([
      { code: "promise_other_price", points: 25, facts: { saidMinor: 2_950, bookedMinor: 3_500, currency: "EUR" } },
    ]);
  });

  it("a cancellation that did not happen", () => {
    const story = aStory({ ...saying("Ihr Termin ist storniert."), booked: [], functions: [] });
    expect(scoreCall(story)?.findings[0]).toMatchObject({ facts: { what: "cancellation" } });
    expect(codesOf({ ...story, functions: [ran("cancel_appointment")] })).toEqual([]);
  });
});

describe("when the agent said that it is booked", () => {
  /** Half past two on the Thursday after. */
  const afternoon = { ...booking, startsAt: Date.parse("2026-12-03T13:30:00Z") };
  const found = (booked: (typeof booking)[], text: string) => scoreCall(aStory({ ...saying(text), booked }))?.findings;

  it.each([
    "Sie sind morgen um halb elf eingetragen.",
    "Gebucht: Dienstag, den 1. Dezember um 10 Uhr 30.",
    "Ihr Termin am kommenden Dienstag um zehn Uhr dreißig ist gebucht.",
    "Ihr Termin am 1.12. um 10.30 Uhr ist gebucht.",
    "Guten Morgen, der Termin ist am Dienstag Morgen um 10:30 Uhr reserviert.",
    "Ich habe Ihnen das heute für Dienstag eingetragen.",
    "Gebucht, von 10 Uhr 30 bis 11 Uhr, bitte seien Sie bis 10 Uhr 25 da.",
    "Statt am Mittwoch sind Sie nun am Dienstag eingetragen.",
    "Der Termin ist gebucht, er dauert eine halbe Stunde und kostet 35 Euro.",
    "Gebucht auf die Nummer null eins fünf eins zwölf dreißig elf.",
    "Gebucht in unserem Salon in der dritten Etage.",
    "You are booked for tomorrow at half past ten.",
    "You're all set for Tuesday, December 1st at ten thirty AM.",
    "Booked for next Tuesday at 10:30 a.m. with Anna.",
    "You are booked at 12 Market Street, on the second floor.",
    "I have booked that for you today, and it takes 30 minutes.",
  ])("%s is true", (text) => {
    expect(found([booking], text)).toEqual([]);
  });

  it.each([
    "Sie sind am Donnerstag um halb drei eingetragen.",
    "Sie sind um Viertel nach zwei oder halb drei eingetragen.",
    "Der Termin am 3. Dezember um drei Uhr ist gebucht, Moment, um halb drei.",
    "You are booked for Thursday, two thirty PM.",
    "You are booked at half past two on December 3rd.",
    "You are scheduled for 2:30.",
  ])("%s is true as well", (text) => {
    expect(found([afternoon], text)).toEqual([]);
  });

  it.each([
    ["Sie sind am Dienstag um Viertel nach zehn eingetragen.", "10:15"],
    ["Ihr Termin um halb zehn ist gebucht.", "09:30"],
    ["Ihr Termin ist um elf gebucht.", "11:00"],
    ["Sie sind am Dienstag um 16 Uhr 45 eingetragen.", "16:45"],
    ["You are booked for quarter past nine.", "09:15"],
    ["You are booked for Tuesday, two thirty PM.", "14:30"],
    ["You are all set at half past two.", "14:30"],
    ["You are booked for 10:30 PM.", "22:30"],
    ["You are booked for 11 a.m. on Tuesday. Anything else?", "11:00"],
    ["You are booked for 2 p.m. Is there anything else?", "14:00"],
  ])("%s names another time", (text, said) => {
    const facts = { said, booked: "10:30" };
    expect(found([booking], text)).toEqual([{ code: "promise_other_time", points: 45, facts }]);
  });

  it.each([
    ["Sie sind am Mittwoch um halb elf eingetragen.", "2026-12-02"],
    ["Sie sind übermorgen um 10:30 Uhr eingetragen.", "2026-12-02"],
    ["Sie sind heute um 10:30 Uhr eingetragen.", "2026-11-30"],
    ["Gebucht ist der Termin am 3. Dezember um 10 Uhr 30.", "2026-12-03"],
    ["Dienstag, der 8. Dezember ist für Sie reserviert.", "2026-12-08"],
    ["You are booked for next Wednesday at 10:30.", "2026-12-09"],
    ["You are booked for Tuesday, December 3rd.", "2026-12-03"],
    ["You are scheduled for the day after tomorrow at half past ten.", "2026-12-02"],
  ])("%s names another day", (text, saidDay) => {
    const facts = { saidDay, bookedDay: "2026-12-01" };
    expect(found([booking], text)).toEqual([{ code: "promise_other_day", points: 45, facts }]);
  });

  it("a week earlier than the weekday and date that we answered with", () => {
    const functions = [
      ran("book_appointment", { say: "Ihr Termin ist gebucht: Freitag, den 11. Dezember um 10 Uhr 30." }),
    ];
    const booked = [{ ...booking, startsAt: AT + 10 * 86_400_000 }];
    const text = saying("Ihr Termin am 4. Dezember um 10 Uhr 30 ist gebucht.");
    expect(codesOf(aStory({ ...text, functions, booked }))).toEqual(["promise_other_day"]);
  });

  it("is seen from the start of the call, on the clocks of the branch", () => {
    const late = { startedAt: Date.parse("2026-11-30T23:30:00Z"), booked: [{ ...booking, startsAt: AT + 86_400_000 }] };
    const text = saying("Sie sind morgen um halb elf eingetragen.");
    expect(codesOf(aStory({ ...text, ...late }))).toEqual([]);
    expect(codesOf(aStory({ ...text, ...late, timeZone: "UTC" }))).toEqual(["promise_other_day", "promise_other_time"]);
  });

  it("is true of an appointment that was moved since, and of any of several", () => {
    const functions = [ran("book_appointment", { say: "Gebucht: Dienstag, den 1. Dezember um 10 Uhr 30." })];
    const text = saying("Sie sind morgen um halb elf eingetragen.");
    expect(codesOf(aStory({ ...text, functions, booked: [afternoon] }))).toEqual([]);
    expect(found([afternoon, booking], "Gebucht: Dienstag um halb elf und Donnerstag um halb drei.")).toEqual([]);
  });
});

describe("how the talk went", () => {
  it("counts what either had to say again", () => {
    const lines = [
      caller("I would like a cut on Tuesday"),
      agent("Which day would you like to come?"),
      caller("I would like a cut on Tuesday, please"),
      agent("Which day would you like to come, please?"),
    ];
    expect(scoreCall(aStory({ lines }))?.findings).toEqual([
      { code: "caller_repeated", points: 8, facts: { count: 1 } },
      { code: "agent_repeated", points: 8, facts: { count: 1 } },
    ]);
  });

  it("counts where the agent spoke over the caller, if times are known", () => {
    const lines = [caller("I would like", { fromMs: 0, toMs: 3_000 }), agent("Sure!", { fromMs: 1_000, toMs: 2_000 })];
    expect(codesOf(aStory({ lines }))).toEqual(["agent_interrupted"]);
    expect(
      codesOf(aStory({ lines: lines.map((line) => ({ ...line, fromMs: undefined })) as TranscriptLine[] })),
    ).toEqual([]);
  });

  it("counts slow and failed functions, and a person who was asked for in vain", () => {
    const functions = [
      ran("book_appointment", { latencyMs: 3_000 }),
      ran("check_availability", { error: "TypeError" }),
    ];
    const lines = [caller("Kann ich mit einem Menschen sprechen?")];
    expect(scoreCall(aStory({ functions, lines }))?.findings).toEqual([
      { code: "asked_for_person", points: 15, facts: {} },
      { code: "function_failed", points: 15, facts: { count: 1, name: "check_availability" } },
      { code: "slow_answers", points: 5, facts: { count: 1, slowestMs: 3_000 } },
    ]);
    expect(codesOf(aStory({ lines, functions: [ran("transfer_to_human")] }))).toEqual([]);
  });
});
