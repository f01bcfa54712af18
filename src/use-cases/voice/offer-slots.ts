import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { Slot } from "../../domain/booking/appointment.ts";
import type { ServiceRules, StaffRules } from "../../domain/booking/rulebook.ts";
import { type EpochMs, HOUR_MS } from "../../domain/time.ts";
import type { Offer } from "../../domain/voice/phrases.ts";
import { fitsWindow, type Window } from "../../domain/voice/when.ts";
import { askCalendar } from "../booking/branch-access.ts";
import { refuse, toSpokenSlots, type VoiceContext } from "./voice-context.ts";

/** How many slots are read to choose from: a day's worth, or more where only a part of each day was asked for. */
const MAX_READ = 40;
const MAX_READ_IN_PARTS = 400;
/** How many the model gets to see, and the caller to hear. */
const MAX_SHOWN = 12;
const MAX_SPOKEN = 3;

export type SlotSearch = { service: ServiceRules; staff: StaffRules | null; window: Window };

/** Free slots of a window; when there are none, the nearest. One call of the calendar. */
export async function searchSlots(context: VoiceContext, { service, staff, window }: SlotSearch) {
  const { from, to } = window;
  const query = {
    serviceId: service.id,
    staffId: staff?.id ?? null,
    from,
    to,
    limit: window.eachDay ? MAX_READ_IN_PARTS : MAX_READ,
  };
  const found = await askCalendar(context.access, (calendar, ref) => calendar.findSlots(ref, query));
  // "Next week in the afternoon" is a part of several days.
  const slots = found.slots.filter(({ startsAt }) => fitsWindow(window, startsAt, context.speech.timeZone));
  const nearest = found.slots.length > 0 ? found.slots.slice(0, MAX_SPOKEN) : found.nearest;
  return { spoken: pickSpread(slots), shown: withPicked(slots), nearest };
}

/** Nothing was booked yet: the times to choose from, as an answer. */
export async function offerInstead(context: VoiceContext, search: SlotSearch, code: string): Promise<VoiceAnswer> {
  const { spoken, nearest } = await searchSlots(context, search);
  const slots = spoken.length > 0 ? spoken : nearest;
  const starts = startsOf(slots);
  const say =
    spoken.length === 0
      ? context.say.nothingFree(search.window, starts)
      : code === "repeated_time"
        ? context.say.repeatedTime(starts)
        : context.say.whichTime(starts);
  return refuse(code, say, { alternatives: toSpokenSlots(context, slots) });
}

export function toOffer({ service, staff }: Pick<SlotSearch, "service" | "staff">, slots: readonly Slot[]): Offer {
  return { service: service.name, staff: staff?.name ?? null, starts: startsOf(slots) };
}

export function startsOf(slots: readonly Slot[]): EpochMs[] {
  return slots.map(({ startsAt }) => startsAt);
}

/** Three that differ: neighbours a quarter of an hour apart are one choice to a caller. */
export function pickSpread(slots: readonly Slot[]): Slot[] {
  const picked: Slot[] = [];
  for (const slot of slots) {
    const last = picked.at(-1);
    if (!last || slot.startsAt - last.startsAt >= HOUR_MS) picked.push(slot);
    if (picked.length === MAX_SPOKEN) return picked;
  }
  const rest = slots.filter((slot) => !picked.includes(slot));
  return [...picked, ...rest.slice(0, MAX_SPOKEN - picked.length)].sort((a, b) => a.startsAt - b.startsAt);
}

/** What was spoken comes first, so that the first slot the model sees is one the caller heard. */
function withPicked(slots: readonly Slot[]): Slot[] {
  const picked = pickSpread(slots);
  const rest = slots.filter((slot) => !picked.includes(slot));
  return [...picked, ...rest].slice(0, MAX_SHOWN);
}
