import type { CalendarDayView } from "../../contracts/booking.ts";
import type { BranchFrame } from "../../contracts/live.ts";
import { applyBranchFrame } from "./apply-branch-frame.ts";

const KEPT = 500;
type EventFrame = Extract<BranchFrame, { type: "event" }>;
const framesByBranch = new Map<string, EventFrame[]>();

/** An event can overtake a day that is still on its way; it is kept here and applied when the day arrives. */
export function rememberFrame(branchId: string, frame: EventFrame): void {
  const frames = framesByBranch.get(branchId) ?? [];
  framesByBranch.set(branchId, [...frames.slice(1 - KEPT), frame]);
}

export function forgetFrames(branchId: string): void {
  framesByBranch.delete(branchId);
}

export function replayRecent(day: CalendarDayView): CalendarDayView {
  const frames = framesByBranch.get(day.branchId) ?? [];
  return frames.reduce((current, frame) => applyBranchFrame(current, frame).day, day);
}
