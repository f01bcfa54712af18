import type { CallStatus, Sentiment, TranscriptLine } from "../../contracts/calls.ts";
import type { Language } from "../language.ts";
import type { EpochMs } from "../time.ts";

/** What one event of a call tells. Null: it does not know. */
export type CallFacts = {
  direction: "inbound" | "outbound" | null;
  /** Who answers or calls, as the provider names its agent. */
  agentId: string | null;
  status: CallStatus | null;
  fromNumber: string | null;
  toNumber: string | null;
  language: Language | null;
  startedAt: EpochMs | null;
  endedAt: EpochMs | null;
  durationMs: number | null;
  disconnectionReason: string | null;
  recordingUrl: string | null;
  transcript: TranscriptLine[] | null;
  summary: string | null;
  successful: boolean | null;
  sentiment: Sentiment | null;
  costCents: number | null;
};

/** What tells who called and what was said: what erasure takes, and no event brings back. */
export const noWords = { fromNumber: null, toNumber: null, summary: null, recordingUrl: null, transcript: null };

export type CallEventType = "call_started" | "call_updated" | "call_ended" | "call_analyzed";

/** A call as far as its events have told it, with the stage that each fact comes from. */
export type CallRecord = { facts: CallFacts; stages: Partial<Record<keyof CallFacts, number>> };

const STAGES: Record<CallEventType, number> = { call_started: 0, call_updated: 1, call_ended: 2, call_analyzed: 3 };

export const emptyCall: CallRecord = {
  facts: {
    direction: null,
    agentId: null,
    status: null,
    fromNumber: null,
    toNumber: null,
    language: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    disconnectionReason: null,
    recordingUrl: null,
    transcript: null,
    summary: null,
    successful: null,
    sentiment: null,
    costCents: null,
  },
  stages: {},
};

/**
 * Adds what an event tells. For each fact the latest stage wins, and within a stage the longer telling, so that events
 * may come twice and in any order and the record ends the same.
 */
export function mergeCall(record: CallRecord, type: CallEventType, told: CallFacts): CallRecord {
  const merged = { facts: { ...record.facts }, stages: { ...record.stages } };
  for (const name of Object.keys(told) as (keyof CallFacts)[]) takeFact(merged, name, told, STAGES[type]);
  return merged;
}

function takeFact<Name extends keyof CallFacts>(record: CallRecord, name: Name, told: CallFacts, stage: number): void {
  if (told[name] === null) return;
  const knownStage = record.stages[name] ?? -1;
  if (stage < knownStage) return;
  if (stage === knownStage && !isLonger(told[name], record.facts[name])) return;
  record.facts[name] = told[name];
  record.stages[name] = stage;
}

/** A total order, so that two tellings of the same stage always end the same way. */
function isLonger(told: unknown, known: unknown): boolean {
  const [a, b] = [JSON.stringify(told), JSON.stringify(known)];
  return a.length === b.length ? a > b : a.length > b.length;
}
