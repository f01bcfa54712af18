import { beforeAll, describe, expect, it } from "vitest";
import { localDateOf, toLocal } from "../../../src/domain/time.ts";
import { speakDay, speakWindow } from "../../../src/domain/voice/spoken-time.ts";
import { dayWindow } from "../../../src/domain/voice/when.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { closeOn } from "../../support/worker/catalogue.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { ask } from "../../support/worker/retell.ts";

type Slot = { startsAt: string; spoken: string; staff: string[] };
type Offer = { slots: Slot[]; alternatives: Slot[]; understood: string };

const ZONE = "Europe/Berlin";

async function check(tenant: TestTenant, args: Record<string, unknown>) {
  const answer = await ask(tenant, "check_availability", { service: "Cut", ...args });
  return { ...answer, offer: answer.data as Offer };
}

function localOf({ startsAt }: Slot) {
  return toLocal(ZONE, Date.parse(startsAt));
}

/** Takes a time from both members, so that nobody is free for it. */
async function takeFromAll(tenant: TestTenant, ...minutes: number[]): Promise<void> {
  for (const minute of minutes) {
    for (const staffId of [tenant.anna, tenant.ben]) {
      const answer = await tenant
        .calendar()
        .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute), staffId }));
      expect(answer.ok).toBe(true);
    }
  }
}

/** "Tuesday, December 1st at 10 AM": the day and the clock both stand in the sentence. */
function expectHeard(say: string, { spoken }: Slot): void {
  const [, day = "", clock = ""] = /^(.*) (?:at|um) (.*)$/.exec(spoken) ?? [];
  expect(say.toLowerCase()).toContain(day.toLowerCase());
  expect(say).toContain(clock);
}

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});

describe.each(["en", "de"] as const)("free times, asked in %s,", (language) => {
  it("of a day are three that differ in the sentence and up to eight in the data", async () => {
    const tenant = await aTenant({ language });
    const { ok, say, data, offer } = await check(tenant, { date: dateInTenDays() });

    expect(ok).toBe(true);
    expect(data).toMatchObject({ service: "Cut", serviceId: tenant.cut, timeZone: ZONE });
    expect(offer.slots).toHaveLength(8);
    expect(offer.slots.slice(0, 3).map((slot) => localOf(slot).minute)).toEqual([540, 600, 660]);
    for (const slot of offer.slots.slice(0, 3)) expectHeard(say, slot);
    for (const slot of offer.slots) {
      expect(slot.staff).toEqual(["Anna", "Ben"]);
      expect(localOf(slot).date).toBe(dateInTenDays());
    }
    expect(offer.understood).not.toBe("");
  });

  it.each([
    { timeOfDay: "morning", from: 540, to: 720 },
    { timeOfDay: "afternoon", from: 720, to: 1_080 },
  ])("of a day's $timeOfDay stay within it", async ({ timeOfDay, from, to }) => {
    const { offer } = await check(await aTenant({ language }), { date: dateInTenDays(), timeOfDay });
    for (const slot of offer.slots) {
      expect(localOf(slot).minute).toBeGreaterThanOrEqual(from);
      expect(localOf(slot).minute).toBeLessThan(to);
    }
    expect(offer.slots.length).toBeGreaterThan(2);
  });

  it("of one member are only theirs", async () => {
    const tenant = await aTenant({ language });
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    const { say, offer } = await check(tenant, { date: dateInTenDays(), timeOfDay: "morning", staff: "anna" });
    expect(say).toContain("Anna");
    expect(offer.slots.every(({ staff }) => staff.join() === "Anna")).toBe(true);
    expect(offer.slots.map((slot) => localOf(slot).minute)).not.toContain(600);
  });

  it("with no wish as to when begin with the next opening", async () => {
    const { ok, offer } = await check(await aTenant({ language }), {});
    expect(ok).toBe(true);
    expect(Date.parse(offer.slots[0]?.startsAt ?? "")).toBeLessThan(Date.now() + 2 * 86_400_000);
  });
});

describe.each([
  { language: "en", tomorrow: "tomorrow at ten", afternoon: "tomorrow afternoon" },
  { language: "de", tomorrow: "morgen um zehn", afternoon: "morgen Nachmittag" },
] as const)("what is said in $language", ({ language, tomorrow, afternoon }) => {
  const nextDate = () => localDateOf(ZONE, Date.now() + 86_400_000);
  const speech = () => ({ language, timeZone: ZONE, now: Date.now() });

  it("is an exact time, which is repeated with its day", async () => {
    const { ok, say, offer } = await check(await aTenant({ language }), { when: tomorrow });
    expect(ok).toBe(true);
    expect(offer.slots.map(localOf)).toEqual([{ date: nextDate(), minute: 600 }]);
    expect(say).toContain(speakDay(Date.parse(offer.slots[0]?.startsAt ?? ""), speech()));
    expect(say).toContain(offer.understood);
  });

  it("is a part of a day", async () => {
    const { offer } = await check(await aTenant({ language }), { when: afternoon });
    expect(new Set(offer.slots.map((slot) => localOf(slot).date))).toEqual(new Set([nextDate()]));
    expect(offer.slots.every((slot) => localOf(slot).minute >= 720)).toBe(true);
    expect(offer.understood).toBe(speakWindow(dayWindow(nextDate(), "afternoon", speech()), speech()));
  });

  it("counts more than a date beside it", async () => {
    const { offer } = await check(await aTenant({ language }), { when: tomorrow, date: dateInTenDays() });
    expect(offer.slots.map(localOf)).toEqual([{ date: nextDate(), minute: 600 }]);
  });
});

