import type { CalendarDay, OfferQuery, SlotsAnswer } from "../../src/domain/booking/commands.ts";
import { type Explanation, explainSlot } from "../../src/domain/booking/explain.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import { MAX_CHOSEN_FROM, MAX_SPOKEN, makeOffer, type Offer } from "../../src/domain/booking/offer.ts";
import type { Wish } from "../../src/domain/booking/placement.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { findSlots, nearestSlots, type SlotQuery } from "../../src/domain/booking/slots.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { Ledger } from "./ledger.ts";

/** Questions about free time. They change nothing. */
export class QueryDesk {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  findSlots(rules: Rulebook, query: SlotQuery, now: EpochMs): SlotsAnswer {
    const { readBlocks } = this.#ledger.facts(rules, now);
    const slots = findSlots(rules, query, readBlocks, now);
    const nearest = slots.length > 0 ? [] : nearestSlots(rules, { ...query, startsAt: query.from }, readBlocks, now);
    return { slots, nearest, rulebookVersion: rules.version };
  }

  /** Chosen here, for what crosses to the Worker is serialised twice. */
  offerSlots(rules: Rulebook, query: OfferQuery, now: EpochMs): Offer {
    const { readBlocks } = this.#ledger.facts(rules, now);
    const slots = findSlots(rules, { ...query, limit: MAX_CHOSEN_FROM }, readBlocks, now);
    if (slots.length > 0) return makeOffer(slots, []);
    const { eachDay, ...wholeDays } = query;
    const otherwise = eachDay ? findSlots(rules, { ...wholeDays, limit: MAX_SPOKEN }, readBlocks, now) : [];
    const wanted = { ...query, startsAt: query.from };
    return makeOffer([], otherwise.length > 0 ? otherwise : nearestSlots(rules, wanted, readBlocks, now));
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
}
