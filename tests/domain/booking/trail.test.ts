import { describe, expect, it } from "vitest";
import type { CalendarEvent } from "../../../src/domain/booking/appointment.ts";
import { RESIZED, trailOf } from "../../../src/domain/booking/trail.ts";
import { at, idOf, MONDAY_8 } from "./a-rulebook.ts";
import { aHeldHour, anAppointment } from "./an-appointment.ts";

const BRANCH = idOf("brn", 1);
const trace = (event: CalendarEvent) =>
  trailOf(BRANCH, { seq: 7, at: MONDAY_8, actor: "usr_1", requestId: "req-1", event });
const appointment = anAppointment({ version: 3 });

describe("the trail of what happens on a calendar", () => {
  it("names who did what to which appointment, and nothing personal", () => {
    const entry = trace({ type: "appointment_checked_in", appointment });
    expect(entry).toMatchObject({
      action: "appointment.checked_in",
      subjectId: appointment.id,
      actor: "usr_1",
      requestId: "req-1",
      facts: { branchId: BRANCH, seq: 7, version: 3, after: { status: "confirmed" } },
    });
    expect(JSON.stringify(entry)).not.toMatch(/sealed|phone/);
  });

  it("tells a move from what only takes another length", () => {
    const moved = { type: "appointment_rescheduled", appointment, previousStartsAt: at("09:00") } as const;
    expect(trace(moved)).toMatchObject({
      action: "appointment.rescheduled",
      facts: { before: { startsAt: new Date(at("09:00")).toISOString() } },
    });
    expect(trace({ ...moved, isResize: true })?.action).toBe(RESIZED);
  });

  it("leaves out what is no act of its own", () => {
    const hold = aHeldHour();
    for (const event of [
      { type: "hold_placed", hold },
      { type: "hold_released", holdId: hold.id, cause: "expired" },
      { type: "appointment_imported", appointment },
      { type: "rulebook_changed", version: 2 },
    ] as const)
      expect(trace(event)).toBeNull();
  });
});
