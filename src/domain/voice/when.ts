import type { Language } from "../language.ts";
import { err, type Result } from "../result.ts";
import type { EpochMs, LocalDate } from "../time.ts";
import { DAY_PARTS } from "./when/day-parts.ts";
import { foldText, MAX_WHEN_LENGTH } from "./when/lexer.ts";
import { parseLongTail } from "./when/long-tail.ts";
import { parseMachineTime } from "./when/machine-time.ts";
import { resolve, type When, type WhenRefusal } from "./when/resolve.ts";
import { isAmerican, isTrusted, namesDay, understand } from "./when/understand.ts";
import { ahead, type Window, windowOver } from "./when/window.ts";

export type { When, WhenRefusal } from "./when/resolve.ts";
export type { Window } from "./when/window.ts";

type WhenContext = { language: Language; now: EpochMs; timeZone: string };

/**
 * What a caller, or the model that speaks for them, means by a time: read on the branch's wall clock, looking forward.
 * Never before `now`. Our own grammar comes first; chrono reads the rest. Whatever excludes something ("not on
 * Tuesday") or is longer than an answer to "when?" is refused rather than guessed.
 */
export function parseWhen(text: string, context: WhenContext): Result<When, WhenRefusal> {
  const folded = foldText(text);
  if (folded === null) return err({ reason: "not_understood" });
  const machine = parseMachineTime(folded, context);
  if (machine) return machine;

  const facts = understand(folded, context.language, { monthFirst: writesMonthFirst(context) });
  const trusted = isTrusted(facts);
  const answer = trusted ? resolve(facts, context) : null;
  if (answer?.ok || facts.negated) return answer ?? err({ reason: "not_understood" });
  const understood = answer && (answer.error.reason !== "not_understood" || namesDay(facts));
  if (understood) return answer;
  return parseLongTail(text.slice(0, MAX_WHEN_LENGTH), context.language, context) ?? err({ reason: "not_understood" });
}

/**
 * The argument `startsAt`: RFC 3339 with an offset is that instant, without one it is the branch's wall clock. Models
 * write words there too, so everything that `parseWhen` understands is taken.
 */
export function parseStartsAt(text: string, context: WhenContext): Result<When, WhenRefusal> {
  return parseWhen(text, context);
}

/**
 * The window of `check_availability {date, timeOfDay}`. Today's begins now at the earliest. A day that is over keeps its
 * window, so `to` tells: nothing can be free in it.
 */
export function dayWindow(
  date: LocalDate,
  timeOfDay: "morning" | "afternoon" | "evening" | undefined,
  { now, timeZone }: Omit<WhenContext, "language">,
): Window {
  const window = windowOver(timeZone, date, date, timeOfDay ? DAY_PARTS[timeOfDay] : null);
  return ahead(window, now) ?? window;
}

/** 11/24 or 24/11? Only North America puts the month first. */
function writesMonthFirst({ language, timeZone }: WhenContext): boolean {
  return language === "en" && isAmerican(timeZone);
}
