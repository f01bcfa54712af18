import { expect, it } from "vitest";
import { quietUntil } from "../../../src/domain/voice/calling-hours.ts";

const at = (text: string) => Date.parse(text);
const next = (text: string) => {
  const until = quietUntil("Europe/Berlin", at(text));
  return until === null ? null : new Date(until).toISOString();
};

it.each([
  ["in the middle of a Monday one may call", "2026-11-30T11:00:00Z", null],
  ["at nine sharp one may call", "2026-11-30T08:00:00Z", null],
  ["a minute before nine it is nine", "2026-11-30T07:59:00Z", "2026-11-30T08:00:00.000Z"],
  ["at eight in the evening it is tomorrow", "2026-11-30T19:00:00Z", "2026-12-01T08:00:00.000Z"],
  ["on Saturday evening it is Monday", "2026-11-28T20:00:00Z", "2026-11-30T08:00:00.000Z"],
  ["on Sunday noon it is Monday", "2026-11-29T11:00:00Z", "2026-11-30T08:00:00.000Z"],
  [
    "in the night before the clocks change it is nine of the new time",
    "2026-03-28T21:00:00Z",
    "2026-03-30T07:00:00.000Z",
  ],
])("%s", (_, now, wanted) => {
  expect(next(now)).toBe(wanted);
});
