import { uuidv7obj } from "uuidv7";
import type { CalendarEvent } from "../../src/domain/booking/appointment.ts";
import { hullOf, type Interval, merge } from "../../src/domain/booking/interval.ts";
import { refuseByCatalogue } from "../../src/domain/booking/placement.ts";
import { LINK_AFTER_MS } from "../../src/domain/booking/public-booking.ts";
import { findService, isClosed, type Rulebook, type ServiceRules } from "../../src/domain/booking/rulebook.ts";
import {
  coverBoth,
  type FreedSlot,
  type FreedTime,
  isSameWish,
  MAX_WAITING,
  type OpenedTime,
  slotFor,
  type WaitlistAnswers,
  type WaitlistCommands,
  type WaitlistEntry,
  type WaitlistStatus,
} from "../../src/domain/booking/waitlist.ts";
import { decideOffer, slotsOpenedBy, timeReopened } from "../../src/domain/booking/waitlist-offer.ts";
import { type CalendarId, formatId, type StaffId, type WaitlistId } from "../../src/domain/ids.ts";
import { err, ok } from "../../src/domain/result.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";
import type { BookingDesk } from "./booking-desk.ts";
import type { Append, Done, Ledger, Outcome } from "./ledger.ts";
import { WaitlistStore } from "./waitlist-store.ts";

/** A command that frees more than this at once offers the first of it. */
const MAX_SPANS = 50;
const MAX_SPAN_MS = 62 * DAY_MS;
/** No service takes longer: a start this much before freed time can still reach into it. */
const REACH_MS = DAY_MS / 2;

type Handlers = {
  [What in keyof WaitlistCommands]: (command: WaitlistCommands[What]) => Outcome<WaitlistAnswers[What]>;
};
type Turn = { rules: Rulebook; append: Append; now: EpochMs };

/** Those who wait. Whoever frees time offers it to the first of them in the same transaction, before anybody asks. */
export class WaitlistDesk {
  readonly #ledger: Ledger;
  readonly #bookings: BookingDesk;
  readonly #store: WaitlistStore;

  constructor(ledger: Ledger, bookings: BookingDesk, sql: SqlStorage) {
    this.#ledger = ledger;
    this.#bookings = bookings;
    this.#store = new WaitlistStore(sql);
  }

