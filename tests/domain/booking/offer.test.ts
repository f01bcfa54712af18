import { expect, it } from "vitest";
import type { Slot } from "../../../src/domain/booking/appointment.ts";
import { makeOffer } from "../../../src/domain/booking/offer.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, at, clock } from "./a-rulebook.ts";

const slotsAt = (...walls: string[]): Slot[] =>
  walls.map((wall) => ({ startsAt: at(wall), endsAt: at(wall) + 60 * MINUTE_MS, staffIds: [ANNA] }));
const wallsOf = (slots: readonly Slot[]) => slots.map(({ startsAt }) => clock(startsAt, "2026-11-23"));

it.each([
  ["an hour apart", ["09:00", "09:15", "10:00", "10:59", "11:00", "12:00"], ["09:00", "10:00", "11:00"]],
  ["filled up where the day is short", ["09:00", "09:15", "09:30", "10:00"], ["09:00", "09:15", "10:00"]],
  ["all there are", ["09:00", "09:15"], ["09:00", "09:15"]],
])("what is said are three times, %s", (_, free, spoken) => {
  const offer = makeOffer(slotsAt(...free), []);
  expect(wallsOf(offer.spoken)).toEqual(spoken);
  expect(wallsOf(offer.more)).toEqual(free.filter((wall) => !spoken.includes(wall)).slice(0, 5));
});

it("what lies nearest stands in where nothing is free", () => {
  const nearest = slotsAt("15:00", "15:15", "15:30", "16:00");
  expect(makeOffer([], nearest)).toEqual({ spoken: [], more: [], nearest: nearest.slice(0, 3) });
});
