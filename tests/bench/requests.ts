import { randomUUID } from "node:crypto";
import type { Demo } from "../../scripts/seed/demo.ts";
import { FIRST_NAMES, LAST_NAMES } from "../../scripts/seed/people.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { addDays, type EpochMs, edgeAt, type LocalDate, toRfc3339 } from "../../src/domain/time.ts";
import { FROM_MINUTE, TO_MINUTE } from "../support/node/business.ts";
import { datesAhead } from "./usual-days.ts";

export const SLOT_MINUTES = 30;
export const BOOKABLE_DAYS = 720;
export const STARTS_A_DAY = (TO_MINUTE - FROM_MINUTE) / SLOT_MINUTES;
/** Coprime to the starts of a day: neighbours in the list are hours apart. */
export const STRIDE = 7;

/** A request as it goes over the wire. */
export function request(method: string, path: string, headers: Record<string, string>, body = ""): string {
  const length = body ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ host: "localhost", ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

export function authorization({ keys }: Demo): { authorization: string } {
  return { authorization: `Bearer ${keys.tenantApiKey}` };
}

/** Each start is free for as many bookings as there are staff. Days fill up evenly, as they do in life. */
export function slotAt(rules: Rulebook, now: EpochMs, index: number, days = BOOKABLE_DAYS): EpochMs {
  const wave = Math.floor(index / days);
  const [first = ""] = datesAhead(rules, now, 1);
  const minute = FROM_MINUTE + ((wave * STRIDE) % STARTS_A_DAY) * SLOT_MINUTES;
  return edgeAt(rules.timeZone, addDays(first, index % days), minute, "first");
}

/** `index` makes the customer. */
type Wanted = { startsAt: EpochMs; staffId?: string; index: number };

/** The nth customer's: names begin alike as often as in a salon's list. */
export function nameOf(index: number): string {
  const [first, last] = [FIRST_NAMES, LAST_NAMES].map((names) => names[index % names.length]);
  return `${first} ${last}`;
}

/** Half an hour at a branch. */
export function bookRequest(demo: Demo, rules: Rulebook, { startsAt, index, ...rest }: Wanted): string {
  const body = {
    branchId: rules.branchId,
    serviceId: rules.services[0]?.id,
    startsAt: toRfc3339(rules.timeZone, startsAt),
    customer: { name: nameOf(index), phone: `+4917${String(10_000_000 + (index % 80_000_000))}` },
    ...rest,
  };
  const headers = { ...authorization(demo), "idempotency-key": randomUUID() };
  return request("POST", "/api/v1/appointments", headers, JSON.stringify(body));
}

/** What is free on some days. */
export function availabilityRequest(
  demo: Demo,
  rules: Rulebook,
  { date, days = 1, limit }: { date: LocalDate; days?: number; limit?: number },
): string {
  const [from, to] = [date, addDays(date, days)].map((day) =>
    encodeURIComponent(toRfc3339(rules.timeZone, edgeAt(rules.timeZone, day, 0, "first"))),
  );
  const query = `serviceId=${rules.services[1]?.id}&from=${from}&to=${to}${limit ? `&limit=${limit}` : ""}`;
  return request("GET", `/api/v1/branches/${rules.branchId}/availability?${query}`, authorization(demo));
}