  answer<What extends keyof WaitlistCommands>(
    rules: Rulebook,
    what: What,
    command: WaitlistCommands[What],
    now: EpochMs,
  ): Outcome<WaitlistAnswers[What]> {
    const handlers: Handlers = {
      join: (each) => this.#join(rules, each, now),
      leave: (each) => this.#leave(each, now),
      book: (each) => this.#book(rules, each, now),
      find: ({ entryId, only }) => ({ answer: this.#find(entryId, only) ?? null, events: [] }),
      of: ({ indexes }) => ({ answer: this.#store.of(indexes, MAX_WAITING), events: [] }),
      forget: (each) => this.#forget(each, now),
      list: (each) => ({ answer: this.#store.page(each), events: [] }),
    };
    return handlers[what](command);
  }

  /** When a hold or a request lapses next, or the time of somebody who waits is over. */
  nextEnd(): EpochMs | null {
    const ends = [this.#ledger.store.nextExpiry(), this.#store.nextEnd()].filter((end) => end !== null);
    return ends.length > 0 ? Math.min(...ends) : null;
  }

  afterwards(rules: Rulebook, append: Append, { events, freed, now }: Done): void {
    for (const { event } of events) if (event.type === "hold_released") this.#holdEnded(event, append);
    if (freed.length === 0 || !this.#store.isAnyoneWaiting()) return;
    const turn = { rules, append, now };
    const spans = freedAhead(now, freed);
    const reopened = ahead(now, timeReopened(freed, this.#ledger.facts(rules, now)));
    // Who waits for what a cap kept from them may have waited longer than who wants the freed time itself.
    const rounds = reopened.length > 0 ? [[...spans, ...reopened]] : spans.map((span) => [span]);
    for (const round of rounds) this.#offer(round, turn);
  }

  /**
   * Newer rules hold. Of a branch that was closed, nothing is held and nobody waits any longer; unless somebody was
   * booked while it was being closed, for then it is opened again.
   */
  adopt(rules: Rulebook, now: EpochMs): Outcome<void> {
    const { store } = this.#ledger;
    return this.#ledger.transact("system", now, (append) => {
      append({ type: "rulebook_changed", version: rules.version });
      if (!isClosed(rules) || store.upcoming(now).count > 0) return;
      for (const hold of store.liveHolds(now)) this.#ledger.endHold(hold, "released", append);
      for (const entry of this.#store.waiting()) this.#change(entry, "lapsed", append);
    });
  }

  /** Nobody waits for the past. */
  sweep(now: EpochMs): Outcome<void> {
    return this.#ledger.transact("system", now, (append) => {
      for (const entry of this.#store.overdue(now)) this.#change(entry, "lapsed", append);
    });
  }

  /** Whoever waited is forgotten once their link opens nothing any more. True when more may be left. */
  forgetOver(now: EpochMs, limit: number): boolean {
    return this.#store.forgetOver(now - LINK_AFTER_MS, limit);
  }

  #join(rules: Rulebook, command: WaitlistCommands["join"], now: EpochMs): Outcome<WaitlistAnswers["join"]> {
    const { entry, fingerprint, ...by } = command;
    return this.#ledger.transact(by, now, (append): WaitlistAnswers["join"] => {
      const known = this.#store.entry(entry.id);
      if (known) {
        const isSame = this.#store.fingerprintOf(entry.id) === fingerprint;
        return isSame ? ok(known) : err({ reason: "idempotency_mismatch", alternatives: [] });
      }
      if (isClosed(rules)) return err({ reason: "branch_closed", alternatives: [] });
      const service = findService(rules, entry.serviceId);
      if (!service) return err({ reason: "unknown_service", alternatives: [] });
      const refusal = refuseByCatalogue(rules, service, entry.staffId);
      if (refusal) return err({ ...refusal, alternatives: [] });
      const places = this.#store.placesOf(entry.contact, entry.serviceId, now);
      const place = places.find((each) => isSameWish(each, entry));
      if (place) return ok(this.#widen(place, entry, append));
      const seatsLeft = service.capacity;
      if (entry.partySize > seatsLeft) return err({ reason: "no_capacity", seatsLeft, alternatives: [] });
      if (entry.window.to <= now) return err({ reason: "window_over" });
      if (this.#store.countWaiting() >= MAX_WAITING) return err({ reason: "waitlist_full", limit: MAX_WAITING });
      const joined: WaitlistEntry = { ...entry, createdAt: now, status: "waiting", offer: null };
      this.#store.insert(joined, fingerprint);
      append({ type: "waitlist_changed", entryId: entry.id, status: "waiting" });
      return ok(joined);
    });
  }

  /** Who holds an offer has it for what they asked then. */
  #widen(place: WaitlistEntry, { window }: Pick<WaitlistEntry, "window">, append: Append): WaitlistEntry {
    const both = { ...place, window: coverBoth(place.window, window) };
    const isMore = JSON.stringify(both.window) !== JSON.stringify(place.window);
    if (place.status !== "waiting" || !isMore) return place;
    this.#change(both, "waiting", append);
    return both;
  }

  #leave({ entryId, only, ...by }: WaitlistCommands["leave"], now: EpochMs): Outcome<boolean> {
    return this.#ledger.transact(by, now, (append) => {
      const entry = this.#find(entryId, only);
      if (!entry) return false;
      if (entry.status !== "waiting" && entry.status !== "offered") return false;
      this.#change(entry, "left", append);
      const hold = entry.status === "offered" && entry.offer ? this.#ledger.store.hold(entry.offer.id) : undefined;
      if (hold) this.#ledger.endHold(hold, "released", append);
      return true;
    });
  }

  #forget({ entries, ...by }: WaitlistCommands["forget"], now: EpochMs): Outcome<number> {
    return this.#ledger.transact(by, now, (append) => {
      const known = entries.flatMap(({ id, sealed }) => {
        const entry = this.#store.entry(id);
        return entry ? [{ entry, sealed }] : [];
      });
      for (const { entry, sealed } of known) {
        const { customerId } = entry.contact;
        const nobody = { customerId, phoneIndex: null, emailIndex: null, sealed, sealedForCustomer: sealed };
        const hold = entry.status === "offered" && entry.offer ? this.#ledger.store.hold(entry.offer.id) : undefined;
        const stays = entry.status !== "waiting" && entry.status !== "offered";
        this.#store.update({ ...entry, contact: nobody });
        if (!stays) this.#change({ ...entry, contact: nobody }, "left", append);
        if (hold) this.#ledger.endHold(hold, "released", append);
      }
      return known.length;
    });
  }

