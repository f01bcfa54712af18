import { afterEach, describe, expect, it, vi } from "vitest";
import type { OutsideEntry } from "../../../src/providers/calendars/port.ts";
import type { StoredEvent } from "../../sandbox/vendors/google/store.ts";
import { answerProblems, readVendorSpec } from "../../support/node/vendor-spec.ts";
import { anEntry, HOUR, START, WINDOW } from "./calcom-account.ts";
import { aVirtualAccount, type VirtualAccount } from "./virtual-account.ts";

const spec = readVendorSpec("google-calendar-v3.json", "google-calendar-v3.json");
let world: VirtualAccount;

/** Everything that a test asked was what Google describes. */
afterEach(() => {
  vi.restoreAllMocks();
  expect(world.problems()).toEqual([]);
});

function aWorld(): VirtualAccount {
  world = aVirtualAccount("google");
  return world;
}

/** What somebody else has in the calendar. */
function put(...events: (Partial<StoredEvent> & Pick<StoredEvent, "id" | "start" | "end">)[]): void {
  const team = world.google.store.calendars.get("team");
  if (!team) throw new Error("no calendar");
  for (const event of events) world.google.store.save(team, { status: "confirmed", ...event });
}

async function read(cursor: string | null = null) {
  const found = await world.vendor.changes("team", cursor, WINDOW);
  if (!found.ok) throw new Error(found.error.reason);
  return found.value;
}

const at = (instant: string) => ({ dateTime: instant });
const spanOf = (entry: OutsideEntry | undefined) =>
  entry?.kind === "present" ? [new Date(entry.startsAt).toISOString(), new Date(entry.endsAt).toISOString()] : null;

describe("requests", () => {
  it("are what Google describes, all of them, and so are the sandbox's answers", async () => {
    const { vendor, seen } = aWorld();
    await vendor.list();
    const made = await vendor.put("team", anEntry(), null);
    if (!made.ok) throw new Error(made.error.reason);
    await vendor.put("team", anEntry({ version: 2 }), made.value);
    await vendor.find?.("team", anEntry().key);
    await vendor.look("team", made.value);
    await read((await read()).cursor);
    await vendor.busy?.("team", WINDOW);
    const wish = { id: crypto.randomUUID(), token: "secret", address: "https://a.example/webhooks", endsAt: START };
    const opened = await vendor.watch?.("team", wish);
    if (!opened?.ok) throw new Error("no channel");
    await vendor.unwatch?.({ id: wish.id, resource: opened.value.resource });
    await vendor.remove("team", { ...made.value, etag: null });
    expect(seen.map(({ status }) => status).filter((status) => status === null || status >= 300)).toEqual([]);
    const got = await vendor.put("team", anEntry({ key: "a".repeat(32) }), null);
    expect(got.ok).toBe(true);
    const answer = { id: "a".repeat(32), updated: new Date(START).toISOString() };
    expect(answerProblems(spec, "GET", seen.at(-1)?.url.replace(/\?.*/, `/${"a".repeat(32)}`) ?? "", 200, answer)).toEqual([]); // biome-ignore format: one line
  });
});

