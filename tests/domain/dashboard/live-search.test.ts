import { expect, it } from "vitest";
import { parseLiveSearch } from "../../../src/dashboard/live/live-search.ts";

it("reads a full address", () => {
  expect(
    parseLiveSearch({ branch: "brn_1", date: "2026-11-24", view: "calls", cancelled: true, wholeDay: "1" }),
  ).toEqual({
    branch: "brn_1",
    date: "2026-11-24",
    view: "calls",
    cancelled: true,
    wholeDay: true,
    staff: undefined,
    appointment: undefined,
    call: undefined,
  });
});

it("ignores what makes no sense instead of failing", () => {
  const search = parseLiveSearch({
    branch: 7,
    date: "2026-02-30",
    view: "moon",
    cancelled: "no",
    call: "x".repeat(500),
  });
  expect(Object.values(search).every((value) => value === undefined)).toBe(true);
});

it("reads where an appointment is to be moved, and for how long, as text and as a number", () => {
  const asked = { move: "apt_1", moveTo: "2026-11-24T09:07:00Z", moveWith: "stf_1" };
  expect(parseLiveSearch({ ...asked, moveMinutes: 45 })).toMatchObject({ ...asked, moveMinutes: 45 });
  expect(parseLiveSearch({ moveMinutes: "45" }).moveMinutes).toBe(45);
  for (const wrong of ["soon", -5, 1.5, "", null]) {
    expect(parseLiveSearch({ moveMinutes: wrong }).moveMinutes).toBeUndefined();
  }
});