  #find(id: WaitlistId, only: StaffId | null): WaitlistEntry | undefined {
    const entry = this.#store.entry(id);
    return entry && !isOther(only, entry) ? entry : undefined;
  }

  /** No `await` between looking and booking, so this is one step too. */
  #book(rules: Rulebook, command: WaitlistCommands["book"], now: EpochMs): Outcome<WaitlistAnswers["book"]> {
    const entry = this.#find(command.entryId, command.only);
    if (!entry) return { answer: err({ reason: "entry_not_found" }), events: [] };
    const { offer, status, appointmentId, serviceId, partySize, source, language } = entry;
    const contact = { ...entry.contact, sealed: command.sealed ?? entry.contact.sealed };
    const booked = status === "booked" ? this.#ledger.store.appointment(appointmentId) : undefined;
    if (booked) return { answer: ok(booked), events: [] };
    if (status !== "offered" || !offer) return { answer: err({ reason: "not_offered", status }), events: [] };
    const { id: holdId, staffId, startsAt } = offer;
    const holder = this.#ledger.store.hold(holdId)?.holder ?? offer.holder;
    const wish = { serviceId, staffId, startsAt, partySize };
    const request = { appointmentId, wish, contact, source, language, holdId, holder };
    return this.#bookings.book(rules, { ...request, actor: command.actor, idempotency: command.idempotency }, now);
  }

  #holdEnded({ holdId, cause }: Extract<CalendarEvent, { type: "hold_released" }>, append: Append): void {
    const entry = this.#store.offeredWith(holdId);
    if (entry) this.#change(entry, cause === "booked" ? "booked" : "lapsed", append);
  }

  /** First come, first served: down the line, some at a time, until nothing that was opened is left or the line ends. */
  #offer(spans: readonly OpenedTime[], turn: Turn): void {
    const wanted = this.#store.wanted();
    const services = turn.rules.services.filter(
      (service) => wanted.has(service.id) && spans.some((span) => takes(service, span)),
    );
    const { start, end } = hullOf(spans);
    const ids = services.map(({ id }) => id);
    const lineAfter = (last?: WaitlistEntry) => this.#store.line(ids, { start: start - REACH_MS, end }, last);
    let line = lineAfter();
    let slots = line.length > 0 ? this.#opened(spans, services, turn) : [];
    while (line.length > 0 && slots.length > 0) {
      for (const entry of line) {
        const slot = slotFor(entry, slots, turn.rules.timeZone);
        if (slot && this.#hold({ entry, slot }, turn)) slots = this.#opened(spans, services, turn);
      }
      line = lineAfter(line.at(-1));
    }
  }

  #opened(spans: readonly OpenedTime[], services: readonly ServiceRules[], { rules, now }: Turn): FreedSlot[] {
    const facts = this.#ledger.facts(rules, now);
    return spans.flatMap((span) =>
      services.filter((service) => takes(service, span)).flatMap((service) => slotsOpenedBy(span, service, facts)),
    );
  }

  /** False: caps may still refuse one customer what is free for others. */
  #hold(next: { entry: WaitlistEntry; slot: FreedSlot }, { rules, append, now }: Turn): boolean {
    const decision = decideOffer(this.#ledger.facts(rules, now), next, formatId("hld", uuidv7obj().bytes));
    if (!decision.ok) return false;
    const hold = decision.value;
    this.#ledger.take(rules, hold);
    this.#store.update({ ...next.entry, status: "offered", offer: hold });
    append({ type: "hold_placed", hold });
    append({ type: "waitlist_offered", entryId: next.entry.id, hold });
    return true;
  }

  #change(entry: WaitlistEntry, status: WaitlistStatus, append: Append): void {
    this.#store.update({ ...entry, status });
    append({ type: "waitlist_changed", entryId: entry.id, status });
  }
}

function isOther(only: StaffId | null, { staffId }: WaitlistEntry): boolean {
  return only !== null && staffId !== only;
}

/** What was freed, each calendar's parts joined, without what is over. */
function freedAhead(now: EpochMs, freed: readonly FreedTime[]): OpenedTime[] {
  const byCalendar = Map.groupBy(freed, ({ calendarId }) => calendarId);
  const spans = [...byCalendar].flatMap(([calendarId, parts]) =>
    merge(parts).map((part) => ({ ...part, calendarId, serviceId: null })),
  );
  return ahead(now, spans);
}

function ahead(now: EpochMs, spans: readonly OpenedTime[]): OpenedTime[] {
  return spans
    .map((span) => ({ ...span, ...clip(span, now) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
    .slice(0, MAX_SPANS);
}

function clip({ start, end }: Interval, now: EpochMs): Interval {
  const from = Math.max(start, now);
  return { start: from, end: Math.min(end, from + MAX_SPAN_MS) };
}

function takes({ id, staffIds, resources }: ServiceRules, { calendarId, serviceId }: OpenedTime): boolean {
  if (serviceId !== null) return serviceId === id;
  const calendars: (CalendarId | null)[] = [...staffIds, ...resources.flatMap(({ resourceIds }) => resourceIds)];
  return calendars.includes(calendarId);
}
