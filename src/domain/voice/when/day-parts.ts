import type { LocalMinute } from "../../time.ts";

/** A span of the wall clock. `to` is exclusive and may lie after midnight. */
export type MinuteSpan = { from: LocalMinute; to: LocalMinute };

/** What callers mean by a time of day. Spans overlap on purpose: nobody is wrong who calls 12:30 midday or afternoon. */
export const DAY_PARTS = {
  earlyMorning: { from: 360, to: 600 },
  morning: { from: 360, to: 720 },
  lateMorning: { from: 600, to: 720 },
  midday: { from: 690, to: 840 },
  earlyAfternoon: { from: 720, to: 900 },
  afternoon: { from: 720, to: 1_080 },
  lateAfternoon: { from: 900, to: 1_080 },
  earlyEvening: { from: 1_020, to: 1_140 },
  evening: { from: 1_020, to: 1_320 },
  lateEvening: { from: 1_140, to: 1_320 },
  night: { from: 1_320, to: 1_800 },
} as const satisfies Record<string, MinuteSpan>;

export type DayPart = keyof typeof DAY_PARTS;

const EARLY: Partial<Record<DayPart, DayPart>> = {
  morning: "earlyMorning",
  afternoon: "earlyAfternoon",
  evening: "earlyEvening",
};
const LATE: Partial<Record<DayPart, DayPart>> = {
  morning: "lateMorning",
  afternoon: "lateAfternoon",
  evening: "lateEvening",
};

export function earlyPart(part: DayPart): DayPart {
  return EARLY[part] ?? part;
}

export function latePart(part: DayPart): DayPart {
  return LATE[part] ?? part;
}

/** A time as it was said. Uncertain: it may be meant twelve hours later. */
export type Clock = { minute: LocalMinute; certain: boolean };

const NOON = 720;

/**
 * The minute of the day that a said time means. A time of day that was said with it decides ("abends um 8"). Otherwise
 * hours 1 to 6 are afternoon, because hardly any business books at night, and 7 to 12 are what they say.
 */
export function settle({ minute, certain }: Clock, part: DayPart | null): LocalMinute {
  if (certain || minute >= NOON + 60) return minute;
  const hour = Math.floor(minute / 60) % 12;
  const base = hour * 60 + (minute % 60);
  return isAfterNoon(hour, part) ? base + NOON : lateTwelve(hour, part) ? base + 2 * NOON : base;
}

/** `hour` is 0 for twelve o'clock. */
function isAfterNoon(hour: number, part: DayPart | null): boolean {
  switch (part) {
    case null:
      return hour <= 6;
    case "earlyMorning":
    case "morning":
    case "lateMorning":
      return hour === 0;
    case "midday":
      return hour <= 6;
    case "night":
      return hour >= 7;
    case "evening":
    case "earlyEvening":
    case "lateEvening":
      return hour !== 0;
    default:
      return true;
  }
}

/** "Zwölf Uhr nachts" ends the day that was named. */
function lateTwelve(hour: number, part: DayPart | null): boolean {
  return hour === 0 && (part === "night" || part === "evening" || part === "lateEvening" || part === "earlyEvening");
}
