import type { Language } from "../language.ts";
import { type EpochMs, toLocal, weekdayOf } from "../time.ts";
import { matchName } from "./match-name.ts";
import type { TransferRule } from "./voice-rules.ts";

/** The topic of a rule for everything that no other rule is about. */
export const ANY_TOPIC = "*";

type Asked = { topic: string | null; language: Language; timeZone: string; now: EpochMs };

/** Whom to put a caller through to: by topic, language and the branch's wall clock. Null: nobody at this hour. */
export function chooseTransfer(rules: readonly TransferRule[], asked: Asked): TransferRule | null {
  const fitting = rules.filter((rule) => speaks(rule, asked.language) && isOpen(rule, asked));
  const general = fitting.find(({ topic }) => topic === ANY_TOPIC) ?? null;
  if (asked.topic === null) return general ?? fitting[0] ?? null;
  const named = fitting.filter(({ topic }) => topic !== ANY_TOPIC);
  const candidates = named.map(({ id, topic: name, aliases }) => ({ id, name, aliases }));
  const match = matchName(asked.topic, candidates);
  if (match.kind === "none") return general;
  const [id] = match.kind === "match" ? [match.id] : match.ids; // all of them are about it: the oldest takes it
  return named.find((rule) => rule.id === id) ?? general;
}

function speaks(rule: TransferRule, language: Language): boolean {
  return rule.language === null || rule.language === language;
}

function isOpen({ hours }: TransferRule, { timeZone, now }: Asked): boolean {
  if (hours === null) return true;
  const { date, minute } = toLocal(timeZone, now);
  const weekday = weekdayOf(date);
  return hours.some((span) => span.weekday === weekday && span.fromMinute <= minute && minute < span.toMinute);
}
