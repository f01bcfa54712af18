const HOUR = 3_600_000;
const partFormats = new Map<string, Intl.DateTimeFormat>();

export type Span = { start: number; end: number };
type LocalParts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

/** What clocks in the zone show at an instant. */
export function localParts(at: number, timeZone: string): LocalParts {
  const parts: Record<string, number> = {};
  for (const { type, value } of partFormat(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

export function localDate(at: number, timeZone: string): string {
  const { year, month, day } = localParts(at, timeZone);
  return isoDate(year, month, day);
}

/** The instants between which a local day lies: 23, 24 or 25 hours apart. */
export function dayBounds(date: string, timeZone: string): Span {
  return { start: startOfDay(date, timeZone), end: startOfDay(addDays(date, 1), timeZone) };
}

export function addDays(date: string, days: number): string {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * HOUR);
  return isoDate(next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate());
}

/** `2026-02-30` has the form of a date, but is none. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** The instant at which clocks show `HH:MM` on the day: the first of two, and none where clocks skip it. */
export function atClock(date: string, timeZone: string, text: string): string | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const { start, end } = dayBounds(date, timeZone);
  for (let at = start; at < end; at += 60_000) {
    const { hour, minute } = localParts(at, timeZone);
    if (hour === Number(hours) && minute === Number(minutes)) return new Date(at).toISOString();
  }
  return null;
}

function startOfDay(date: string, timeZone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`);
  // One of the offsets in force around midnight is the right one; both, when midnight comes twice: the first counts.
  const before = wall - offsetAt(wall - 26 * HOUR, timeZone);
  const after = wall - offsetAt(wall + 26 * HOUR, timeZone);
  const midnights = [before, after].filter((at) => at + offsetAt(at, timeZone) === wall);
  // No midnight at all (clocks sprang from 0:00 to 1:00): the day begins where the old offset ends.
  return midnights.length > 0 ? Math.min(...midnights) : before;
}

function offsetAt(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localParts(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

function partFormat(timeZone: string): Intl.DateTimeFormat {
  const known = partFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  partFormats.set(timeZone, made);
  return made;
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
