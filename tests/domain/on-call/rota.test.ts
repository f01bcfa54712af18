import { describe, expect, it } from "vitest";
import { nextOnCall, type OnCallPerson } from "../../../src/domain/on-call/rota.ts";

const NIGHT = [{ weekday: 1, fromMinute: 22 * 60, toMinute: 24 * 60 }];
const anna: OnCallPerson = { id: "anna", hours: null };
const ben: OnCallPerson = { id: "ben", hours: NIGHT };
const timeZone = "Europe/Berlin";
const day = Date.parse("2027-03-01T12:00:00+01:00");
const night = Date.parse("2027-03-01T23:00:00+01:00");
const order = (people: OnCallPerson[], now: number, rounds = 2) =>
  Array.from({ length: 5 }, (_, rung) => nextOnCall({ people, waitMinutes: 5, rounds }, { rung, timeZone, now })?.id);

describe("the next to be rung", () => {
  it("is the next of those on duty, round after round, until all rounds are over", () => {
    expect(order([ben, anna], night)).toEqual(["ben", "anna", "ben", "anna", undefined]);
    expect(order([ben, anna], day)).toEqual(["anna", "anna", undefined, undefined, undefined]);
  });

  it("is anybody at all when nobody is on duty, and nobody when there is none", () => {
    expect(order([ben], day, 1)).toEqual(["ben", undefined, undefined, undefined, undefined]);
    expect(order([], day)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
