import { describe, expect, it } from "vitest";
import { HOLD_TTL_MS, type Hold } from "../../../src/domain/booking/appointment.ts";
import type { HoldChange } from "../../../src/domain/booking/commands.ts";
import {
  type BookingRequest,
  decideBooking,
  decideHold,
  decideHoldChange,
  type HeldTime,
  MAX_HOLDS_PER_BRANCH,
  MAX_HOLDS_PER_HOLDER,
} from "../../../src/domain/booking/decide.ts";
import { type CalendarFacts, type Wish } from "../../../src/domain/booking/placement.ts";
import { wantsAlternatives } from "../../../src/domain/booking/refusal.ts";
import { waitlistHolder } from "../../../src/domain/booking/waitlist.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import {
  ANNA,
  aBlock,
  aRulebook,
  aService,
  at,
  BEN,
  blockOf,
  CARA,
  CUT,
  factsOf,
  hoursOf,
  idOf,
  MONDAY_8,
} from "./a-rulebook.ts";
import { aContact, aHeldHour } from "./an-appointment.ts";

const wishFor = (changes: Partial<Wish> = {}): Wish => ({
  serviceId: CUT,
  staffId: null,
  startsAt: at("10:00"),
  ...changes,
});

describe("holding a slot", () => {
  const hold = (live: Hold[], holder = "caller", facts = factsOf(aRulebook())) =>
    decideHold(facts, live, { id: idOf("hld", 9), holder, wish: wishFor() });
  const holdsOf = (holder: string, count: number) =>
    Array.from({ length: count }, (_, index) => aHeldHour({ id: idOf("hld", index), holder }));

  it("blocks it for five minutes, for one member of staff", () => {
    expect(hold([])).toEqual({ ok: true, value: aHeldHour({ id: idOf("hld", 9), expiresAt: MONDAY_8 + HOLD_TTL_MS }) });
    expect(HOLD_TTL_MS).toBe(5 * MINUTE_MS);
  });

  it.each([
    { name: "a holder's third", live: holdsOf("caller", MAX_HOLDS_PER_HOLDER - 1), error: null },
    {
      name: "a holder's fourth",
      live: holdsOf("caller", MAX_HOLDS_PER_HOLDER),
      error: { reason: "too_many_holds", limit: 3 },
    },
    { name: "a branch's thirtieth", live: holdsOf("others", MAX_HOLDS_PER_BRANCH - 1), error: null },
    {
      name: "a branch's thirty-first",
      live: holdsOf("others", MAX_HOLDS_PER_BRANCH),
      error: { reason: "too_many_holds", limit: 30 },
    },
  ])("$name is answered with $error", ({ live, error }) => {
    expect(hold(live)).toMatchObject(error ? { ok: false, error } : { ok: true });
  });

  it("is not kept from callers by what the waitlist was offered", () => {
    const offered = Array.from({ length: MAX_HOLDS_PER_BRANCH }, (_, nth) =>
      aHeldHour({ id: idOf("hld", nth), holder: waitlistHolder(idOf("wai", nth)) }),
    );
    expect(hold([...offered, ...holdsOf("others", MAX_HOLDS_PER_BRANCH - 1)])).toMatchObject({ ok: true });
  });

  it("is refused where a booking would be", () => {
    const blocks = [ANNA, BEN, CARA].map((id) => aBlock(id, at("10:30"), 60));
    expect(hold([], "caller", factsOf(aRulebook(), blocks))).toEqual({ ok: false, error: { reason: "slot_taken" } });
  });
});

describe("a hold that stands", () => {
  const change = (what: HoldChange, hold: Hold | undefined = aHeldHour(), { holder = "caller", now = MONDAY_8 } = {}) =>
    decideHoldChange({ hold, holder }, what, now);
  const extend = { do: "extend", holdId: idOf("hld", 1) } as const;
  const share = { do: "share", holdId: idOf("hld", 1), claimHash: "secret" } as const;
  const carry = { do: "carry", claimHash: "secret" } as const;
  const claim = { do: "claim", claimHash: "secret" } as const;
  const END = MONDAY_8 + HOLD_TTL_MS;
  const LATER = MONDAY_8 + 4 * MINUTE_MS;

  it.each([extend, share, carry, claim])("and ends at this moment cannot be changed any more: $do", (what) => {
    expect(change(what, aHeldHour(), { now: END })).toEqual({ ok: false, error: { reason: "hold_expired" } });
    expect(change(what, aHeldHour(), { now: END - 1 })).toMatchObject({ ok: true });
  });

  it("is extended once, for five minutes from now", () => {
    const longer = change(extend, aHeldHour(), { now: LATER });
    expect(longer).toEqual({ ok: true, value: aHeldHour({ isExtended: true, expiresAt: LATER + HOLD_TTL_MS }) });
    expect(change(extend, longer.ok ? longer.value : undefined, { now: LATER + 1 })).toEqual({
      ok: false,
      error: { reason: "hold_extended" },
    });
  });

  it("never ends earlier for being extended", () => {
    const long = aHeldHour({ expiresAt: END + HOLD_TTL_MS });
    expect(change(extend, long)).toMatchObject({ value: { expiresAt: END + HOLD_TTL_MS, isExtended: true } });
  });

  it.each([extend, carry])("is its holder's alone: $do", (what) => {
    expect(change(what, aHeldHour(), { holder: "thief" })).toEqual({ ok: false, error: { reason: "hold_not_found" } });
  });

  it("is carried with the time that is left to give, and no more than that", () => {
    expect(change(carry, aHeldHour(), { now: LATER })).toEqual({
      ok: true,
      value: aHeldHour({ isExtended: true, expiresAt: LATER + HOLD_TTL_MS, claimHash: "secret" }),
    });
    const extended = aHeldHour({ isExtended: true });
    expect(change(carry, extended, { now: LATER })).toEqual({ ok: true, value: { ...extended, claimHash: "secret" } });
  });

  it("that was shared becomes whoever's has the secret, which is used up", () => {
    const shared = change(share);
    expect(shared).toEqual({ ok: true, value: aHeldHour({ claimHash: "secret" }) });
    expect(change(claim, shared.ok ? shared.value : undefined, { holder: "web", now: LATER })).toEqual({
      ok: true,
      value: aHeldHour({ holder: "web", claimedFrom: "caller" }),
    });
  });
});

