import { describe, expect, it } from "vitest";
import type { TranscriptLine } from "../../../src/contracts/calls.ts";
import type { CallStory } from "../../../src/domain/voice/quality/call-story.ts";
import { clocksIn } from "../../../src/domain/voice/quality/promises.ts";
import { scoreCall } from "../../../src/domain/voice/quality/score-call.ts";

const agent = (text: string, more = {}): TranscriptLine => ({ kind: "speech", speaker: "agent", text, ...more });
const caller = (text: string, more = {}): TranscriptLine => ({ kind: "speech", speaker: "caller", text, ...more });
const ran = (name: string, more = {}) => ({ name, ok: true, error: null, latencyMs: 40, say: "", ...more });

/** 10:30 in Berlin. */
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

  it("reads the hands of the clock", () => {
    expect(clocksIn("um 9:05, 16 Uhr, 16 Uhr 45, 4:30 PM, 12 am, 99 Uhr")).toEqual([
      "09:05",
      "16:00",
      "16:45",
      "16:30",
      "00:00",
    ]);
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
