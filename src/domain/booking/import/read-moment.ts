import { err, ok, type Result } from "../../result.ts";
import { type LocalDate, type LocalMinute, MINUTE_MS } from "../../time.ts";
import type { DraftRule } from "./draft.ts";
import { toLocalDate } from "./wall-clock.ts";

/** A date, a time of day, or both. `offsetMs` is that of the text, to be added to UTC. */
export type Moment = {
  date: LocalDate | null;
  time: { minute: LocalMinute; second: number } | null;
  offsetMs: number | null;
};

const MAX_LENGTH = 80;

const WEEKDAY = /^(?:mo|di|mi|do|fr|sa|so|tu|we|th|su)\p{L}{0,8}\.?,?\s+/iu;
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const DOTTED_DATE = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)(?![\d.:])/;
const SLASHED_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/;
/** What stands between a date and a time. */
const BETWEEN = /^(?:T|[\s,]+(?:(?:um|at)\s)?)/i;
const TIME =
  /^(\d{1,2})(?:[:.](\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?\s?(uhr|h|a\.?m\.?|p\.?m\.?)?\s?(z|[+-]\d\d:?\d\d)?$/i;

/** `24.12.2026 14:30`, `2026-12-24T14:30:00+01:00`, `12/24/2026 2:30 pm`, `14.30 Uhr`; weekdays before a date are skipped. */
export function readMoment(text: string): Result<Moment, DraftRule> {
  const whole = text.normalize("NFKC").trim();
  if (whole.length > MAX_LENGTH) return err("too_long");
  const plain = whole.replace(WEEKDAY, "");
  const date = readDate(plain);
  if (!date.ok) return date;
  if (date.value === null && plain !== whole) return err("malformed");
  const rest = date.value ? plain.slice(date.value.length).replace(BETWEEN, "") : plain;
  if (rest === "") return date.value ? ok({ date: date.value.date, time: null, offsetMs: null }) : err("missing");
  const time = readTime(rest);
  if (!time || (time.offsetMs !== null && !date.value)) return err("malformed");
  return ok({ date: date.value?.date ?? null, ...time });
}

type DateText = { date: LocalDate; length: number };

/** Null when the text does not begin with a date. */
function readDate(text: string): Result<DateText | null, DraftRule> {
  const iso = ISO_DATE.exec(text);
  if (iso) return toDate(iso, [iso[1], iso[2], iso[3]]);
  const dotted = DOTTED_DATE.exec(text);
  if (dotted) return toDate(dotted, [dotted[3]?.padStart(4, "20"), dotted[2], dotted[1]]);
  const slashed = SLASHED_DATE.exec(text);
  return slashed ? readSlashed(slashed) : ok(null);
}

/** Americans put the month first, others the day: only a number above 12, or twice the same, says which. */
function readSlashed(found: RegExpExecArray): Result<DateText, DraftRule> {
  const [, one, other, year] = found;
  if (Number(one) <= 12 && Number(other) <= 12 && Number(one) !== Number(other)) return err("ambiguous_date");
  return toDate(found, Number(one) > 12 ? [year, other, one] : [year, one, other]);
}

function toDate(found: RegExpExecArray, parts: (string | undefined)[]): Result<DateText, DraftRule> {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = toLocalDate(year, month, day);
  return date === null ? err("no_such_date") : ok({ date, length: found[0].length });
}

function readTime(text: string): Pick<Moment, "time" | "offsetMs"> | null {
  const [, hours, minutes, seconds = "0", suffix = "", offset] = TIME.exec(text) ?? [];
  // A bare number could be anything.
  if (hours === undefined || (minutes === undefined && suffix === "")) return null;
  const hour = toHour(Number(hours), suffix.toLowerCase());
  const minute = (hour ?? 0) * 60 + Number(minutes ?? 0);
  const offsetMs = offset === undefined ? null : toOffset(offset);
  const isClock = hour !== null && minute <= 24 * 60 && Number(minutes ?? 0) < 60 && Number(seconds) < 60;
  return isClock && offsetMs !== undefined ? { time: { minute, second: Number(seconds) }, offsetMs } : null;
}

function toHour(hour: number, suffix: string): number | null {
  if (suffix.startsWith("a") || suffix.startsWith("p")) {
    if (hour < 1 || hour > 12) return null;
    return (hour % 12) + (suffix.startsWith("p") ? 12 : 0);
  }
  return hour <= 24 ? hour : null;
}

/** Undefined for what no place on earth has. */
function toOffset(text: string): number | undefined {
  if (text.toLowerCase() === "z") return 0;
  const digits = text.replaceAll(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  if (minutes > 14 * 60 || Number(digits.slice(2)) > 59) return undefined;
  return (text.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}