describe.each(["en", "de"] as const)("when nothing is free, asked in %s,", (language) => {
  it("at a taken time the three nearest are offered instead", async () => {
    const tenant = await aTenant({ language });
    await takeFromAll(tenant, 600);
    const { ok, say, offer } = await check(tenant, { when: `${dateInTenDays()}T10:00` });

    expect(ok).toBe(false);
    expect(offer).toMatchObject({ code: "nothing_free" });
    // A cut takes 45 minutes, so 10:00 is surrounded by 9:15 and 10:45.
    expect(offer.alternatives.map((slot) => localOf(slot).minute)).toEqual([540, 555, 645]);
    for (const slot of offer.alternatives) expectHeard(say, slot);
  });

  it("on a closed day the nearest lie on its neighbours", async () => {
    const tenant = await aTenant({ language });
    await closeOn(tenant, dateInTenDays());
    const { ok, say, offer } = await check(tenant, { date: dateInTenDays() });
    expect(ok).toBe(false);
    expect(say).toContain(language === "de" ? "haben wir leider geschlossen" : "we are closed on");
    expect(offer.alternatives).toHaveLength(3);
    expect(offer.alternatives.map((slot) => localOf(slot).date)).not.toContain(dateInTenDays());
    for (const slot of offer.alternatives) expectHeard(say, slot);
  });

  it("anywhere at all, the sentence still asks how to go on", async () => {
    const tenant = await aTenant({ language, fromMinute: 540, toMinute: 560 }); // too short for any service
    const { ok, say, offer } = await check(tenant, { date: dateInTenDays() });
    expect([ok, offer.alternatives]).toEqual([false, []]);
    expect(say).toMatch(/\?$/);
  });
});

it("somebody who does not do what is asked for is said not to, with those who do", async () => {
  const tenant = await aTenant();
  const asked = { service: "Colour", staff: "Ben", when: `${dateInTenDays()}T10:00`, name: "Erika Muster" };
  for (const name of ["check_availability", "hold_slot", "book_appointment", "join_waitlist"]) {
    const { ok, say, data } = await ask(tenant, name, asked);
    expect([ok, data["code"]]).toEqual([false, "staff_not_offered"]);
    expect(say).toBe("I'm sorry, Ben doesn't do Colour. Would you like to see Anna?");
  }
});

describe("a date that is no use", () => {
  it("because it is over says so, and offers the next times", async () => {
    const { ok, say, offer } = await check(await aTenant(), { date: "2020-02-29" });
    expect([ok, say]).toEqual([false, "That time has already passed. When would you like to come instead?"]);
    expect(offer.alternatives.length).toBeGreaterThan(0);
  });

  it("because it is too far ahead says until when it could be", async () => {
    const { ok, say, offer } = await check(await aTenant(), { date: dateInTenDays().replace(/^\d+/, "2099") });
    expect([ok, offer.alternatives.length > 0]).toEqual([false, true]);
    expect(say).toContain("We don't take appointments that far ahead yet.");
  });

  it.each([
    { date: "0000-01-01" },
    { date: "9999-12-31" },
    { date: "9999-12-31", timeOfDay: "evening" },
    { when: "9999-12-31" },
    { when: "9999-12-31T23:30" },
    { when: "0000-01-01T10:00:00Z" },
    { when: "31.12.9999 um 10 Uhr" },
    { when: "+275760-09-13T00:00:00Z" },
    { when: "in 100000000000 days" },
  ])("because it is absurd (%j) is no trouble", async (args) => {
    const { ok, data } = await check(await aTenant(), args);
    expect(ok).toBe(false);
    expect(data["code"]).not.toBe("technical_trouble");
  });

  it.each(["2026-13-01", "tomorrow", 20_261_201])("because it is no date (%j) asks when", async (date) => {
    const { ok, say, data } = await check(await aTenant(), { date });
    expect([ok, data["code"]]).toEqual([false, "invalid_arguments"]);
    expect(say).toBe("Which day and time would you like?");
  });
});

describe("arguments that a model fills in with nothing", () => {
  it.each([null, "", "  "])("(%j) count as left out", async (nothing) => {
    const empty = { date: nothing, staff: nothing, timeOfDay: nothing, language: nothing };
    const { ok, offer } = await check(await aTenant(), { ...empty, when: `${dateInTenDays()}T10:00` });
    expect(ok).toBe(true);
    expect(offer.slots.map((slot) => localOf(slot).minute)).toEqual([600]);
  });
});
