import { randomUUID } from "node:crypto";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { addDays, DAY_MS, type EpochMs, edgeAt, MINUTE_MS, toRfc3339 } from "../../src/domain/time.ts";
import { SIGNATURE_HEADER, sign } from "../sandbox/vendors/retell/signature.ts";
import { type Business, FROM_MINUTE, TO_MINUTE } from "../support/node/business.ts";
import { aCall } from "./call.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead } from "./usual-days.ts";

/** Where requests come from. `make` builds the nth; one that books must not come twice. */
export type Source = { make(index: number): string; repeats: boolean; expect: string };

const SLOT_MINUTES = 30;
const BOOKABLE_DAYS = 720;
const STARTS_A_DAY = (TO_MINUTE - FROM_MINUTE) / SLOT_MINUTES;
/** Coprime to the starts of a day: neighbours in the list are hours apart. */
const STRIDE = 7;
const CALENDARS = 5;
const DAY_MINUTES = 1_440;
const MAX_RANGE_DAYS = 62;

export type Sources = ReturnType<typeof createSources>;

/** All requests of the bench, product and bare. */
export function createSources({ demo, branches }: Business, now: EpochMs) {
  const [ask, phone, web] = branches as [Rulebook, Rulebook, Rulebook]; // `BRANCHES` names three
  const authorization = { authorization: `Bearer ${demo.keys.tenantApiKey}` };
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
          name: "Maria Sommer",
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
      make: (index: number) => {
        const date = askDates[index % askDates.length] ?? "";
        const [from, to] = [date, addDays(date, 1)].map((day) =>
          encodeURIComponent(toRfc3339(ask.timeZone, edgeAt(ask.timeZone, day, 0, "first"))),
        );
        const query = `serviceId=${ask.services[1]?.id}&from=${from}&to=${to}`;
        return request("GET", `/api/v1/branches/${ask.branchId}/availability?${query}`, authorization);
      },
    },
    earliestApi: {
      expect: '"slots":[{',
      repeats: true,
      make: (index: number) => {
        const from = edgeAt(ask.timeZone, askDates[index % 7] ?? "", 0, "first");
        const [first, last] = [from, from + MAX_RANGE_DAYS * DAY_MS].map((instant) =>
          encodeURIComponent(toRfc3339(ask.timeZone, instant)),
        );
        const query = `serviceId=${ask.services[1]?.id}&from=${first}&to=${last}&limit=3`;
        return request("GET", `/api/v1/branches/${ask.branchId}/availability?${query}`, authorization);
      },
    },
    bookApi: {
      expect: '"confirmed"',
      repeats: false,
      make: (index: number) =>
        request(
          "POST",
          "/api/v1/appointments",
          { ...authorization, "idempotency-key": randomUUID() },
          JSON.stringify({
            branchId: web.branchId,
            serviceId: web.services[0]?.id,
            startsAt: toRfc3339(web.timeZone, slotAt(web, now, index)),
            customer: { name: "Maria Sommer", phone: `+4917${String(10_000_000 + index)}` },
          }),
        ),
    },
    // As many bytes as the product gets: reading them is no merit of either side.
    bareConstant: { expect: '"ok":true', repeats: true, make: () => sameSize("/constant", padding) },
    bareSelect: {
      expect: '"ok":true',
      repeats: true,
      make: (index: number) => request("GET", `/select?day=${index % DAYS_WITH_APPOINTMENTS}`, authorization),
    },
    bareInsertPhone: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => sameSize(`/insert?object=phone&${bareSlot(index)}`, padding),
    },
    bareInsertWeb: {
      expect: '"ok":true',
      repeats: false,
      make: (index: number) => request("POST", `/insert?object=web&${bareSlot(index)}`, {}, "{}"),
    },
  } satisfies Record<string, Source>;
}

/** Each start is free for as many bookings as there are staff. Days fill up evenly, as they do in life. */
function slotAt(rules: Rulebook, now: EpochMs, index: number): EpochMs {
  const wave = Math.floor(index / BOOKABLE_DAYS);
  const [first = ""] = datesAhead(rules, now, 1);
  const minute = FROM_MINUTE + ((wave * STRIDE) % STARTS_A_DAY) * SLOT_MINUTES;
  return edgeAt(rules.timeZone, addDays(first, index % BOOKABLE_DAYS), minute, "first");
}

/** The same spread over days, hours and calendars for the bare Worker. */
function bareSlot(index: number): string {
  const wave = Math.floor(index / BOOKABLE_DAYS);
  const start = bareStart(index) + (FROM_MINUTE + ((wave * STRIDE) % STARTS_A_DAY) * SLOT_MINUTES) * MINUTE_MS;
  const calendar = Math.floor(wave / STARTS_A_DAY) % CALENDARS;
  return `calendar=c${calendar}&start=${start}&end=${start + SLOT_MINUTES * MINUTE_MS}`;
}

function bareStart(index: number): EpochMs {
  return Date.UTC(2027, 0, 1) + (index % BOOKABLE_DAYS) * DAY_MINUTES * MINUTE_MS;
}

function request(method: string, path: string, headers: Record<string, string>, body = ""): string {
  const length = body ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ host: "localhost", ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

function sameSize(path: string, like: string): string {
  const body = like.slice(like.indexOf("\r\n\r\n") + 4);
  return request("POST", path, {}, body);
}
