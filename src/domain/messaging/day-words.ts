import type { Language } from "../language.ts";
import type { EpochMs } from "../time.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** "Mo., 30. November" and "10:00 Uhr"; "Mon, 30 November" and "10:00". On the branch's wall clock. */
export function dayWords(language: Language, timeZone: string, instant: EpochMs): { date: string; time: string } {
  const date = format(language, timeZone, { weekday: "short", day: "numeric", month: "long" }).format(instant);
  const hour = language === "de" ? ("numeric" as const) : ("2-digit" as const);
  const clock = format(language, timeZone, { hour, minute: "2-digit" }).format(instant);
  // SMS in UCS-2 cost twice as much, and a narrow space is enough to make one.
  const plain = clock.replaceAll(/\s/g, " ");
  return { date: date.replaceAll(/\s/g, " "), time: language === "de" ? `${plain} Uhr` : plain };
}

function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${options.weekday ?? ""}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size > 200) formats.clear();
  const made = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { timeZone, ...options });
  formats.set(key, made);
  return made;
}
