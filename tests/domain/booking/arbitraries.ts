import fc from "fast-check";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import type { OpeningHours, Rulebook } from "../../../src/domain/booking/rulebook.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { addDays, type EpochMs, HOUR_MS, localDateOf, MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, aMember, aRulebook, aService, BEN, CARA, idOf, UNSHARED } from "./a-rulebook.ts";
import { aMinute, nextChange, ODD_ZONES } from "./zones.ts";

/** A branch as it stands at some moment: rules, what is taken, and the time. */
export type Scene = { rules: Rulebook; blocks: Block[]; now: EpochMs };

const GRID = 5;
const STAFF = [ANNA, BEN, CARA];

/** Any minute on a raster of five. All IANA offsets since 1990 are multiples of it, so walls and instants agree. */
const fiveMinutes = (min: number, max: number) => {
  const steps = fc.integer({ min: Math.ceil(min / GRID), max: Math.floor(max / GRID) });
  return fc.oneof(steps, fc.noBias(steps), fc.noBias(steps)).map((count) => count * GRID); // seldom the extremes
};

/** Mostly a day's work; sometimes past midnight, sometimes wholly in the next day. They may touch and overlap. */
const aSpan = fc
  .tuple(fiveMinutes(0, 1_560), fiveMinutes(5, 1_200))
  .map(([fromMinute, length]) => ({ fromMinute, toMinute: Math.min(fromMinute + length, 2_880) }));

const someHours = (around: EpochMs, zone: string): fc.Arbitrary<OpeningHours> =>
  fc.record({
    weekly: fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 7 }), aSpan)
        .map(([weekday, span]) => ({ weekday, ...span, validFrom: null, validUntil: null })),
      { minLength: 8, maxLength: 18 },
    ),
    exceptions: fc.uniqueArray(
      fc.record({
        date: fc.integer({ min: -2, max: 3 }).map((days) => addDays(localDateOf(zone, around), days)),
        spans: fc.array(aSpan, { maxLength: 3 }),
      }),
      { maxLength: 3, selector: ({ date }) => date },
    ),
    holidayRegion: fc.constant(null),
  });

const aServiceRule = fc
  .record({
    durationMinutes: fc.oneof(fiveMinutes(5, 60), fiveMinutes(5, 240)),
    bufferBeforeMinutes: fc.oneof(fc.constant(0), fiveMinutes(5, 60)),
    bufferAfterMinutes: fc.oneof(fc.constant(0), fiveMinutes(5, 60)),
    minimumNoticeMinutes: fc.constantFrom(0, 0, 1, 60, 1_440),
    horizonDays: fc.constantFrom(1, 30, 30),
    slotStepMinutes: fc.constantFrom(5, 15, 20, 30, 45, 100),
    staffIds: fc.shuffledSubarray(STAFF, { minLength: 1 }),
  })
  .map((rules) => aService(rules));

const someBlocks = (now: EpochMs) =>
  fc.array(
    fc
      .record({
        staff: fc.constantFrom(...STAFF),
        start: fiveMinutes(-600, 3_000),
        minutes: fiveMinutes(5, 300),
        buffer: fc.constantFrom(0, 15),
        expires: fc.constantFrom(null, null, -1, 0, 1),
      })
      .map(({ staff, start, minutes, buffer, expires }): Block => {
        const coreStart = Math.floor(now / (GRID * MINUTE_MS)) * GRID * MINUTE_MS + start * MINUTE_MS;
        const coreEnd = coreStart + minutes * MINUTE_MS;
        return {
          calendarId: staff,
          start: coreStart - buffer * MINUTE_MS,
          end: coreEnd + buffer * MINUTE_MS,
          coreStart,
          coreEnd,
          owner: idOf("apt", start + 1_000),
          ...UNSHARED,
          expiresAt: expires === null ? null : now + expires,
        };
      }),
    { maxLength: 12 },
  );

/** Half of them within two days of a clock change. */
export const aScene: fc.Arbitrary<Scene> = fc
  .tuple(
    fc.constantFrom(...ODD_ZONES),
    aMinute,
    fc.integer({ min: -48, max: 48 }), // hours from a clock change
    fc.boolean(),
    fc.constantFrom(0, 1, 59_999),
  )
  .chain(([timeZone, moment, away, nearChange, restMs]) => {
    const now = (nearChange ? nextChange(timeZone, moment) + away * HOUR_MS : moment) + restMs;
    const memberHours = fc.option(someHours(now, timeZone), { freq: 2 });
    return fc
      .tuple(someHours(now, timeZone), aServiceRule, fc.tuple(memberHours, memberHours, memberHours), someBlocks(now))
      .map(([hours, service, [anna, ben, cara], blocks]) => ({
        now,
        blocks,
        rules: aRulebook({
          timeZone,
          hours,
          services: [service],
          staff: [aMember(ANNA, anna), aMember(BEN, ben), aMember(CARA, cara)],
        }),
      }));
  });

export const someoneOrAnyone: fc.Arbitrary<StaffId | null> = fc.constantFrom(null, null, ...STAFF);

/** A window that begins on the raster, near `now`. */
export const aWindow = (now: EpochMs) =>
  fc.tuple(fiveMinutes(-300, 1_500), fc.oneof(fiveMinutes(5, 300), fiveMinutes(300, 2_880))).map(([after, minutes]) => {
    const from = Math.ceil(now / (GRID * MINUTE_MS)) * GRID * MINUTE_MS + after * MINUTE_MS;
    return { from, to: from + minutes * MINUTE_MS };
  });

/** Every instant of the raster in a window. No step of a service is finer. */
export function everyStart({ from, to }: { from: EpochMs; to: EpochMs }): EpochMs[] {
  return Array.from({ length: (to - from) / (GRID * MINUTE_MS) }, (_, index) => from + index * GRID * MINUTE_MS);
}
