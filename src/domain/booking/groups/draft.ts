import type { CalendarId } from "../../ids.ts";
import type { Block } from "../appointment.ts";
import { type Interval, overlaps } from "../interval.ts";
import type { BlocksByCalendar } from "../occupancy.ts";
import type { CalendarFacts } from "../placement.ts";

/** The calendar as if these stood in it already. Nothing is written. */
export function withBlocks(facts: CalendarFacts, placed: readonly Block[]): CalendarFacts {
  const readBlocks: CalendarFacts["readBlocks"] = (calendarIds, window) => {
    const standing = facts.readBlocks(calendarIds, window);
    const own = placed.filter((block) => touches(block, calendarIds, window));
    return own.length === 0 ? standing : join(standing, own);
  };
  return { ...facts, readBlocks };
}

/** The calendar as if these had given up their time. */
export function withoutOwners(facts: CalendarFacts, owners: ReadonlySet<Block["owner"]>): CalendarFacts {
  const readBlocks: CalendarFacts["readBlocks"] = (calendarIds, window) =>
    new Map(
      [...facts.readBlocks(calendarIds, window)].map(([id, blocks]) => [
        id,
        blocks.filter(({ owner }) => !owners.has(owner)),
      ]),
    );
  return { ...facts, readBlocks };
}

function touches(block: Block, calendarIds: readonly CalendarId[], window: Interval): boolean {
  return overlaps(block, window) && calendarIds.includes(block.calendarId);
}

function join(standing: BlocksByCalendar, own: readonly Block[]): BlocksByCalendar {
  const joined = new Map(standing);
  for (const block of own) joined.set(block.calendarId, [...(joined.get(block.calendarId) ?? []), block]);
  return joined;
}
