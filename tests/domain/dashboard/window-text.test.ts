import { describe, expect, it } from "vitest";
import { createFormats } from "../../../src/dashboard/i18n/formats.ts";
import { windowText } from "../../../src/dashboard/waitlist/window-text.ts";

const formats = createFormats("de", "de", "Europe/Berlin");
const text = (from: string, to: string) => windowText(formats, { from: `${from}+01:00`, to: `${to}+01:00` });

describe("the time that somebody waits for", () => {
  it.each([
    { name: "one day", from: "2027-02-17T00:00:00", to: "2027-02-18T00:00:00", reads: "Mi., 17. Feb." },
    {
      name: "hours of a day",
      from: "2027-02-17T09:00:00",
      to: "2027-02-17T12:00:00",
      reads: "Mi., 17. Feb., 9:00–12:00",
    },
    {
      name: "days up to a midnight",
      from: "2027-02-17T00:00:00",
      to: "2027-02-20T00:00:00",
      reads: "Mi., 17. Feb. – Fr., 19. Feb.",
    },
    {
      name: "days that end at noon",
      from: "2027-02-17T09:00:00",
      to: "2027-02-19T12:00:00",
      reads: "Mi., 17. Feb. – Fr., 19. Feb.",
    },
  ])("of $name is told without a day too many", ({ from, to, reads }) => {
    expect(text(from, to)).toBe(reads);
  });
});
