import type { Finding, FindingCode } from "../../../contracts/call-care.ts";
import { type CallStory, speechOf } from "./call-story.ts";
import { auditPromises } from "./promises.ts";
import { countRepeats } from "./repeats.ts";

/** A caller hears silence from then on. */
const SLOW_MS = 2_000;
/** Less of an overlap is how people talk. */
const OVERLAP_MS = 400;
const PERSON =
  /\b(?:mit einem menschen|mit jemandem|mitarbeiter|echte[rn]? person|real person|a human|to someone|to somebody)\b/i;
const CUT_SHORT = /^(?:inactivity|max_duration_reached|error_|call_error)|error|fault/;

/**
 * How well a call went: 100, less the points of what was found. The same call always gets the same score, and each point
 * has its reason. Null: nobody said anything, so there is nothing to judge.
 */
export function scoreCall(story: CallStory): { score: number; findings: Finding[] } | null {
  if (speechOf(story, "caller").length === 0) return null;
  const findings = [...auditPromises(story), ...judgeOutcome(story), ...judgeTalk(story), ...judgeFunctions(story)];
  const lost = findings.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.max(100 - lost, 0), findings: findings.toSorted((a, b) => b.points - a.points) };
}

function judgeOutcome(story: CallStory): Finding[] {
  const { status, successful, sentiment, disconnectionReason: reason } = story;
  const isCut = status === "error" || (reason !== null && CUT_SHORT.test(reason));
  return [
    ...(successful === false && story.booked.length === 0 ? [found("not_done", 25)] : []),
    ...(sentiment === "negative" ? [found("caller_unhappy", 20)] : []),
    ...(isCut ? [found("cut_short", 20, { reason: reason ?? "unknown" })] : []),
    ...judgeTransfer(story),
  ];
}

function judgeTransfer(story: CallStory): Finding[] {
  const asked = speechOf(story, "caller").some(({ text }) => PERSON.test(text));
  const answered = story.functions.some(({ name, ok }) => ok && /^(?:transfer_to_human|take_message)$/.test(name));
  return asked && !answered ? [found("asked_for_person", 15)] : [];
}

function judgeTalk(story: CallStory): Finding[] {
  const asked = speechOf(story, "agent").map(({ text }) => text);
  const questions = asked.filter((text) => text.includes("?"));
  return [
    ...counted("caller_repeated", countRepeats(speechOf(story, "caller").map(({ text }) => text)), 8, 24),
    ...counted("agent_repeated", countRepeats(questions), 8, 24),
    ...counted("agent_interrupted", countInterruptions(story), 5, 20),
  ];
}

/** The agent began to speak while the caller still did. Only where the provider tells times. */
function countInterruptions({ lines }: CallStory): number {
  const speech = lines.flatMap((line) => (line.kind === "speech" ? [line] : []));
  return speech.filter((line, index) => {
    const before = speech[index - 1];
    const areTimed = line.fromMs !== undefined && before?.toMs !== undefined;
    return (
      areTimed && line.speaker === "agent" && before.speaker === "caller" && before.toMs! - line.fromMs! > OVERLAP_MS
    );
  }).length;
}

function judgeFunctions({ functions }: CallStory): Finding[] {
  const slow = functions.filter(({ latencyMs }) => latencyMs > SLOW_MS);
  const failed = functions.filter(({ error }) => error !== null);
  const slowestMs = Math.max(0, ...slow.map(({ latencyMs }) => latencyMs));
  return [
    ...counted("slow_answers", slow.length, 5, 15, { slowestMs }),
    ...counted("function_failed", failed.length, 15, 30, { name: failed[0]?.name ?? "" }),
  ];
}

function counted(code: FindingCode, count: number, each: number, most: number, more: Finding["facts"] = {}): Finding[] {
  return count === 0 ? [] : [found(code, Math.min(count * each, most), { count, ...more })];
}

function found(code: FindingCode, points: number, facts: Finding["facts"] = {}): Finding {
  return { code, points, facts };
}
