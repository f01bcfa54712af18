import type { AppointmentId, StaffId } from "../../ids.ts";
import { err, ok, type Result } from "../../result.ts";
import { addDays, DAY_MS, type EpochMs, edgeAt, instantsAt, toLocal } from "../../time.ts";
import type { Appointment, Slot } from "../appointment.ts";
import { decideCancel, decideReschedule, moveWish, refuseChange } from "../changes.ts";
import { toBlocks } from "../decide.ts";
import type { CalendarFacts, Wish } from "../placement.ts";
import type { ChangeRefusal } from "../refusal.ts";
import { nearestSlots } from "../slots.ts";
import { withBlocks, withoutOwners } from "./draft.ts";
import { type GroupConflict, isInRange, type Part, type PartReport, reportOf, reportPart } from "./group.ts";

export type GroupScope = "one" | "following" | "all";

/** Which of a group: `fromAppointmentId` is the one that is meant, or the first of those that follow. */
export type GroupTarget = { scope: GroupScope; fromAppointmentId: AppointmentId | null };
export type GroupMove = GroupTarget & { startsAt: EpochMs; staffId: StaffId | null };

export type Change = { before: Appointment; after: Appointment };
export type MovePlan = { changes: Change[]; report: PartReport[] };

/** Cancels those that lie ahead and still stand. */
export function decideGroupCancel(
  members: readonly Appointment[],
  { reason, ...target }: GroupTarget & { reason: string | null },
  now: EpochMs,
): Result<Change[], ChangeRefusal> {
  const targets = targetsOf(members, target, now);
  if (!targets.ok) return targets;
  const changes = targets.value.flatMap((before) => {
    const decision = decideCancel(before, reason, now);
    return decision.ok ? [{ before, after: decision.value }] : [];
  });
  return ok(changes);
}

/**
 * Moves those that lie ahead and still stand, all or none. `startsAt` is the new time of the appointment it names: a
 * series gets that local time on every date, so many days later or earlier; a package keeps its distances.
 */
export function decideGroupMove(
  facts: CalendarFacts,
  members: readonly Appointment[],
  move: GroupMove,
): Result<MovePlan, GroupConflict | ChangeRefusal> {
  const targets = targetsOf(members, move, facts.now);
  if (!targets.ok) return targets;
  // Of all, the first that is moved is meant unless another is named.
  const from = members.find(({ id }) => id === move.fromAppointmentId) ?? targets.value[0];
  if (!from) return err({ reason: "appointment_not_found" });
  const { parts, changes, draft } = planMoves(facts, targets.value, { ...move, from });
  parts.sort(byPosition);
  if (changes.length === targets.value.length) return ok({ changes, report: reportOf(draft, parts, "booked") });
  if (from.group?.kind !== "package" || targets.value.length === 1) {
    const reason = from.group?.kind === "package" ? "package_conflict" : "series_conflict";
    return err({ reason, occurrences: reportOf(draft, parts, "free"), alternatives: [] });
  }
  // Another time for one part alone would tear the package apart.
  const occurrences = parts.map((part) => reportPart(part, "free"));
  return err({
    reason: "package_conflict",
    occurrences,
    alternatives: startsNearby(facts, targets.value, { ...move, from }),
  });
}

/** Other starts, at most a day away, to which all of a package can be moved. As the request: of the part that it names. */
function startsNearby(
  facts: CalendarFacts,
  targets: readonly Appointment[],
  move: GroupMove & { from: Appointment },
): Slot[] {
  const [first] = targets;
  if (!first) return [];
  const later = move.from.startsAt - first.startsAt; // the raster is the first part's
  const planFrom = (startsAt: EpochMs) => planMoves(facts, targets, { ...move, startsAt: startsAt + later });
  const suits = ({ startsAt }: Slot) =>
    startsAt !== first.startsAt && planFrom(startsAt).changes.length === targets.length;
  const free = withoutOwners(facts, new Set(targets.map(({ id }) => id)));
  const wish = moveWish(facts.rules, first, { startsAt: move.startsAt - later, staffId: move.staffId });
  const slots = nearestSlots(facts.rules, wish, free.readBlocks, facts.now, { withinDays: 1, suits });
  return slots.map((slot) => ({ ...slot, startsAt: slot.startsAt + later }));
}

