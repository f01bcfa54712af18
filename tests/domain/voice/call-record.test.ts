import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TranscriptLine } from "../../../src/contracts/calls.ts";
import {
  type CallEventType,
  type CallFacts,
  type CallRecord,
  emptyCall,
  mergeCall,
} from "../../../src/domain/voice/call-record.ts";

type Told = { type: CallEventType; facts: CallFacts };

const nothing = emptyCall.facts;
const speech = (text: string): TranscriptLine => ({ kind: "speech", speaker: "caller", text });

function merged(events: readonly Told[], start: CallRecord = emptyCall): CallRecord {
  return events.reduce((record, { type, facts }) => mergeCall(record, type, facts), start);
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const facts: fc.Arbitrary<CallFacts> = fc.record({
  direction: maybe(fc.constantFrom("inbound" as const, "outbound" as const)),
  agentId: maybe(fc.constantFrom("agent_1", "agent_2")),
  status: maybe(fc.constantFrom("ongoing" as const, "ended" as const, "not_connected" as const, "error" as const)),
  fromNumber: maybe(fc.constantFrom("+4915112345678", "anonymous")),
  toNumber: maybe(fc.constantFrom("+49301234567", "+12137771235")),
  language: maybe(fc.constantFrom("de" as const, "en" as const)),
  startedAt: maybe(fc.nat()),
  endedAt: maybe(fc.nat()),
  durationMs: maybe(fc.nat()),
  disconnectionReason: maybe(fc.constantFrom("user_hangup", "agent_hangup", "dial_no_answer")),
  recordingUrl: maybe(fc.webUrl()),
  transcript: maybe(fc.array(fc.string().map(speech), { maxLength: 4 })),
  summary: maybe(fc.string()),
  successful: maybe(fc.boolean()),
  sentiment: maybe(fc.constantFrom("positive" as const, "neutral" as const, "negative" as const, "unknown" as const)),
  costCents: maybe(fc.double({ min: 0, max: 10_000, noNaN: true })),
});
const told: fc.Arbitrary<Told> = fc.record({
  type: fc.constantFrom<CallEventType>("call_started", "call_updated", "call_ended", "call_analyzed"),
  facts,
});

/** Some events, and the same ones in another order with some of them told again. */
const retold = fc.array(told, { minLength: 1, maxLength: 6 }).chain((events) =>
  fc.subarray(events).chain((again) => {
    const all = [...events, ...again];
    return fc.shuffledSubarray(all, { minLength: all.length }).map((shuffled) => ({ events, shuffled }));
  }),
);

describe("a call that is told in pieces", () => {
  it("ends the same in every order, however often each piece comes", () => {
    fc.assert(
      fc.property(retold, ({ events, shuffled }) => {
        expect(merged(shuffled)).toEqual(merged(events));
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not change when all of it is told again", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 6 }), (events) => {
        const once = merged(events);
        expect(merged(events, once)).toEqual(once);
      }),
    );
  });

  it("keeps every fact that any piece knew", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 6 }), (events) => {
        const { facts } = merged(events);
        for (const name of Object.keys(nothing) as (keyof CallFacts)[]) {
          expect(facts[name] === null).toBe(events.every((event) => event.facts[name] === null));
        }
      }),
    );
  });

  it("never changes the record that it adds to", () => {
    const before = merged([{ type: "call_started", facts: { ...nothing, status: "ongoing" } }]);
    const copy = structuredClone(before);
    mergeCall(before, "call_ended", { ...nothing, status: "ended" });
    expect(before).toEqual(copy);
    expect(emptyCall.facts).toEqual(nothing);
  });
});

describe("pieces that differ", () => {
  const started: Told = { type: "call_started", facts: { ...nothing, status: "ongoing" } };
  const ended: Told = { type: "call_ended", facts: { ...nothing, status: "ended", costCents: 70 } };
  const analyzed: Told = { type: "call_analyzed", facts: { ...nothing, costCents: 70.25 } };

  it("are settled by the later stage, even when it is heard first", () => {
    expect(merged([analyzed, ended, started]).facts).toMatchObject({ status: "ended", costCents: 70.25 });
  });

  it("of one stage are settled by the longer telling: a transcript only grows", () => {
    const short: Told = { type: "call_updated", facts: { ...nothing, transcript: [speech("Hello")] } };
    const long: Told = { type: "call_updated", facts: { ...nothing, transcript: [speech("Hello"), speech("Bye")] } };
    expect(merged([long, short]).facts.transcript).toEqual(long.facts.transcript);
    expect(merged([short, long]).facts.transcript).toEqual(long.facts.transcript);
  });

  it("and know nothing take nothing away", () => {
    const silent: Told = { type: "call_analyzed", facts: nothing };
    expect(merged([ended, silent])).toEqual(merged([ended]));
  });
});
