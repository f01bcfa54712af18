import type { AvailabilityView } from "../../src/contracts/booking.ts";
import { toAvailabilityView } from "../../src/db/booking-views.ts";
import { explainReschedule } from "../../src/domain/booking/changes.ts";
import type { CalendarDay, OfferQuery, RescheduleQuery, SlotsAnswer } from "../../src/domain/booking/commands.ts";
import { type Explanation, explainSlot } from "../../src/domain/booking/explain.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import { MAX_CHOSEN_FROM, MAX_SPOKEN, makeOffer, type Offer } from "../../src/domain/booking/offer.ts";
import type { Wish } from "../../src/domain/booking/placement.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { findSlots, nearestSlots, type SlotQuery } from "../../src/domain/booking/slots.ts";
import { type JsonText, toJsonText } from "../../src/domain/json-text.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { KnownAnswers } from "./known-answers.ts";
import type { Ledger } from "./ledger.ts";

/** Questions about free time. They change nothing. */
export class QueryDesk {
  readonly #ledger: Ledger;
  readonly #known: KnownAnswers;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#known = new KnownAnswers(ledger.store);
  }

  findSlots(rules: Rulebook, query: SlotQuery, now: EpochMs): SlotsAnswer {
    const { readBlocks } = this.#ledger.facts(rules, now);
    const slots = findSlots(rules, query, readBlocks, now);
    const nearest = slots.length > 0 ? [] : nearestSlots(rules, { ...query, startsAt: query.from }, readBlocks, now);
    return { slots, nearest, rulebookVersion: rules.version };
  }

  /** `findSlots` as the API answers it. */
  availability(rules: Rulebook, query: SlotQuery, now: EpochMs): JsonText<AvailabilityView> {
    return this.#known.recall(rules, now, `availability ${JSON.stringify(query)}`, () =>
      toJsonText(toAvailabilityView(this.findSlots(rules, query, now), rules.timeZone)),
    );
  }

  /** Chosen here, for what crosses to the Worker is serialised twice. */
  offerSlots(rules: Rulebook, query: OfferQuery, now: EpochMs): JsonText<Offer> {
    return this.#known.recall(rules, now, `offer ${JSON.stringify(query)}`, () =>
      toJsonText(this.#offer(rules, query, now)),
    );
  }

  /** Everything in a window, and the last event that this picture includes. */
  day(rules: Rulebook, window: Interval, now: EpochMs): CalendarDay {
    const { store } = this.#ledger;
    const holds = store.liveHolds(now).filter((hold) => hold.startsAt < window.end && hold.endsAt > window.start);
    const appointments = store.appointmentsIn(window).filter((appointment) => appointment.endsAt > window.start);
    return { seq: store.lastSeq(), appointments, holds, rules };
  }

  explain(rules: Rulebook, wish: Wish, now: EpochMs): Explanation {
    return explainSlot(this.#ledger.facts(rules, now), wish);
  }

  /** As a move: its own time is free to it. Null where the branch has no such appointment. */
  explainReschedule(rules: Rulebook, { appointmentId, ...wanted }: RescheduleQuery, now: EpochMs): Explanation | null {
    const appointment = this.#ledger.store.appointment(appointmentId);
    return appointment ? explainReschedule(this.#ledger.facts(rules, now, appointment), appointment, wanted) : null;
  }

  #offer(rules: Rulebook, query: OfferQuery, now: EpochMs): Offer {
    const { readBlocks } = this.#ledger.facts(rules, now);
    const slots = findSlots(rules, { ...query, limit: MAX_CHOSEN_FROM }, readBlocks, now);
    if (slots.length > 0) return makeOffer(slots, []);
    const { eachDay, ...wholeDays } = query;
    const otherwise = eachDay ? findSlots(rules, { ...wholeDays, limit: MAX_SPOKEN }, readBlocks, now) : [];
    const wanted = { ...query, startsAt: query.from };
    return makeOffer([], otherwise.length > 0 ? otherwise : nearestSlots(rules, wanted, readBlocks, now));
  }
}
