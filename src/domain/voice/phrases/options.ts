import type { Slot } from "../../booking/appointment.ts";
import type { EpochMs } from "../../time.ts";

/** More are not remembered on the phone. */
export const MAX_OPTIONS = 3;

export function firstOptions<T>(options: readonly T[]): readonly T[] {
  return options.slice(0, MAX_OPTIONS);
}

/** Windows and days begin in lower case: "heute", "tomorrow". */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function startsOf(slots: readonly Pick<Slot, "startsAt">[]): EpochMs[] {
  return slots.map(({ startsAt }) => startsAt);
}
