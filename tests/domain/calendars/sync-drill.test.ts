import { afterEach, describe, expect, it, vi } from "vitest";
import { readChanges } from "../../../src/use-cases/calendars/sync/read-changes.ts";
import { HOUR, START } from "./calcom-account.ts";
import { aVirtualAccount, type VendorName, type VirtualAccount } from "./virtual-account.ts";

afterEach(() => vi.restoreAllMocks());

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const vendors: VendorName[] = ["google", "calcom"];
/** Each has a day of its own, so that a host who can do one thing at a time has no clashes. */
const timeOf = (number: number, step: number) => START + number * DAY + step * (HOUR / 2);

/** Each of them once, in the order in which it was wanted, and nothing else. */
async function expectConverged(world: VirtualAccount): Promise<void> {
  const rows = [...world.rows.values()];
  expect(rows.filter(({ state }) => state !== "done")).toEqual([]);
  expect(rows.filter(({ doneVersion, wantedVersion }) => doneVersion !== wantedVersion)).toEqual([]);
  expect(await world.standing()).toEqual(world.wanted());
  const last = new Map<string, number>();
  for (const { key, version } of world.written) {
    expect(version).toBeGreaterThanOrEqual(last.get(key) ?? 0);
    last.set(key, version);
  }
  expect(world.problems()).toEqual([]);
}

describe.each(vendors)("an hour without %s", (name) => {
  it("delays what is booked, moved and called off meanwhile, and loses or repeats nothing", async () => {
    const world = aVirtualAccount(name);
    const { clock, want, run, spoil, gate, seen } = world;
    for (let number = 0; number < 10; number++) want(`apt${number}`, timeOf(number, 0));
    await run(clock.now + 10 * MINUTE);
    await expectConverged(world);

    const down = { from: clock.now, to: clock.now + HOUR };
    const isDown = () => clock.now < down.to;
    let count = 0;
    const calls = seen.length;
    // Every other request does its work, and only its answer is lost.
    spoil.before = () => (isDown() && ++count % 2 === 0 ? "cut" : null);
    spoil.after = () => (isDown() ? new Response("down", { status: 503 }) : null);
    for (let minute = 0; minute < 60; minute++) {
      const number = minute % 20;
      if (minute % 7 === 6) want(`apt${number}`, null);
      else want(`apt${number}`, timeOf(number, 1 + Math.floor(minute / 20)));
      await run(down.from + (minute + 1) * MINUTE);
    }
    expect(gate.openings.length).toBeGreaterThan(1);
    expect(gate.circuit()).not.toBe("closed");
    expect(seen.length - calls).toBeLessThan(60); // it is left in peace
    await run(down.to + 30 * MINUTE);
    expect(gate.circuit()).toBe("closed");
    await expectConverged(world);
  });
});

it("1,000 changes go through Cal.com's 60 requests a minute in order, and none is lost", async () => {
  const world = aVirtualAccount("calcom");
  const { clock, want, run, seen } = world;
  const from = clock.now;
  for (let change = 0; change < 1_000; change++) {
    const number = (change * 37) % 100;
    const step = Math.floor(change / 100);
    want(`apt${number}`, step === 9 && number % 5 === 0 ? null : timeOf(number, step));
    await run(from + change * 1_500);
  }
  await run(clock.now + 30 * MINUTE);
  const stamps = seen.map(({ at }) => at);
  const busiest = Math.max(
    ...stamps.map((at, index) => stamps.findLastIndex((other) => other < at + MINUTE) - index + 1),
  );
  expect(busiest).toBeLessThanOrEqual(60 + 10); // what it may at once, and what comes back in the minute
  expect(busiest).toBeGreaterThan(55); // the budget was what held us back
  expect(seen.filter(({ status }) => status === 429)).toEqual([]);
  await expectConverged(world);
  expect(world.wanted()).toHaveLength(80);
}, 60_000);

it("more bookings than Cal.com tells in a minute are read to the end, with patience", async () => {
  const world = aVirtualAccount("calcom");
  const { clock, vendor } = world;
  await vendor.list();
  for (let number = 0; number < 1_600; number++) {
    clock.now += 1;
    const form = new URLSearchParams({ eventTypeId: "101", start: new Date(START + number * HOUR).toISOString() });
    await world.app.request("/host/host-1/book", { method: "POST", body: form });
  }
  const window = { from: START - DAY, to: START + 100 * DAY };
  let waits = 0;
  const read = await readChanges(vendor, "all", null, window, async (ms) => {
    waits += 1;
    clock.now += ms;
  });
  expect(read.ok && new Set(read.value.entries.map(({ externalId }) => externalId)).size).toBe(1_600);
  expect(read).toMatchObject({ value: { isFull: true } });
  expect(waits).toBeGreaterThan(0);
});
