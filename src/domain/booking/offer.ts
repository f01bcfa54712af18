import { HOUR_MS } from "../time.ts";
import type { Slot } from "./appointment.ts";

/** What is said to somebody who asked for a time, and what else could be. All sorted by time. */
export type Offer = { spoken: Slot[]; more: Slot[]; nearest: Slot[] };

/** More than three options are forgotten on the phone. */
export const MAX_SPOKEN = 3;
/** A day's worth to choose from. */
export const MAX_CHOSEN_FROM = 40;
const MAX_MORE = 5;

/** Three that differ, and some of the rest for when none of them suits. `nearest` stands in when nothing is free. */
export function makeOffer(slots: readonly Slot[], nearest: readonly Slot[]): Offer {
  const spoken = pickSpread(slots);
  const more = slots.filter((slot) => !spoken.includes(slot)).slice(0, MAX_MORE);
  return { spoken, more, nearest: slots.length > 0 ? slots.slice(0, MAX_SPOKEN) : nearest.slice(0, MAX_SPOKEN) };
}

/** Neighbours a quarter of an hour apart are one choice to a caller. */
function pickSpread(slots: readonly Slot[]): Slot[] {
  const picked: Slot[] = [];
  for (const slot of slots) {
    const last = picked.at(-1);
    if (!last || slot.startsAt - last.startsAt >= HOUR_MS) picked.push(slot);
    if (picked.length === MAX_SPOKEN) return picked;
  }
  const rest = slots.filter((slot) => !picked.includes(slot));
  return [...picked, ...rest.slice(0, MAX_SPOKEN - picked.length)].sort((a, b) => a.startsAt - b.startsAt);
}
