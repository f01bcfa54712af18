import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import { toBlocks } from "../../../src/domain/booking/decide.ts";
import {
  decideSeries,
  listOccurrences,
  previewSeries,
  type SeriesMode,
  type SeriesWish,
} from "../../../src/domain/booking/groups/series.ts";
import { recurrenceRule } from "../../../src/domain/booking/recurrence.ts";
import { NO_CAPS, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { addDays, toLocal } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import {
  ANNA,
  aBlock,
  aRulebook,
  aService,
  at,
  BEN,
  BERLIN,
  CUT,
  daily,
  factsOf,
  hoursOf,
  idOf,
  MONDAY_8,
} from "./a-rulebook.ts";
import { aContact } from "./an-appointment.ts";
import { overlappingPairs } from "./overlaps.ts";

const RULES = aRulebook({ services: [aService({ staffIds: [ANNA, BEN] })] });

function weekly(count: number, weekday = 1) {
  return recurrenceRule.parse({ frequency: "weekly", interval: 1, weekdays: [weekday], end: { count } });
}

function aSeries(startsAt: number, rule = weekly(4), changes: Partial<SeriesWish> = {}): SeriesWish {
  const dates = listOccurrences(rule, startsAt, BERLIN);
  if (!dates.ok) throw new Error(dates.error.rule);
  return {
    serviceId: CUT,
    staffId: ANNA,
    sameStaff: false,
    partySize: 1,
    customer: "phone",
    ...dates.value,
    ...changes,
  };
}

function decide(rules: Rulebook, wish: SeriesWish, blocks: Block[] = [], mode: SeriesMode = "all_or_nothing") {
  const bookings = wish.occurrences.map((_, index) => ({ appointmentId: idOf("apt", index + 1), contact: aContact }));
  const source = { channel: "api", callId: null } as const;
  const request = { groupId: idOf("ser", 1), bookings, source, language: "de" as const, wish, mode };
  return decideSeries(factsOf(rules, blocks), request);
}

function booked(answer: ReturnType<typeof decide>) {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error.occurrences));
  return answer.value;
}

/** Whether a busy hour stands on each of the four Mondays. */
const mondays = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"];
const busyHours = fc.array(
  fc.record({
    date: fc.constantFrom(...mondays),
    hour: fc.integer({ min: 9, max: 17 }),
    staff: fc.constantFrom(ANNA, BEN),
  }),
  { maxLength: 12 },
);
const toBusy = ({ date, hour, staff }: { date: string; hour: number; staff: typeof ANNA }) =>
  aBlock(staff, at(`${date} ${String(hour).padStart(2, "0")}:00`), 60);

