import { describe, expect, it } from "vitest";
import type { Appointment, Block } from "../../../src/domain/booking/appointment.ts";
import { toBlocks } from "../../../src/domain/booking/decide.ts";
import { decideGroupCancel, decideGroupMove, type GroupMove } from "../../../src/domain/booking/groups/change.ts";
import type { GroupConflict } from "../../../src/domain/booking/groups/group.ts";
import { addDays, HOUR_MS } from "../../../src/domain/time.ts";
import {
  ANNA,
  aBlock,
  aRulebook,
  aService,
  at,
  BEN,
  clock,
  daily,
  factsOf,
  hoursOf,
  idOf,
  MONDAY_8,
} from "./a-rulebook.ts";
import { anAppointment } from "./an-appointment.ts";

const RULES = aRulebook({ services: [aService({ horizonDays: 400 })] });
const FIRST = "2027-03-15";

/** Four Mondays at ten with Anna, the clocks changing after the second. */
function members(kind: "series" | "package" = "series"): Appointment[] {
  return [0, 7, 14, 21].map((days, index) =>
    anAppointment({
      id: idOf("apt", index + 1),
      startsAt: at(`${addDays(FIRST, days)} 10:00`),
      group: { id: idOf("ser", 1), kind, position: index + 1 },
    }),
  );
}

function move(wanted: Partial<GroupMove>, list = members(), others: Block[] = [], rules = RULES) {
  const own = list.filter(({ status }) => status === "confirmed").flatMap((each) => toBlocks(rules, each));
  const command = { scope: "all" as const, fromAppointmentId: null, startsAt: 0, staffId: null, ...wanted };
  return decideGroupMove(factsOf(rules, [...own, ...others]), list, command);
}

function walls(answer: ReturnType<typeof move>): string[] {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.changes.map(({ after }) => clock(after.startsAt, ""));
}

function conflictOf(answer: ReturnType<typeof move>): GroupConflict {
  if (answer.ok || !("occurrences" in answer.error)) throw new Error(JSON.stringify(answer));
  return answer.error;
}

describe("moving a series", () => {
  it("gives all the new local time, on both sides of the change of the clocks", () => {
    expect(walls(move({ startsAt: at(`${FIRST} 14:00`) }))).toEqual([
      "03-15 14:00",
      "03-22 14:00",
      "03-29 14:00",
      "04-05 14:00",
    ]);
  });

  it("moves the following by whole days as well", () => {
    const wanted = { scope: "following", fromAppointmentId: idOf("apt", 2), startsAt: at("2027-03-24 09:30") } as const;
    expect(walls(move(wanted))).toEqual(["03-24 09:30", "03-31 09:30", "04-07 09:30"]);
  });

  it("moves one alone", () => {
    const wanted = { scope: "one", fromAppointmentId: idOf("apt", 3), startsAt: at("2027-03-30 10:00") } as const;
    expect(walls(move(wanted))).toEqual(["03-30 10:00"]);
  });

  it("is not in its own way", () => {
    expect(walls(move({ startsAt: at(`${addDays(FIRST, 7)} 10:00`) }))).toEqual([
      "03-22 10:00",
      "03-29 10:00",
      "04-05 10:00",
      "04-12 10:00",
    ]);
  });

  it("does not lay two of its dates on one another that were moved to the same day", () => {
    const [first, second] = members();
    if (!first || !second) throw new Error("a series has several");
    const together = [first, { ...second, startsAt: at(`${FIRST} 12:00`), endsAt: at(`${FIRST} 13:00`) }];
    const wanted = { startsAt: at(`${FIRST} 15:00`) };
    expect(conflictOf(move({ ...wanted, staffId: ANNA }, together)).occurrences.map(({ status }) => status)).toEqual([
      "free",
      "slot_taken",
    ]);
    const moved = move(wanted, together);
    expect(moved.ok && moved.value.changes.map(({ after }) => after.staffId)).toEqual([ANNA, BEN]);
  });

  it("moves none where one finds no place, and tells which", () => {
    const taken = aBlock(ANNA, at("2027-03-29 14:00"), 60, { owner: idOf("apt", 99) });
    const answer = move({ startsAt: at(`${FIRST} 14:00`), staffId: ANNA }, members(), [taken]);
    expect(answer).toMatchObject({ ok: false, error: { reason: "series_conflict" } });
    const occurrences = !answer.ok && "occurrences" in answer.error ? answer.error.occurrences : [];
    expect(occurrences.map(({ status }) => status)).toEqual(["free", "free", "slot_taken", "free"]);
    expect(occurrences[2]?.alternatives).toHaveLength(3);
  });

  it("reports the date on which the clocks skip the new time", () => {
    const night = { ...RULES, hours: hoursOf(daily("00:00", "24:00")) };
    const answer = move({ startsAt: at("2027-03-14 02:30") }, members(), [], night);
    const occurrences = !answer.ok && "occurrences" in answer.error ? answer.error.occurrences : [];
    expect(occurrences.map(({ date, status }) => `${date} ${status}`)).toEqual([
      "2027-03-14 free",
      "2027-03-21 free",
      "2027-03-28 nonexistent_time",
      "2027-04-04 free",
    ]);
  });

  it("offers what is longer than usual only times that are as long", () => {
    const longer = members().map((each) => ({ ...each, endsAt: each.startsAt + 3 * HOUR_MS }));
    const taken = ["10:00", "13:00"].map((wall, index) =>
      aBlock(ANNA, at(`2027-03-16 ${wall}`), 60, { owner: idOf("apt", 90 + index) }),
    );
    const one = { scope: "one", fromAppointmentId: idOf("apt", 1), staffId: ANNA } as const;
    const { occurrences } = conflictOf(move({ ...one, startsAt: at("2027-03-16 09:00") }, longer, taken));
    const alternatives = occurrences.flatMap((part) => part.alternatives);
    expect(alternatives).toHaveLength(3);
    for (const { startsAt } of alternatives) expect(move({ ...one, startsAt }, longer, taken).ok).toBe(true);
  });

  it("does not offer one the time that it has already", () => {
    const one = { scope: "one", fromAppointmentId: idOf("apt", 1), staffId: ANNA } as const;
    const taken = aBlock(ANNA, at(`${FIRST} 11:00`), 60, { owner: idOf("apt", 99) });
    const { occurrences } = conflictOf(move({ ...one, startsAt: at(`${FIRST} 11:00`) }, members(), [taken]));
    const offered = occurrences.flatMap(({ alternatives }) => alternatives.map(({ startsAt }) => clock(startsAt, "")));
    expect(offered).toEqual(["03-15 09:30", "03-15 12:00", "03-15 12:30"]);
  });

  it("offers the present time with another member, where one was asked for", () => {
    const list = members().map((each) => ({ ...each, staffId: BEN }));
    const one = { scope: "one", fromAppointmentId: idOf("apt", 1), staffId: ANNA } as const;
    const taken = aBlock(ANNA, at(`${FIRST} 11:00`), 60, { owner: idOf("apt", 99) });
    const { occurrences } = conflictOf(move({ ...one, startsAt: at(`${FIRST} 11:00`) }, list, [taken]));
    const offered = occurrences.flatMap(({ alternatives }) => alternatives.map(({ startsAt }) => clock(startsAt, "")));
    expect(offered).toContain("03-15 10:00");
  });

  it("leaves out what was cancelled", () => {
    const list = members().map((each, index) => (index === 1 ? { ...each, status: "cancelled" as const } : each));
    expect(walls(move({ startsAt: at(`${FIRST} 14:00`) }, list))).toEqual([
      "03-15 14:00",
      "03-29 14:00",
      "04-05 14:00",
    ]);
  });
});

