import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { askedWindow } from "../asked-window.ts";
import { type SlotSearch, sayNothingFree, searchSlots, toOffer } from "../offer-slots.ts";
import { understandService, understandStaffFor } from "../understand.ts";
import { refuse, toSpokenSlots, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.check_availability>;

export async function checkAvailability(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const service = understandService(context, args.service);
  if (!service.ok) return service.error;
  const staff = understandStaffFor(context, service.value, args.staff);
  if (!staff.ok) return staff.error;
  const asked = askedWindow(context, args);
  if (!asked.ok) return asked.error;

  const { understood, window } = asked.value;
  const search: SlotSearch = { service: service.value, staff: staff.value, window, people: args.people };
  const { spoken, more, nearest } = await searchSlots(context, search);
  if (spoken.length === 0) {
    const say = sayNothingFree(context, search, nearest);
    return refuse("nothing_free", say, { understood, alternatives: toSpokenSlots(context, nearest) });
  }
  return {
    ok: true,
    say: context.say.offerSlots(toOffer(search, spoken)),
    data: {
      service: service.value.name,
      serviceId: service.value.id,
      timeZone: context.access.rules.timeZone,
      understood,
      // What was spoken comes first, so that the first slot the model sees is one the caller heard.
      slots: toSpokenSlots(context, [...spoken, ...more]),
    },
  };
}