describe("a series", () => {
  it("gives each date its own appointment, in order, with the time and the group of the series", () => {
    const { appointments, report } = booked(decide(RULES, aSeries(at("10:00"))));

    expect(appointments.map(({ startsAt }) => startsAt)).toEqual(mondays.map((date) => at(`${date} 10:00`)));
    expect(appointments.map(({ group }) => group?.position)).toEqual([1, 2, 3, 4]);
    expect(new Set(appointments.map(({ group }) => group?.id))).toEqual(new Set([idOf("ser", 1)]));
    expect(report.map(({ status }) => status)).toEqual(["booked", "booked", "booked", "booked"]);
  });

  it("is booked as a whole or not at all, beside whatever stands already, and overlaps nothing", () => {
    fc.assert(
      fc.property(busyHours, fc.integer({ min: 9, max: 17 }), fc.boolean(), (busy, hour, anybody) => {
        const blocks = busy.map(toBusy);
        const wish = aSeries(at(`${String(hour).padStart(2, "0")}:00`), weekly(4), { staffId: anybody ? null : ANNA });
        const preview = previewSeries(factsOf(RULES, blocks), wish);
        const answer = decide(RULES, wish, blocks);

        expect(answer.ok).toBe(preview.every(({ status }) => status === "free"));
        if (!answer.ok) {
          expect(answer.error.occurrences).toEqual(preview);
          return;
        }
        const { appointments } = answer.value;
        expect(appointments).toHaveLength(4);
        expect(appointments.map(({ group }) => group?.position)).toEqual([1, 2, 3, 4]);
        const taken = appointments.flatMap((appointment) => toBlocks(RULES, appointment));
        expect(overlappingPairs(taken, MONDAY_8)).toEqual([]);
        expect(taken.filter((own) => blocks.some((other) => clash(own, other)))).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it("without its conflicts is what the report calls free", () => {
    fc.assert(
      fc.property(busyHours, (busy) => {
        const blocks = busy.map(toBusy);
        const wish = aSeries(at("10:00"));
        const free = previewSeries(factsOf(RULES, blocks), wish).filter(({ status }) => status === "free");
        const answer = decide(RULES, wish, blocks, "skip_conflicts");

        const positions = answer.ok ? answer.value.appointments.map(({ group }) => group?.position) : [];
        expect(positions).toEqual(free.map(({ position }) => position));
      }),
      { numRuns: runs(60) },
    );
  });

  it("is nothing where not one date can be had, conflicts left out or not", () => {
    const blocks = mondays.map((date) => aBlock(ANNA, at(`${date} 10:00`), 60));
    const wish = aSeries(at("10:00"), weekly(4), { staffId: ANNA });
    for (const mode of ["skip_conflicts", "all_or_nothing"] as const)
      expect(decide(RULES, wish, blocks, mode)).toMatchObject({ ok: false, error: { reason: "series_conflict" } });
    expect(booked(decide(RULES, wish, blocks.slice(1), "skip_conflicts")).appointments).toHaveLength(1);
  });

  it("offers nothing nearby for a date behind the horizon, where nothing can be booked by itself", () => {
    const rules = aRulebook({ services: [aService({ staffIds: [ANNA, BEN], horizonDays: 10 })] });
    const blocks = ["2026-11-30", "2026-12-07"].map((date) => aBlock(ANNA, at(`${date} 10:00`), 60));
    const report = previewSeries(factsOf(rules, blocks), aSeries(at("10:00"), weekly(4), { staffId: ANNA }));
    expect(report.map(({ status, alternatives }) => [status, alternatives.length])).toEqual([
      ["free", 0],
      ["slot_taken", 3],
      ["slot_taken", 0],
      ["free", 0],
    ]);
  });

  it("names what is taken, and three times nearby that can be had", () => {
    const answer = decide(RULES, aSeries(at("10:00")), [aBlock(ANNA, at("2026-12-07 10:00"), 60)]);

    expect(answer).toMatchObject({ ok: false, error: { reason: "series_conflict" } });
    const occurrences = answer.ok ? [] : answer.error.occurrences;
    expect(occurrences.map(({ status }) => status)).toEqual(["free", "free", "slot_taken", "free"]);
    expect(occurrences[2]?.alternatives.map(({ startsAt }) => startsAt)).toEqual(
      ["2026-12-07 09:00", "2026-12-07 11:00", "2026-12-07 11:30"].map((wall) => at(wall)),
    );
  });

  it("keeps its local time across the change of the clocks", () => {
    const { appointments } = booked(
      decide(
        aRulebook({ services: [aService({ horizonDays: 365 })] }),
        aSeries(at("2027-03-15 10:00"), weekly(4), { staffId: null }),
      ),
    );
    const walls = appointments.map(({ startsAt }) => toLocal(BERLIN, startsAt));
    expect(walls).toEqual([0, 7, 14, 21].map((days) => ({ date: addDays("2027-03-15", days), minute: 600 })));
  });

  it("reports a date on which the clocks skip its time", () => {
    const night = aRulebook({ services: [aService({ horizonDays: 365 })], hours: hoursOf(daily("00:00", "24:00")) });
    const answer = decide(night, aSeries(at("2027-03-21 02:30"), weekly(3, 7)), [], "skip_conflicts");
    const { report, appointments } = booked(answer);
    expect(report.map(({ date, status }) => `${date} ${status}`)).toEqual([
      "2027-03-21 booked",
      "2027-03-28 nonexistent_time",
      "2027-04-04 booked",
    ]);
    expect(report[1]).toMatchObject({ startsAt: null, staffId: null });
    expect(report[1]?.alternatives).toHaveLength(3);
    expect(appointments.map(({ group }) => group?.position)).toEqual([1, 3]);
  });

  it("is held to the horizon by its first date alone", () => {
    const short = aRulebook({ services: [aService({ horizonDays: 10 })] });
    expect(decide(short, aSeries(at("10:00"), weekly(20))).ok).toBe(true);
    const late = decide(short, aSeries(at("2026-12-14 10:00")));
    expect(late.ok ? [] : late.error.occurrences.map(({ status }) => status)).toEqual(Array(4).fill("too_far"));
  });

  it("is held to the notice by every date until one is late enough", () => {
    const rule = recurrenceRule.parse({ frequency: "daily", interval: 1, end: { count: 4 } });
    const noticed = aRulebook({ services: [aService({ minimumNoticeMinutes: 2 * 1_440 })] });
    const { report } = booked(decide(noticed, aSeries(at("10:00"), rule), [], "skip_conflicts"));
    expect(report.map(({ status }) => status)).toEqual(["too_soon", "too_soon", "booked", "booked"]);
  });

  it("keeps the member of its first date where it is told to", () => {
    const busy = [aBlock(ANNA, at("10:00"), 60), aBlock(BEN, at("2026-12-07 10:00"), 60)];
    const chosen = booked(decide(RULES, aSeries(at("10:00"), weekly(4), { staffId: null }), busy));
    expect(chosen.appointments.map(({ staffId }) => staffId).slice(0, 3)).toEqual([BEN, expect.anything(), ANNA]);

    const same = decide(RULES, aSeries(at("10:00"), weekly(4), { staffId: null, sameStaff: true }), busy);
    expect(same.ok ? [] : same.error.occurrences.map(({ status }) => status)).toEqual([
      "free",
      "free",
      "slot_taken",
      "free",
    ]);
  });

  it("counts its own dates for the caps of its customer", () => {
    const caps = { ...NO_CAPS, customerWeek: 2 };
    const rule = recurrenceRule.parse({ frequency: "daily", interval: 1, end: { count: 4 } });
    const { report } = booked(
      decide(aRulebook({ services: [aService({ caps })] }), aSeries(at("10:00"), rule), [], "skip_conflicts"),
    );
    expect(report.map(({ status }) => status)).toEqual(["booked", "booked", "weekly_cap", "weekly_cap"]);
  });
});

describe("the dates of a series", () => {
  it.each([
    { name: "a rule that the first date does not fit", rule: weekly(4, 2), field: "weekdays" },
    {
      name: "a rule that leaves no date",
      rule: { ...weekly(1), exceptDates: ["2026-11-23"] },
      field: "exceptDates",
    },
  ])("are refused for $name", ({ rule, field }) => {
    expect(listOccurrences(rule, at("10:00"), BERLIN)).toMatchObject({ ok: false, error: { field } });
  });

  it("begin with the instant that was asked for where the clocks repeat the time", () => {
    const second = Date.parse("2026-10-25T02:30:00+01:00");
    const dates = listOccurrences(weekly(2, 7), second, BERLIN);
    expect(dates.ok && dates.value.occurrences.map(({ startsAt }) => startsAt)).toEqual([
      second,
      Date.parse("2026-11-01T02:30:00+01:00"),
    ]);
  });
});

function clash(a: Block, b: Block): boolean {
  return a.calendarId === b.calendarId && a.start < b.end && b.start < a.end;
}
