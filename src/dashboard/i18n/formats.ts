import type { Locale } from "./locale.ts";

/** By how much clocks are set back, before and after the instant. */
const TURNS = [30, 60].flatMap((minutes) => [-minutes * 60_000, minutes * 60_000]);

export type Formats = ReturnType<typeof createFormats>;

const known = new Map<string, Formats>();

/** The same for everybody who asks: to make some takes a millisecond, and each appointment on a page wants them. */
export function formatsFor(tag: string, locale: Locale, timeZone: string): Formats {
  const key = `${tag} ${locale} ${timeZone}`;
  const formats = known.get(key) ?? createFormats(tag, locale, timeZone);
  known.set(key, formats);
  return formats;
}

/**
 * Every date and time of a view, in one zone. `tag` carries the region ("en-US"), which decides between 12 and 24 hours;
 * German is always 24.
 */
export function createFormats(tag: string, locale: Locale, timeZone: string) {
  const clock: Intl.DateTimeFormatOptions = locale === "de" ? { hourCycle: "h23" } : {};
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const time = date({ hour: "numeric", minute: "2-digit", ...clock });
  const twelveHours = time.resolvedOptions().hourCycle?.startsWith("h1") === true;
  const axis = date(twelveHours ? { hour: "numeric" } : { hour: "2-digit", minute: "2-digit", ...clock });
  // Intl would add the word "Uhr", which a calendar does not need a hundred times.
  const formatSpan = (format: Intl.DateTimeFormat, start: string | number, end: string | number) =>
    twelveHours
      ? format.formatRange(toDate(start), toDate(end))
      : `${format.format(toDate(start))}–${format.format(toDate(end))}`;
  const brief = (at: number) => (isFullHour(at) ? axis : time).format(at);
  const dayLong = date({ weekday: "long", day: "numeric", month: "long" });
  const dayShort = date({ weekday: "short", day: "numeric", month: "short" });
  const full = date({ day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit", ...clock });
  const dateOnly = date({ day: "numeric", month: "short", year: "numeric" });
  const callCost = new Intl.NumberFormat(tag, { style: "currency", currency: "USD" });
  const percent = new Intl.NumberFormat(tag, { style: "percent" });
  const clock24 = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  const month = date({ month: "long", year: "numeric" });
  const weekday = date({ weekday: "short" });
  const monies = new Map<string, Intl.NumberFormat>();
  const moneyOf = (currency: string) => {
    const format = monies.get(currency) ?? new Intl.NumberFormat(tag, { style: "currency", currency });
    monies.set(currency, format);
    return format;
  };
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" });

  return {
    timeZone,
    time: (at: string | number) => time.format(toDate(at)),
    /** The clock, and which of two when it shows that time twice in that night. */
    exactTime: (at: string | number) => {
      const shown = time.format(toDate(at));
      const isTwice = TURNS.some((turn) => time.format(toDate(at).getTime() + turn) === shown);
      return isTwice ? `${shown} ${zoneName(tag, timeZone, at)}` : shown;
    },
    timeRange: (start: string | number, end: string | number) => formatSpan(time, start, end),
    /** Working hours: "9 AM – 6 PM" where minutes would only repeat zeros. */
    hours: (start: number, end: number) =>
      twelveHours ? `${brief(start)} – ${brief(end)}` : formatSpan(time, start, end),
    /** "09:05": what a time field takes, whatever the language. */
    clock24: (at: string | number) => clock24.format(toDate(at)),
    /** "November 2026" */
    month: (at: string | number) => month.format(toDate(at)),
    weekday: (at: string | number) => weekday.format(toDate(at)),
    axisHour: (at: number) => axis.format(at),
    /** "Samstag, 21. November" */
    day: (at: string | number) => dayLong.format(toDate(at)),
    dayShort: (at: string | number) => dayShort.format(toDate(at)),
    /** "21 Nov 2026" */
    date: (at: string | number) => dateOnly.format(toDate(at)),
    dateTime: (at: string | number) => full.format(toDate(at)),
    /** "CET", "MEZ" or "GMT+1": what the zone is called at that instant. */
    zoneName: (at: string | number) => zoneName(tag, timeZone, at),
    relative: (at: string | number, now: number) => formatRelative(relative, toDate(at).getTime() - now),
    /** The clock today, the date before: as short as it can be without doubt. */
    shortMoment: (at: string | number, now: number) =>
      dayShort.format(toDate(at)) === dayShort.format(now)
        ? time.format(toDate(at))
        : `${dayShort.format(toDate(at))}, ${time.format(toDate(at))}`,
    money: (minor: number, currency: string) => formatMoney(moneyOf(currency), minor),
    /** Of 1. */
    percent: (share: number) => percent.format(share),
    /** Vendors of calls bill in US cents, with fractions. */
    callCost: (cents: number) => callCost.format(cents / 100),
  };
}

/** Clock form "1:05:09" or "2:14": the same in every language. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

function formatMoney(format: Intl.NumberFormat, minor: number): string {
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

function zoneName(tag: string, timeZone: string, at: string | number): string {
  const parts = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: "short" }).formatToParts(toDate(at));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

function formatRelative(format: Intl.RelativeTimeFormat, deltaMs: number): string {
  const minutes = Math.round(deltaMs / 60_000);
  if (Math.abs(deltaMs) < 45_000) return format.format(0, "second");
  if (Math.abs(minutes) < 60) return format.format(minutes || -1, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? format.format(hours, "hour") : format.format(Math.round(hours / 24), "day");
}

function isFullHour(at: number): boolean {
  return at % 3_600_000 === 0;
}

function toDate(at: string | number): Date {
  return new Date(at);
}