describe("moving a package", () => {
  const list = members("package").map((each, index) => {
    const startsAt = at("10:00") + index * HOUR_MS;
    return { ...each, startsAt, endsAt: startsAt + HOUR_MS };
  });

  it.each([
    { named: "the first", fromAppointmentId: null, startsAt: at("11:00"), hours: 0 },
    { named: "its second part", fromAppointmentId: idOf("apt", 2), startsAt: at("12:00"), hours: 1 },
  ])("names other starts for the whole of it, by $named", ({ fromAppointmentId, startsAt, hours }) => {
    const others = [aBlock(ANNA, at("14:00"), 60, { owner: idOf("apt", 99) })];
    const answer = move({ fromAppointmentId, startsAt, staffId: ANNA }, list, others);
    const { occurrences, alternatives } = conflictOf(answer);
    expect(occurrences.map(({ status }) => status)).toEqual(["free", "free", "free", "slot_taken"]);
    expect(occurrences.flatMap((part) => part.alternatives)).toEqual([]);
    expect(alternatives.map((slot) => clock(slot.startsAt - hours * HOUR_MS, ""))).toEqual([
      "11-23 09:00",
      "11-23 09:30",
      "11-24 09:00",
    ]);
    for (const slot of alternatives)
      expect(move({ fromAppointmentId, startsAt: slot.startsAt, staffId: ANNA }, list, others).ok).toBe(true);
  });

  it("keeps the distances between its services", () => {
    expect(walls(move({ startsAt: at("2026-11-24 12:30") }, list))).toEqual([
      "11-24 12:30",
      "11-24 13:30",
      "11-24 14:30",
      "11-24 15:30",
    ]);
  });
});

describe("cancelling a series", () => {
  const cancel = (scope: "one" | "following" | "all", nth: number | null, list = members()) => {
    const fromAppointmentId = nth === null ? null : idOf("apt", nth);
    const answer = decideGroupCancel(list, { scope, fromAppointmentId, reason: "ill" }, MONDAY_8);
    return answer.ok ? answer.value.map(({ after }) => after.group?.position) : answer.error.reason;
  };
  const third = members().map((each, index) => (index === 2 ? { ...each, status: "cancelled" as const } : each));

  it.each([
    { scope: "one" as const, nth: 3, list: members(), gone: [3] },
    { scope: "following" as const, nth: 2, list: members(), gone: [2, 3, 4] },
    { scope: "following" as const, nth: 2, list: third, gone: [2, 4] },
    { scope: "all" as const, nth: null, list: third, gone: [1, 2, 4] },
    { scope: "one" as const, nth: 3, list: third, gone: "already_cancelled" },
    { scope: "all" as const, nth: 9, list: members(), gone: "appointment_not_found" },
    { scope: "all" as const, nth: null, list: [], gone: "appointment_not_found" },
  ])("with scope $scope from $nth gives $gone", ({ scope, nth, list, gone }) => {
    expect(cancel(scope, nth, list)).toEqual(gone);
  });

  it("leaves out what has begun", () => {
    const begun = members().map((each, index) => (index === 0 ? { ...each, startsAt: MONDAY_8 - 1 } : each));
    expect(cancel("all", null, begun)).toEqual([2, 3, 4]);
  });
});
