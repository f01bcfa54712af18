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
