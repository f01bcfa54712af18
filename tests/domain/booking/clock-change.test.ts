import { describe, expect, it } from "vitest";
import { decidePlacement } from "../../../src/domain/booking/placement.ts";
import type { Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { findSlots } from "../../../src/domain/booking/slots.ts";
import { type EpochMs, HOUR_MS, instantsAt, MINUTE_MS, toLocal, toRfc3339 } from "../../../src/domain/time.ts";
import {
  ANNA,
  aMember,
  aRulebook,
  aService,
  BERLIN,
  between,
  blockOf,
  CUT,
  daily,
  factsOf,
  hoursOf,
  minuteOf,
  readerOf,
} from "./a-rulebook.ts";
import { aHeldHour } from "./an-appointment.ts";

/** Open on each date alike; Anna alone, an hour every half hour. */
function aNightBranch(from: string, to: string, timeZone = BERLIN, service = {}): Rulebook {
  return aRulebook({
    timeZone,
    hours: hoursOf(daily(from, to)),
    services: [aService({ staffIds: [ANNA], ...service })],
    staff: [aMember(ANNA)],
  });
}

/** All start times offered on a date and the night after it, as wall clock with offset. */
function offered(rules: Rulebook, date: string): string[] {
  const { timeZone } = rules;
  const from = Date.parse(date) - 36 * HOUR_MS; // covers the date in any zone
  const slots = findSlots(
    rules,
    { serviceId: CUT, staffId: null, from, to: from + 84 * HOUR_MS, limit: 1_000 },
    readerOf([]),
    from,
  );
  return slots
    .map(({ startsAt }) => toRfc3339(timeZone, startsAt))
    .filter((text) => text.startsWith(date))
    .map(short);
}

/** `02:30+01:00` of `2026-10-25T02:30:00+01:00`. */
function short(text: string): string {
  return text.slice(11, 16) + text.slice(19);
}

function place(rules: Rulebook, startsAt: EpochMs, blocks: ReturnType<typeof blockOf>[] = []) {
  const wish = { serviceId: CUT, staffId: ANNA, startsAt };
  return decidePlacement(factsOf(rules, blocks, startsAt - 24 * HOUR_MS), wish);
}

describe("abuse 17: the night that loses an hour", () => {
  const rules = aNightBranch("00:00", "06:00");

  it("offers nothing between two and three", () => {
    expect(offered(rules, "2026-03-29")).toEqual([
      "00:00+01:00",
      "00:30+01:00",
      "01:00+01:00",
      "01:30+01:00",
      "03:00+02:00",
      "03:30+02:00",
      "04:00+02:00",
      "04:30+02:00",
      "05:00+02:00",
    ]);
  });

  it("has no instant that could be booked as half past two", () => {
    expect(instantsAt(BERLIN, "2026-03-29", minuteOf("02:30"))).toEqual([]);
    const [midnight = 0] = instantsAt(BERLIN, "2026-03-29", 0);
    const everyMinute = Array.from({ length: 360 }, (_, minute) => midnight + minute * MINUTE_MS);
    const booked = everyMinute
      .filter((instant) => place(rules, instant).ok)
      .map((instant) => toLocal(BERLIN, instant).minute);
    expect(booked).toEqual([0, 30, 60, 90, 180, 210, 240, 270, 300]);
  });

  it("takes an hour of real time for an appointment across the change", () => {
    const [startsAt = 0] = instantsAt(BERLIN, "2026-03-29", minuteOf("01:30"));
    const placed = place(rules, startsAt);
    expect(placed.ok && short(toRfc3339(BERLIN, placed.value.endsAt))).toBe("03:30+02:00");
    expect(placed.ok && placed.value.endsAt - startsAt).toBe(HOUR_MS);
  });

  it("opens at the change when the hours begin in the gap", () => {
    expect(offered(aNightBranch("02:30", "04:30"), "2026-03-29")).toEqual(["03:00+02:00", "03:30+02:00"]);
  });

  it("is not open at all when the hours lie in the gap", () => {
    expect(offered(aNightBranch("02:00", "03:00"), "2026-03-29")).toEqual([]);
  });
});

describe("abuse 17: the night that repeats an hour", () => {
  const rules = aNightBranch("01:00", "04:30");

  it("offers two and half past two twice, as two instants", () => {
    expect(offered(rules, "2026-10-25")).toEqual([
      "01:00+02:00",
      "01:30+02:00",
      "02:00+02:00",
      "02:30+02:00",
      "02:00+01:00",
      "02:30+01:00",
      "03:00+01:00",
      "03:30+01:00",
    ]);
  });

  it("books both of them, and neither is in the other's way", () => {
    const [first = 0, second = 0] = instantsAt(BERLIN, "2026-10-25", minuteOf("02:30"));
    expect(second - first).toBe(HOUR_MS);
    const one = place(rules, first);
    if (!one.ok) throw new Error(one.error.reason);
    const { service, staffId, endsAt } = one.value;
    const taken = [blockOf(service, aHeldHour({ staffId, startsAt: first, endsAt, expiresAt: second }))];
    expect(place(rules, first, taken)).toMatchObject({ error: { reason: "slot_taken" } });
    expect(place(rules, second, taken)).toMatchObject({
      ok: true,
      value: { startsAt: second, endsAt: second + HOUR_MS },
    });
  });

  it("ends an hour's appointment where the clock shows its start again", () => {
    const [first = 0] = instantsAt(BERLIN, "2026-10-25", minuteOf("02:00"));
    const placed = place(rules, first);
    expect(placed.ok && short(toRfc3339(BERLIN, placed.value.endsAt))).toBe("02:00+01:00");
  });

  it.each([
    [
      "that close at half past two close at the second",
      "01:00",
      "02:30",
      ["01:00+02:00", "01:30+02:00", "02:00+02:00"],
    ],
    ["that open at half past two open at the first", "02:30", "04:00", ["02:30+02:00", "02:30+01:00", "03:00+01:00"]],
  ])("with hours %s, offers and books the same times", (_, from, to, starts) => {
    const branch = aNightBranch(from, to);
    const [opening = 0] = instantsAt(BERLIN, "2026-10-25", 0);
    const halves = Array.from({ length: 14 }, (__, half) => opening + half * 30 * MINUTE_MS);
    const bookable = halves.filter((instant) => place(branch, instant).ok);
    expect(offered(branch, "2026-10-25")).toEqual(starts);
    expect(bookable.map((instant) => short(toRfc3339(BERLIN, instant)))).toEqual(starts);
  });
});

describe("clock changes elsewhere", () => {
  it.each([
    [
      "Australia/Lord_Howe",
      "2026-10-04",
      "01:00",
      "04:00",
      ["01:00+10:30", "01:30+10:30", "02:30+11:00", "03:00+11:00"],
    ],
    [
      "Australia/Lord_Howe",
      "2026-04-05",
      "01:00",
      "03:00",
      ["01:00+11:00", "01:30+11:00", "01:30+10:30", "02:00+10:30"],
    ],
    ["Pacific/Chatham", "2026-09-27", "01:45", "05:00", ["01:45+12:45", "02:15+12:45", "03:45+13:45"]],
    ["Africa/Cairo", "2026-04-24", "00:00", "03:00", ["01:00+03:00", "01:30+03:00", "02:00+03:00"]],
    [
      "Africa/Cairo",
      "2026-10-29",
      "22:00",
      "24:00",
      ["22:00+03:00", "22:30+03:00", "23:00+03:00", "23:30+03:00", "23:00+02:00"],
    ],
    [
      "America/New_York",
      "2026-03-08",
      "00:00",
      "04:00",
      ["00:00-05:00", "00:30-05:00", "01:00-05:00", "01:30-05:00", "03:00-04:00"],
    ],
    ["Pacific/Apia", "2011-12-30", "09:00", "11:00", []],
    ["Pacific/Apia", "2011-12-31", "09:00", "11:00", ["09:00+14:00", "09:30+14:00", "10:00+14:00"]],
  ])("%s on %s from %s to %s", (timeZone, date, from, to, starts) => {
    expect(offered(aNightBranch(from, to, timeZone), date)).toEqual(starts);
  });
});

describe("ends of months and years", () => {
  const night = aNightBranch("23:00", "25:00");

  it.each([
    ["the year", "2026-12-31", "2027-01-01"],
    ["a month", "2026-11-30", "2026-12-01"],
    ["February", "2026-02-28", "2026-03-01"],
    ["a leap February", "2028-02-28", "2028-02-29"],
    ["a leap day", "2028-02-29", "2028-03-01"],
    ["the month before a clock change", "2026-03-28", "2026-03-29"],
  ])("a night across the end of %s is open to its end", (_, before, after) => {
    expect(offered(night, before)).toEqual(["00:00+01:00", "23:00+01:00", "23:30+01:00"]);
    expect(offered(night, after)[0]).toBe("00:00+01:00");
  });

  it("opens on a leap day by its weekday", () => {
    const tuesdays = { ...night, hours: hoursOf([{ weekday: 2, ...between("09:00", "10:00") }]) };
    expect(offered(tuesdays, "2028-02-29")).toEqual(["09:00+01:00"]);
    expect(offered(tuesdays, "2028-03-01")).toEqual([]);
  });
});
