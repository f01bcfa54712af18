import { describe, expect, it } from "vitest";
import { matchesZone, zoneOptions } from "../../../src/dashboard/catalogue/time-zones.ts";

const found = (text: string) =>
  zoneOptions("Europe/Berlin")
    .filter((option) => matchesZone(option, text))
    .map(({ value }) => value);

describe("the choice of a time zone", () => {
  it.each([
    ["new york", "America/New_York"],
    ["PHOENIX", "America/Phoenix"],
    ["munchen", "Europe/Berlin"],
    ["Köln", "Europe/Berlin"],
    ["San Francisco", "America/Los_Angeles"],
    ["europe/lon", "Europe/London"],
  ])("finds %s", (text, zone) => {
    expect(found(text)).toContain(zone);
  });

  it("finds nothing where there is nothing", () => {
    expect(found("atlantis")).toEqual([]);
  });

  it("keeps what was chosen as it is written, also where browsers have another name for it", () => {
    expect(zoneOptions("US/Arizona")[0]).toEqual({ value: "US/Arizona", label: "US/Arizona" });
    expect(zoneOptions("America/Phoenix").filter(({ value }) => value === "America/Phoenix")).toHaveLength(1);
  });
});
