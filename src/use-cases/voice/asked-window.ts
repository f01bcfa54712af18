import { DAY_MS } from "../../domain/time.ts";
import { speakTime, speakWindow } from "../../domain/voice/spoken-time.ts";
import { dayWindow, type Window } from "../../domain/voice/when.ts";
import { understandWhen } from "./understand.ts";
import type { Refused, VoiceContext } from "./voice-context.ts";

type Args = {
  when?: string | undefined;
  date?: string | undefined;
  timeOfDay?: "morning" | "afternoon" | "evening" | undefined;
};
type Asked = { window: Window; understood: string };

/** "Whenever" looks this far. */
const DEFAULT_WINDOW_MS = 14 * DAY_MS;

/** The window that was asked about, and how to read it back, so that a misunderstanding is heard. */
export function askedWindow(context: VoiceContext, args: Args): { ok: true; value: Asked } | Refused {
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
