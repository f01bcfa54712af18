import { keptInstant } from "../../../contracts/booking.ts";
import type { EpochMs } from "../../../domain/time.ts";

/** An instant of a link or a form. Null for anything else. */
export function readInstant(text: string | undefined): EpochMs | null {
  const parsed = keptInstant.safeParse(text);
  return parsed.success ? Date.parse(parsed.data) : null;
}
