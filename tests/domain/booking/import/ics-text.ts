import { type IcsOptions, readIcs } from "../../../../src/domain/booking/import/read-ics.ts";
import { BERLIN } from "../a-rulebook.ts";

export const NOW = Date.parse("2026-11-20T12:00:00Z");
export const OPTIONS: IcsOptions = { timeZone: BERLIN, defaultCountry: "DE", now: NOW };

export function read(text: string, options: Partial<IcsOptions> = {}) {
  const parsed = readIcs(text, { ...OPTIONS, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

export const startsOf = (text: string) =>
  read(text).drafts.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
