import { describe, expect, it } from "vitest";
import type { Appointment, Block } from "../../../src/domain/booking/appointment.ts";
import { decideReschedule, isResize } from "../../../src/domain/booking/changes.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, aBlock, aRulebook, aService, at, BEN, factsOf } from "./a-rulebook.ts";
import { anAppointment } from "./an-appointment.ts";

const before = anAppointment();
const lasting = (minutes: number) => anAppointment({ endsAt: before.startsAt + minutes * MINUTE_MS });

type Change = { startsAt?: number; staffId?: typeof ANNA; ownMinutes?: number };

function change(wanted: Change, { appointment = before, blocks = [] as Block[], rules = aRulebook() } = {}) {
  return decideReschedule(factsOf(rules, blocks), appointment, {
    startsAt: appointment.startsAt,
    staffId: null,
    ...wanted,
  });
}

const minutesOf = (answer: ReturnType<typeof change>) =>
  answer.ok ? (answer.value.endsAt - answer.value.startsAt) / MINUTE_MS : answer.error.reason;

describe("an appointment's own length", () => {
  it("is given with start and member left as they are", () => {
    const answer = change({ ownMinutes: 90, staffId: ANNA });
    expect(answer).toMatchObject({ ok: true, value: { startsAt: before.startsAt, staffId: ANNA, version: 2 } });
    expect(minutesOf(answer)).toBe(90);
    expect(isResize(before, answer.ok ? answer.value : before)).toBe(true);
  });

  it("is kept by a move, also to another member", () => {
    const appointment = lasting(90);
    expect(minutesOf(change({ startsAt: at("14:00") }, { appointment }))).toBe(90);
    expect(minutesOf(change({ startsAt: at("14:00"), staffId: BEN }, { appointment }))).toBe(90);
  });

  it("ends with the usual one, which other members' terms then decide", () => {
    const usual = change({ ownMinutes: 60 }, { appointment: lasting(90) });
    const [service] = aRulebook().services;
    const terms = [{ staffId: BEN, durationMinutes: 75, priceMinor: null, weight: 1 }];
    const rules = aRulebook({ services: [aService({ ...service, staffTerms: terms })] });
    const appointment = (usual as { value: Appointment }).value;
    expect(minutesOf(change({ staffId: BEN }, { appointment, rules }))).toBe(75);
  });

  it.each([
    { name: "reaches into the next appointment", blocks: [aBlock(ANNA, at("11:00"), 60)], ownMinutes: 75 },
    { name: "reaches beyond closing time", blocks: [], ownMinutes: 700 },
  ])("is refused when it $name", ({ blocks, ownMinutes }) => {
    const answer = change({ ownMinutes, staffId: ANNA }, { blocks });
    expect(minutesOf(answer)).toBe(blocks.length > 0 ? "slot_taken" : "outside_hours");
  });

  it("asks neither notice nor raster of a start that stands already", () => {
    const [service] = aRulebook().services;
    const rules = aRulebook({
      services: [aService({ ...service, minimumNoticeMinutes: 10_000, slotStepMinutes: 45 })],
    });
    expect(minutesOf(change({ ownMinutes: 75 }, { rules }))).toBe(75);
    expect(minutesOf(change({ startsAt: at("14:00") }, { rules }))).toBe("too_soon");
  });
});
