import type * as z from "zod";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import { openingHours, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { findSlots, type SlotQuery } from "../../../src/domain/booking/slots.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { ANNA, aMember, aRulebook, aService, at, BEN, CUT, clock, daily, MONDAY_8, readerOf } from "./a-rulebook.ts";

/** The start times on one local date and the night after it, as people read them. */
export function startsOn(
  date: string,
  rules: Rulebook,
  options: Partial<SlotQuery> & { blocks?: Block[]; now?: number } = {},
) {
  const { blocks = [], now = MONDAY_8 - DAY_MS, ...query } = options;
  const from = at(`${date} 05:00`);
  const window = { serviceId: CUT, staffId: null, from, to: from + DAY_MS, limit: 100 };
  return findSlots(rules, { ...window, ...query }, readerOf(blocks), now).map((slot) => clock(slot.startsAt, date));
}

/** A branch where Anna works alone, unless told otherwise. */
export function aBranch(hours: Partial<z.input<typeof openingHours>>, service = {}, staff = [aMember(ANNA)]): Rulebook {
  const services = [aService({ staffIds: [ANNA, BEN], ...service })];
  return aRulebook({ hours: openingHours.parse({ weekly: [], exceptions: [], ...hours }), services, staff });
}

export const weekly = (from: string, to: string) => ({ weekly: daily(from, to) });