describe("what stands in a calendar", () => {
  it.each([
    {
      day: "2027-03-28",
      next: "2027-03-29",
      span: ["2027-03-27T23:00:00.000Z", "2027-03-28T22:00:00.000Z"],
      hours: 23,
    },
    {
      day: "2027-10-31",
      next: "2027-11-01",
      span: ["2027-10-30T22:00:00.000Z", "2027-10-31T23:00:00.000Z"],
      hours: 25,
    },
    {
      day: "2027-02-01",
      next: "2027-02-02",
      span: ["2027-01-31T23:00:00.000Z", "2027-02-01T23:00:00.000Z"],
      hours: 24,
    },
  ])("a whole day in the calendar's own zone: $day has $hours hours", async ({ day, next, span }) => {
    aWorld();
    put({ id: "holiday", start: { date: day }, end: { date: next } });
    expect((await read()).entries.map(spanOf)).toEqual([span]);
  });

  it("a time is an instant, also in the hour that comes twice and after the one that never comes", async () => {
    aWorld();
    put(
      { id: "first", start: at("2027-10-31T02:30:00+02:00"), end: at("2027-10-31T02:45:00+02:00") },
      { id: "second", start: at("2027-10-31T02:30:00+01:00"), end: at("2027-10-31T02:45:00+01:00") },
      { id: "spring", start: at("2027-03-28T01:30:00+01:00"), end: at("2027-03-28T03:30:00+02:00") },
    );
    // Outside the window, so they are read as changes.
    const { entries } = await read("0");
    expect(entries.map(spanOf)).toEqual([
      ["2027-10-31T00:30:00.000Z", "2027-10-31T00:45:00.000Z"],
      ["2027-10-31T01:30:00.000Z", "2027-10-31T01:45:00.000Z"],
      ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"],
    ]);
  });

  it("each occurrence of a series by itself, one called off or moved as well", async () => {
    aWorld();
    const occurrence = (day: string, more: object = {}) => ({
      id: `choir_${day.replaceAll("-", "")}t170000z`.replaceAll(/[^a-v0-9_]/g, ""),
      recurringEventId: "choir",
      start: at(`${day}T17:00:00Z`),
      end: at(`${day}T18:30:00Z`),
      ...more,
    });
    put(
      occurrence("2027-01-12"),
      occurrence("2027-01-19", { status: "cancelled" }),
      occurrence("2027-01-26", { start: at("2027-01-27T08:00:00Z"), end: at("2027-01-27T09:30:00Z") }),
    );
    const { entries } = await read();
    expect(entries.map(({ kind, key }) => [kind, key])).toEqual([["present", null], ["gone", null], ["present", null]]); // biome-ignore format: one line
    expect(spanOf(entries[2])).toEqual(["2027-01-27T08:00:00.000Z", "2027-01-27T09:30:00.000Z"]);
  });

  it.each([
    { name: "an appointment", more: {}, isBusy: true },
    { name: "what is marked as free", more: { transparency: "transparent" }, isBusy: false },
    { name: "an invitation that was declined", more: { attendees: [{ self: true, responseStatus: "declined" }] }, isBusy: false }, // biome-ignore format: one line
    { name: "an invitation that others declined", more: { attendees: [{ responseStatus: "declined" }, { self: true, responseStatus: "accepted" }] }, isBusy: true }, // biome-ignore format: one line
    { name: "an invitation that nobody has answered", more: { attendees: [{ self: true, responseStatus: "needsAction" }] }, isBusy: true }, // biome-ignore format: one line
    { name: "what is tentative", more: { status: "tentative" as const }, isBusy: true },
  ])("$name takes time: $isBusy", async ({ more, isBusy }) => {
    aWorld();
    put({ id: "lunch", start: at("2027-01-12T12:00:00Z"), end: at("2027-01-12T13:00:00Z"), ...more });
    expect((await read()).entries).toMatchObject([{ kind: "present", isBusy }]);
  });

  it("page after page, and says when it is more than is read", async () => {
    const { google, vendor } = aWorld();
    const when = { start: at("2027-01-12T12:00:00Z"), end: at("2027-01-12T13:00:00Z") };
    put(...Array.from({ length: 25 }, (_, number) => ({ id: `evt${number}`, ...when })));
    google.store.settings.pageSize = 4;
    expect((await read()).entries).toHaveLength(25);
    google.store.settings.pageSize = 2;
    expect(await vendor.changes("team", null, WINDOW)).toEqual({ ok: false, error: { reason: "too_many" } });
  });
});

describe("busy time at once", () => {
  it("is told in spans that Google accepts, and a calendar that cannot be read is not free", async () => {
    const { vendor, seen } = aWorld();
    put({ id: "dentist", start: at("2027-02-20T12:00:00Z"), end: at("2027-02-20T13:00:00Z") });
    const window = { from: START, to: START + 180 * 24 * HOUR };
    const start = Date.parse("2027-02-20T12:00:00Z");
    expect(await vendor.busy?.("team", window)).toEqual({ ok: true, value: [{ start, end: start + HOUR }] });
    expect(seen).toHaveLength(3);
    expect(await vendor.busy?.("nobodys", window)).toMatchObject({ ok: false, error: { reason: "refused" } });
  });
});