it("that is for something else is refused without alternatives, which it would not be for either", () => {
  expect(wantsAlternatives({ reason: "hold_mismatch" })).toBe(false);
  expect(wantsAlternatives({ reason: "hold_expired" })).toBe(true);
});

describe("booking a held slot", () => {
  const held = (hold: Hold | undefined = aHeldHour(), holder = "caller"): HeldTime => ({ hold, holder });
  const request = (changes: Partial<Wish> = {}): BookingRequest => ({
    appointmentId: idOf("apt", 5),
    wish: wishFor(changes),
    contact: aContact,
    source: { channel: "voice", callId: null },
    language: "de",
  });
  const book = (using: HeldTime | null, wish: Partial<Wish> = {}, facts: CalendarFacts = factsOf(aRulebook())) =>
    decideBooking(facts, request(wish), using);

  it.each<{ name: string; using: HeldTime; wish?: Partial<Wish>; reason: string }>([
    { name: "that is not there (any more)", using: { hold: undefined, holder: "caller" }, reason: "hold_expired" },
    { name: "that ends at this moment", using: held(aHeldHour({ expiresAt: MONDAY_8 })), reason: "hold_expired" },
    { name: "of somebody else", using: held(aHeldHour(), "thief"), reason: "hold_not_found" },
    { name: "of somebody else that lapsed", using: held(aHeldHour({ expiresAt: 1 }), "thief"), reason: "hold_expired" },
    { name: "for another time", using: held(), wish: { startsAt: at("10:30") }, reason: "hold_mismatch" },
    { name: "for another service", using: held(aHeldHour({ serviceId: idOf("svc", 2) })), reason: "hold_mismatch" },
    { name: "for more seats", using: held(), wish: { partySize: 2 }, reason: "hold_mismatch" },
    { name: "for another member", using: held(), wish: { staffId: BEN }, reason: "hold_mismatch" },
  ])("with a hold $name is refused as $reason", ({ using, wish, reason }) => {
    expect(book(using, wish)).toEqual({ ok: false, error: { reason } });
  });

  it("books the member who was held, though another is less busy", () => {
    const busyAnna = factsOf(aRulebook(), [aBlock(ANNA, at("12:00"), 300)]);
    expect(book(held(), {}, busyAnna)).toMatchObject({ ok: true, value: { staffId: ANNA } });
    expect(book(null, {}, busyAnna)).toMatchObject({ ok: true, value: { staffId: BEN } });
    expect(book(held(), { staffId: ANNA }, busyAnna)).toMatchObject({ ok: true, value: { staffId: ANNA } });
  });

  it("takes as many seats as were held where none are named", () => {
    const rules = aRulebook({ services: [aService({ capacity: 3 })] });
    expect(book(held(aHeldHour({ partySize: 2 })), {}, factsOf(rules))).toMatchObject({ value: { partySize: 2 } });
  });

  it("keeps the notice and the horizon of the moment it was promised", () => {
    const services = [aService({ minimumNoticeMinutes: 120 })];
    const later = { ...factsOf(aRulebook({ services })), now: MONDAY_8 + 4 * MINUTE_MS };
    expect(book(held(), {}, { ...later, promisedAt: MONDAY_8 })).toMatchObject({ ok: true });
    expect(book(null, {}, { ...later, promisedAt: later.now })).toMatchObject({ error: { reason: "too_soon" } });
  });

  it("is refused when the rules have changed meanwhile", () => {
    const closed = aRulebook({ hours: hoursOf([]) });
    expect(book(held(), {}, factsOf(closed))).toEqual({ ok: false, error: { reason: "closed" } });
  });

  it("is in the way of whoever does not hold it", () => {
    const blocks = [blockOf(aService(), aHeldHour())];
    expect(book(null, { staffId: ANNA }, factsOf(aRulebook(), blocks))).toEqual({
      ok: false,
      error: { reason: "slot_taken" },
    });
  });

  it("makes a first version that carries what the request brought and what the service costs", () => {
    const { wish, appointmentId, ...brought } = request();
    expect(book(null)).toEqual({
      ok: true,
      value: {
        ...brought,
        id: appointmentId,
        serviceId: wish.serviceId,
        staffId: ANNA,
        resourceIds: [],
        partySize: 1,
        startsAt: at("10:00"),
        endsAt: at("11:00"),
        status: "confirmed",
        approvalExpiresAt: null,
        checkedInAt: null,
        group: null,
        version: 1,
        priceMinor: 3_500,
        currency: "EUR",
        cancelReason: null,
        createdAt: MONDAY_8,
        updatedAt: MONDAY_8,
      },
    });
  });
});
