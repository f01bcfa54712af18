import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { speakTime, speakWindow } from "../../../domain/voice/spoken-time.ts";
import { dayWindow, type Window } from "../../../domain/voice/when.ts";
import { type SlotSearch, searchSlots, startsOf, toOffer } from "../offer-slots.ts";
import { understandService, understandStaff, understandWhen } from "../understand.ts";
import { type Refused, refuse, toSpokenSlots, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.check_availability>;
type Asked = { window: Window; understood: string };

/** "Whenever" looks this far. */
const DEFAULT_WINDOW_MS = 14 * DAY_MS;

export async function checkAvailability(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const service = understandService(context, args.service);
  if (!service.ok) return service.error;
  const staff = understandStaff(context, args.staff);
  if (!staff.ok) return staff.error;
  const asked = askedWindow(context, args);
  if (!asked.ok) return asked.error;

  const { understood, window } = asked.value;
  const search: SlotSearch = { service: service.value, staff: staff.value, window, people: args.people };
  const { spoken, more, nearest } = await searchSlots(context, search);
  if (spoken.length === 0) {
    const say = context.say.nothingFree(window, startsOf(nearest));
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

/** The window that was asked about, and how to read it back, so that a misunderstanding is heard. */
function askedWindow(context: VoiceContext, args: Args): { ok: true; value: Asked } | Refused {
  const { speech } = context;
  if (args.date && !args.when) {
    const window = dayWindow(args.date, args.timeOfDay, speech);
    return { ok: true, value: { window, understood: speakWindow(window, speech) } };
  }
  const when = understandWhen(context, args);
  if (!when.ok) return when;
  switch (when.value?.kind) {
    case undefined: {
      const window = { from: speech.now, to: speech.now + DEFAULT_WINDOW_MS };
      return { ok: true, value: { window, understood: speakWindow(window, speech) } };
    }
    case "instant": {
      const { startsAt } = when.value;
      return {
        ok: true,
        value: { window: { from: startsAt, to: startsAt + 1 }, understood: speakTime(startsAt, speech) },
      };
    }
    case "repeated": {
      const [from, second] = when.value.instants;
      return { ok: true, value: { window: { from, to: second + 1 }, understood: speakTime(from, speech) } };
    }
    case "window": {
      const { kind: _, ...window } = when.value;
      return { ok: true, value: { window, understood: speakWindow(window, speech) } };
    }
    default:
      return when.value satisfies never;
  }
}
