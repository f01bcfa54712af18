import type { Language } from "../../../src/domain/language.ts";
import { type EpochMs, toRfc3339 } from "../../../src/domain/time.ts";
import { parseWhen } from "../../../src/domain/voice/when.ts";

export const BERLIN = "Europe/Berlin";
/** A Saturday. */
export const SATURDAY = Date.parse("2026-11-21T10:00:00+01:00");

/** The answer as a reader checks it: `24.11. 14:30`, or `24.11. 12:00 > 24.11. 18:00`, or the reason. */
export function readWhen(text: string, language: Language, now = SATURDAY, timeZone = BERLIN): string {
  const answer = parseWhen(text, { language, now, timeZone });
  if (!answer.ok) return answer.error.reason;
  const show = (instant: EpochMs) => showLocal(timeZone, instant);
  const when = answer.value;
  if (when.kind === "instant") return show(when.startsAt);
  if (when.kind === "repeated") return when.instants.map((instant) => toRfc3339(timeZone, instant)).join(" | ");
  const each = when.eachDay ? ` daily ${when.eachDay.from / 60}-${when.eachDay.to / 60}` : "";
  return `${show(when.from)} > ${show(when.to)}${each}`;
}

function showLocal(timeZone: string, instant: EpochMs): string {
  const [date = "", time = ""] = toRfc3339(timeZone, instant).split("T");
  const [year, month, day] = date.split("-");
  return `${day}.${month}.${year === "2026" ? "" : year} ${time.slice(0, 5)}`;
}

/** `utterance = answer` per line. */
export function table(lines: string): [utterance: string, answer: string][] {
  return lines
    .trim()
    .split("\n")
    .map((line) => line.split(" = ").map((cell) => cell.trim()) as [string, string]);
}
