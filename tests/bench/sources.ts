import { randomUUID } from "node:crypto";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { type EpochMs, MINUTE_MS, toRfc3339 } from "../../src/domain/time.ts";
import { SIGNATURE_HEADER, sign } from "../sandbox/vendors/retell/signature.ts";
import { type Business, FROM_MINUTE } from "../support/node/business.ts";
import { aCall } from "./call.ts";
import {
  authorization,
  availabilityRequest,
  BOOKABLE_DAYS,
  bookRequest,
  nameOf,
  request,
  SLOT_MINUTES,
  STARTS_A_DAY,
  STRIDE,
  slotAt,
} from "./requests.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead } from "./usual-days.ts";

/** Where requests come from. `make` builds the nth; one that books must not come twice. */
export type Source = { make(index: number): string; repeats: boolean; expect: string };

const CALENDARS = 5;
const DAY_MINUTES = 1_440;
const MAX_RANGE_DAYS = 62;

export type Sources = ReturnType<typeof createSources>;

/** All requests of the bench, product and bare. */
export function createSources({ demo, branches }: Business, now: EpochMs) {
  // `BRANCHES` names three, and then many.
  const [ask, phone, web, ...many] = branches as [Rulebook, Rulebook, Rulebook, ...Rulebook[]];
  const askDates = datesAhead(ask, now, DAYS_WITH_APPOINTMENTS);
  const voice = (rules: Rulebook, index: number, name: string, args: object) => {
    const from = `+4917${String(10_000_000 + (index % 80_000_000))}`;
    const call = aCall(`call_${randomUUID().replaceAll("-", "")}`, from, rules.phone ?? "");
    const body = JSON.stringify({ name, call, args });
    const signature = { [SIGNATURE_HEADER]: sign(body, demo.retell.apiKey, Date.now()) };
    return request("POST", `/webhooks/retell/${demo.retell.connectionId}/functions`, signature, body);
  };
  const padding = voice(ask, 0, "check_availability", {});
  return {
    checkAvailability: {
      expect: '"ok":true',
      repeats: true,
      make: (index: number) =>
        voice(ask, index, "check_availability", {
          service: "Damenhaarschnitt",
          date: askDates[index % askDates.length],
        }),
    },
    bookByPhone: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) =>
        voice(phone, index, "book_appointment", {
          service: "Herrenhaarschnitt",
          startsAt: toRfc3339(phone.timeZone, slotAt(phone, now, index)),
          name: nameOf(index),
        }),
    },
    /** The first appointment of a usual day is in the way, so every one of these is refused. */
    bookTakenSlot: {
      expect: '"code":"slot_taken"',
      repeats: true,
      make: (index: number) =>
        voice(ask, index, "book_appointment", {
          service: "Damenhaarschnitt",
          startsAt: `${askDates[index % askDates.length]}T09:30`,
          staff: ask.staff[0]?.name,
          name: "Maria Sommer",
        }),
    },
    availabilityApi: {
      expect: '"slots":[{',
      repeats: true,
      make: (index: number) => availabilityRequest(demo, ask, { date: askDates[index % askDates.length] ?? "" }),
    },
    earliestApi: {
      expect: '"slots":[{',
      repeats: true,
      make: (index: number) =>
        availabilityRequest(demo, ask, { date: askDates[index % 7] ?? "", days: MAX_RANGE_DAYS, limit: 3 }),
    },
    bookApi: {
      expect: '"confirmed"',
      repeats: false,
      make: (index: number) => bookRequest(demo, web, { startsAt: slotAt(web, now, index), index }),
    },
    bookManyBranches: {
      expect: '"confirmed"',
      repeats: false,
      make: (index: number) => {
        const rules = many[index % many.length] as Rulebook; // within its bounds
        return bookRequest(demo, rules, { startsAt: slotAt(rules, now, Math.floor(index / many.length)), index });
      },
    },
    // As many bytes as the product gets: reading them is no merit of either side.
    bareConstant: { expect: '"ok":true', repeats: true, make: () => sameSize("/constant", padding) },
    bareSelect: {
      expect: '"ok":true',
      repeats: true,
      make: (index: number) => request("GET", `/select?day=${index % DAYS_WITH_APPOINTMENTS}`, authorization(demo)),
    },
    bareInsertPhone: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => sameSize(`/insert?object=phone&${bareSlot(index)}`, padding),
    },
    /** Beside bookings that are refused: a fast machine fills the other object within the bench. */
    bareInsertBeside: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => sameSize(`/insert?object=beside&${bareSlot(index)}`, padding),
    },
    bareInsertWeb: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => request("POST", `/insert?object=web&${bareSlot(index)}`, {}, "{}"),
    },
    bareInsertMany: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => {
        const slot = bareSlot(Math.floor(index / many.length));
        return request("POST", `/insert?object=many${index % many.length}&${slot}`, {}, "{}");
      },
    },
  } satisfies Record<string, Source>;
}

/** The same spread over days, hours and calendars for the bare Worker. */
export function bareSlot(index: number): string {
  const wave = Math.floor(index / BOOKABLE_DAYS);
  const start = bareStart(index) + (FROM_MINUTE + ((wave * STRIDE) % STARTS_A_DAY) * SLOT_MINUTES) * MINUTE_MS;
  const calendar = Math.floor(wave / STARTS_A_DAY) % CALENDARS;
  return `calendar=c${calendar}&start=${start}&end=${start + SLOT_MINUTES * MINUTE_MS}`;
}

function bareStart(index: number): EpochMs {
  return Date.UTC(2027, 0, 1) + (index % BOOKABLE_DAYS) * DAY_MINUTES * MINUTE_MS;
}

function sameSize(path: string, like: string): string {
  const body = like.slice(like.indexOf("\r\n\r\n") + 4);
  return request("POST", path, {}, body);
}
