import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { Slot } from "../../domain/booking/appointment.ts";
import { opensWithin } from "../../domain/booking/hours.ts";
import type { ServiceRules, StaffRules } from "../../domain/booking/rulebook.ts";
import { bookableRange } from "../../domain/booking/rules.ts";
import { fromJsonText } from "../../domain/json-text.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { Offer } from "../../domain/voice/phrases.ts";
import type { Window } from "../../domain/voice/when.ts";
import { askCalendar } from "../booking/branch-access.ts";
import { refuse, toSpokenSlots, type VoiceContext } from "./voice-context.ts";

export type SlotSearch = {
  service: ServiceRules;
  staff: StaffRules | null;
  window: Window;
  people?: number | undefined;
};

/** Free slots of a window, a few that differ first; when there are none, the nearest. One call of the calendar. */
export async function searchSlots({ access }: VoiceContext, { service, staff, window, people = 1 }: SlotSearch) {
  const query = { ...window, serviceId: service.id, staffId: staff?.id ?? null, partySize: people };
  return fromJsonText(await askCalendar(access, (calendar, ref) => calendar.offerSlots(ref, query)));
}

/** Why nothing is free then, as far as the rules tell: a caller who knows does not ask for the next such day. */
export function sayNothingFree(context: VoiceContext, search: SlotSearch, nearest: readonly Slot[]): string {
  const { access, say, speech } = context;
  const { service, window } = search;
  if (window.to <= speech.now) return say.inThePast();
  const { end: latest } = bookableRange(service, speech.now);
  const names = { service: service.name, staff: null, options: [] };
  if (window.from > latest) return say.refusal({ reason: "too_far", latest, alternatives: [...nearest] }, names);
  const isOpen = opensWithin(access.rules, { start: window.from, end: window.to });
  return isOpen ? say.nothingFree(window, startsOf(nearest)) : say.closedThen(window, startsOf(nearest));
}

/** Nothing was booked yet: the times to choose from, as an answer. */
export async function offerInstead(context: VoiceContext, search: SlotSearch, code: string): Promise<VoiceAnswer> {
  const { spoken, nearest } = await searchSlots(context, search);
  const slots = spoken.length > 0 ? spoken : nearest;
  const starts = startsOf(slots);
  const say =
    spoken.length === 0
      ? sayNothingFree(context, search, nearest)
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
