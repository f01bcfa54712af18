import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { Slot } from "../../domain/booking/appointment.ts";
import type { ServiceRules, StaffRules } from "../../domain/booking/rulebook.ts";
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
