import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import {
  decidePackage,
  findPackageStarts,
  nearestPackageStarts,
  type PackageItem,
} from "../../../src/domain/booking/groups/package.ts";
import { NO_CAPS, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { ANNA, aBlock, aRulebook, aService, at, BEN, CUT, clock, factsOf, idOf } from "./a-rulebook.ts";
import { aContact } from "./an-appointment.ts";

const WASH = idOf("svc", 2);
const COLOUR = idOf("svc", 3);
/** A wash by both for 20 minutes, a cut by both for an hour, a colour by Ben for 45 with 15 after. */
const RULES = aRulebook({
  services: [
    aService({ id: WASH, name: "Wash", durationMinutes: 20, staffIds: [ANNA, BEN] }),
    aService({ staffIds: [ANNA, BEN] }),
    aService({ id: COLOUR, name: "Colour", durationMinutes: 45, bufferAfterMinutes: 15, staffIds: [BEN] }),
  ],
});
const anyone = (...ids: PackageItem["serviceId"][]) => ids.map((serviceId) => ({ serviceId, staffId: null }));
const ALL = anyone(WASH, CUT, COLOUR);

function decide(
  startsAt: number,
  items: PackageItem[] = ALL,
  blocks: Block[] = [],
  rules: Rulebook = RULES,
  gapMinutes = 0,
) {
  const bookings = items.map((_, index) => ({ appointmentId: idOf("apt", index + 1), contact: aContact }));
  const source = { channel: "api", callId: null } as const;
  const wish = { startsAt, items, gapMinutes, customer: "phone" };
  return decidePackage(factsOf(rules, blocks), { groupId: idOf("ser", 1), bookings, source, language: "de", wish });
}

function startsOf(answer: ReturnType<typeof decide>): string[] {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.appointments.map(({ startsAt }) => clock(startsAt, "2026-11-23"));
}

const busyHalves = fc.array(fc.record({ half: fc.integer({ min: 0, max: 17 }), staff: fc.constantFrom(ANNA, BEN) }), {
  maxLength: 12,
});
const toBusy = ({ half, staff }: { half: number; staff: typeof ANNA }) =>
  aBlock(staff, at("09:00") + half * 30 * MINUTE_MS, 30);

describe("a package", () => {
  it("puts each service right behind the one before, off the raster too", () => {
    const answer = decide(at("10:00"));
    expect(startsOf(answer)).toEqual(["10:00", "10:20", "11:20"]);
    expect(answer.ok && answer.value.appointments.map(({ group }) => group)).toEqual(
      [1, 2, 3].map((position) => ({ id: idOf("ser", 1), kind: "package", position })),
    );
  });

  it("leaves the gap that was asked for", () => {
    expect(startsOf(decide(at("10:00"), ALL, [], RULES, 10))).toEqual(["10:00", "10:30", "11:40"]);
  });

  it("counts its own parts for the caps of its customer", () => {
    const caps = { ...NO_CAPS, customerDay: 1 };
    const rules = aRulebook({ services: [aService({ staffIds: [ANNA, BEN], caps })] });
    expect(decide(at("10:00"), anyone(CUT), [], rules)).toMatchObject({ ok: true });
    expect(decide(at("10:00"), anyone(CUT, CUT), [], rules)).toMatchObject({
      error: { occurrences: [{ status: "free" }, { status: "daily_cap" }] },
    });
  });

  it("books nothing where one part cannot be had, names it, and offers starts that fit", () => {
    const items = [...anyone(WASH), { serviceId: CUT, staffId: ANNA }];
    const blocks = [aBlock(ANNA, at("11:00"), 60)];
    const answer = decide(at("10:30"), items, blocks);

    expect(answer).toMatchObject({ ok: false, error: { reason: "package_conflict" } });
    if (answer.ok) return;
    expect(answer.error.occurrences.map(({ position, status }) => [position, status])).toEqual([
      [1, "free"],
      [2, "slot_taken"],
    ]);
    expect(answer.error.alternatives).toHaveLength(3);
    for (const { startsAt } of answer.error.alternatives) expect(decide(startsAt, items, blocks).ok).toBe(true);
  });

  it("offers the nearest starts of other days where its own day has none", () => {
    const closed = aBlock(ANNA, at("00:00"), 24 * 60);
    const blocks = [closed, { ...closed, calendarId: BEN }];
    const day = {
      items: ALL,
      gapMinutes: 0,
      customer: "phone",
      from: at("00:00"),
      to: at("00:00") + DAY_MS,
      limit: 100,
    };
    const facts = factsOf(RULES, blocks);
    expect(findPackageStarts(facts, day)).toEqual([]);
    const nearest = nearestPackageStarts(facts, { ...day, startsAt: day.from });
    expect(nearest.map(({ startsAt }) => clock(startsAt, "2026-11-24"))).toEqual(["09:00", "09:30", "10:00"]);
    for (const { startsAt } of nearest) expect(decide(startsAt, ALL, blocks).ok).toBe(true);

    const refused = decide(at("10:00"), ALL, blocks);
    expect(refused.ok ? [] : refused.error.alternatives.map(({ startsAt }) => startsAt)).toEqual(
      nearest.map(({ startsAt }) => startsAt),
    );
  });

  it("takes another member where the usual choice leaves no room for the rest", () => {
    const items = [...anyone(COLOUR), { serviceId: CUT, staffId: BEN }];
    expect(decide(at("10:00"), items).ok).toBe(false); // Ben's own buffer is in the way
    const shared = aRulebook({
      services: RULES.services.map((service) =>
        service.id === COLOUR ? { ...service, staffIds: [BEN, ANNA] } : service,
      ),
    });
    const answer = decide(at("10:00"), items, [], shared);
    expect(answer.ok && answer.value.appointments.map(({ staffId }) => staffId)).toEqual([ANNA, BEN]);
  });

  it("is had as a whole or not at all, side by side, at exactly the starts that are offered", () => {
    fc.assert(
      fc.property(busyHalves, (busy) => {
        const blocks = busy.map(toBusy);
        const query = { items: ALL, gapMinutes: 0, customer: "phone", from: at("00:00"), to: at("00:00") + DAY_MS };
        const offered = findPackageStarts(factsOf(RULES, blocks), { ...query, limit: 100 });
        const starts = Array.from({ length: 19 }, (_, half) => at("09:00") + half * 30 * MINUTE_MS);
        const had = starts.filter((startsAt) => decide(startsAt, ALL, blocks).ok);
        expect(offered.map(({ startsAt }) => startsAt)).toEqual(had);
        for (const { items } of offered) {
          expect(items.slice(1).map(({ startsAt }) => startsAt)).toEqual(
            items.slice(0, -1).map(({ endsAt }) => endsAt),
          );
          const clashes = items.filter((item) =>
            blocks.some(
              (block) => block.calendarId === item.staffId && block.start < item.endsAt && item.startsAt < block.end,
            ),
          );
          expect(clashes).toEqual([]);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it("is refused as unknown where a service is", () => {
    const answer = decide(at("10:00"), anyone(CUT, idOf("svc", 9)));
    expect(answer.ok ? [] : answer.error.occurrences.map(({ status }) => status)).toEqual(["free", "unknown_service"]);
    expect(answer.ok ? [] : answer.error.alternatives).toEqual([]);
  });
});
