import { type Block, MAX_BLOCK_MS } from "../../src/domain/booking/appointment.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import { overlaps } from "../../src/domain/booking/interval.ts";
import type { BlocksByCalendar } from "../../src/domain/booking/occupancy.ts";
import type { CalendarId } from "../../src/domain/ids.ts";
import { DAY_MS } from "../../src/domain/time.ts";

/** Blocks that start on one UTC day. */
type Day = Map<CalendarId, Block[]>;

/** A MB or two: a branch of ten busy calendars for a month. */
const MAX_BLOCKS = 6_000;

/**
 * The blocks of the days that were asked about lately. The ledger is the only writer and tells of each write, so memory
 * and storage never differ: a read costs no query. Whoever fails between the two calls `clear`.
 */
export class BlockCache {
  readonly #load: (window: Interval) => Block[];
  readonly #days = new Map<number, Day>();
  #size = 0;
  #changes = 0;

  /** `load` reads the blocks that start in a window. */
  constructor(load: (window: Interval) => Block[]) {
    this.#load = load;
  }

  /** Counts the writes: what was worked out from the blocks is true until it moves on. */
  get changes(): number {
    return this.#changes;
  }

  /** Blocks of these calendars that touch the window. */
  read(calendarIds: readonly CalendarId[], window: Interval): BlocksByCalendar {
    const found = new Map<CalendarId, Block[]>();
    const last = dayOf(window.end - 1);
    for (let day = dayOf(window.start - MAX_BLOCK_MS); day <= last; day++) {
      const blocks = this.#days.get(day) ?? this.#keep(day);
      if (blocks.size > 0) collect(found, blocks, calendarIds, window);
    }
    return found;
  }

  add(block: Block): void {
    this.#changes++;
    const day = this.#days.get(dayOf(block.start));
    if (!day) return;
    push(day, block);
    this.#size++;
  }

  remove({ start, calendarId, owner }: Pick<Block, "start" | "calendarId" | "owner">): void {
    this.#changes++;
    const day = this.#days.get(dayOf(start));
    const left = day?.get(calendarId)?.filter((block) => block.owner !== owner);
    if (left) day?.set(calendarId, left);
  }

  clear(): void {
    this.#changes++;
    this.#drop();
  }

  #drop(): void {
    this.#days.clear();
    this.#size = 0;
  }

  #keep(number: number): Day {
    if (this.#size > MAX_BLOCKS) this.#drop();
    const blocks = this.#load({ start: number * DAY_MS, end: (number + 1) * DAY_MS });
    const day: Day = new Map();
    for (const block of blocks) push(day, block);
    this.#days.set(number, day);
    this.#size += blocks.length + 1; // an empty day takes room too
    return day;
  }
}

function dayOf(instant: number): number {
  return Math.floor(instant / DAY_MS);
}

function push(day: Map<CalendarId, Block[]>, block: Block): void {
  const blocks = day.get(block.calendarId);
  if (blocks) blocks.push(block);
  else day.set(block.calendarId, [block]);
}

function collect(found: Day, day: Day, calendarIds: readonly CalendarId[], window: Interval): void {
  for (const id of calendarIds) {
    for (const block of day.get(id) ?? []) if (overlaps(block, window)) push(found, block);
  }
}