/** In order of time. The refusal is that of the one that was named, else of the first. */
function targetsOf(
  members: readonly Appointment[],
  { scope, fromAppointmentId }: GroupTarget,
  now: EpochMs,
): Result<Appointment[], ChangeRefusal> {
  const from = members.find(({ id }) => id === fromAppointmentId);
  if (!from && (scope !== "all" || fromAppointmentId !== null)) return err({ reason: "appointment_not_found" });
  const meant = members.filter((member) => scope === "all" || !from || isMeant(member, from, scope));
  const standing = meant.filter((member) => refuseChange(member, now) === null);
  const [first] = meant;
  if (standing.length > 0) return ok(standing.sort((a, b) => a.startsAt - b.startsAt));
  return err((first && refuseChange(from ?? first, now)) ?? { reason: "appointment_not_found" });
}

function isMeant(member: Appointment, from: Appointment, scope: "one" | "following"): boolean {
  return scope === "one" ? member.id === from.id : positionOf(member) >= positionOf(from);
}

type Planned = { parts: Part[]; changes: Change[]; draft: CalendarFacts };

function planMoves(
  facts: CalendarFacts,
  targets: readonly Appointment[],
  move: GroupMove & { from: Appointment },
): Planned {
  const free = withoutOwners(facts, new Set(targets.map(({ id }) => id)));
  const planned: Planned = { parts: [], changes: [], draft: free };
  for (const before of targets) {
    const { part, after } = planMove(planned.draft, before, move, planned.parts);
    planned.parts.push(part);
    if (!after) continue;
    planned.changes.push({ before, after });
    planned.draft = withBlocks(planned.draft, toBlocks(facts.rules, after));
  }
  return planned;
}

function planMove(
  facts: CalendarFacts,
  before: Appointment,
  move: GroupMove & { from: Appointment },
  earlier: readonly Part[],
): { part: Part; after: Appointment | null } {
  const { date, startsAt, nearest } = shift(facts.rules.timeZone, before, move);
  const wanted = { startsAt: startsAt ?? nearest, staffId: move.staffId };
  const wish = wishFor(before, moveWish(facts.rules, before, wanted), earlier);
  const part = { position: positionOf(before), date, wish, staffId: null, placement: null, before };
  if (startsAt === null) return { part: { ...part, refusal: { reason: "nonexistent_time" } }, after: null };
  const decision = decideReschedule(facts, before, wish);
  if (!decision.ok) return { part: { ...part, refusal: decision.error }, after: null };
  return { part: { ...part, refusal: null, staffId: decision.value.staffId }, after: decision.value };
}

function wishFor({ group }: Appointment, wish: Wish, earlier: readonly Part[]): Wish {
  return group && earlier.some(isInRange) ? { ...wish, follows: group.kind } : wish;
}

/** `startsAt` is null where the clocks skip the time; `nearest` is then the moment of their change. */
function shift(timeZone: string, before: Appointment, { from, startsAt }: GroupMove & { from: Appointment }) {
  const wanted = toLocal(timeZone, startsAt);
  if (before.id === from.id) return { date: wanted.date, startsAt, nearest: startsAt };
  if (before.group?.kind === "package") {
    const moved = before.startsAt + startsAt - from.startsAt;
    return { date: toLocal(timeZone, moved).date, startsAt: moved, nearest: moved };
  }
  const days = (Date.parse(wanted.date) - Date.parse(toLocal(timeZone, from.startsAt).date)) / DAY_MS;
  const date = addDays(toLocal(timeZone, before.startsAt).date, days);
  const nearest = edgeAt(timeZone, date, wanted.minute, "first");
  return { date, startsAt: instantsAt(timeZone, date, wanted.minute)[0] ?? null, nearest };
}

function positionOf({ group }: Appointment): number {
  return group?.position ?? 0;
}

function byPosition(a: Part, b: Part): number {
  return a.position - b.position;
}
