import { afterEach, describe, expect, it, vi } from "vitest";
import type { MirrorRef } from "../../../src/providers/calendars/port.ts";
import { answerProblems, readVendorSpec, requestProblems } from "../../support/node/vendor-spec.ts";
import { post } from "../sandbox/support.ts";
import { anAccount, anEntry, HOUR, START, TARGET, WINDOW } from "./calcom-account.ts";

type World = ReturnType<typeof anAccount>;
const spec = readVendorSpec("calcom-v2-openapi.companion-2026-03-11.json", "calcom-v2.json");
let world: World;

/** Everything that a test asked was what Cal.com describes, version header included. */
afterEach(() => {
  const wrong = world.seen.flatMap((request) =>
    requestProblems(spec, request).map((rule) => `${request.method} ${request.url}: ${rule}`),
  );
  vi.restoreAllMocks();
  expect(wrong).toEqual([]);
});

function aWorld(apiKey?: string): World {
  world = anAccount(apiKey);
  return world;
}

async function made(entry = anEntry(), target = TARGET): Promise<MirrorRef> {
  const put = await world.calendar.put(target, entry, null);
  if (!put.ok) throw new Error(put.error.reason);
  return put.value;
}

async function standing() {
  const read = await world.calendar.changes("all", null, WINDOW);
  if (!read.ok) throw new Error(read.error.reason);
  return read.value.entries.filter(({ kind }) => kind === "present");
}

describe("the choices", () => {
  it("are the account, to read from, and its event types with their lengths", async () => {
    const { calendar } = aWorld();
    expect(await calendar.list()).toEqual({
      ok: true,
      value: [
        { id: "all", name: "Host 1", isWritable: false, lengthMinutes: null },
        { id: "101", name: "Short consultation", isWritable: true, lengthMinutes: 30 },
        { id: "102", name: "Long consultation", isWritable: true, lengthMinutes: 60 },
        { id: "103:any", name: "As long as it takes", isWritable: true, lengthMinutes: null },
        { id: "104", name: "On request", isWritable: true, lengthMinutes: 30 },
      ],
    });
  });
});

describe("a booking", () => {
  it("is made without the customer's address, and its answers are what Cal.com describes", async () => {
    const { seen } = aWorld();
    await made();
    const { body, url, status, answer } = seen.at(-1) ?? expect.fail("nothing was asked");
    expect(body).toMatchObject({
      eventTypeId: 101,
      start: "2027-01-11T09:00:00.000Z",
      attendee: {
        name: "Ada Byron",
        email: "0123456789abcdef0123456789abcdef@frontdesk.invalid",
        phoneNumber: "+4915112345678",
      },
    });
    expect(JSON.stringify(body)).not.toContain("ada@example.com");
    expect(answerProblems(spec, "POST", url, status, answer)).toEqual([]);
  });

  it("says its length only where the event type has several", async () => {
    const { seen } = aWorld();
    await made(anEntry({ endsAt: START + HOUR }), "103:any");
    expect(seen.at(-1)?.body).toMatchObject({ lengthInMinutes: 60 });
    expect(await standing()).toMatchObject([{ startsAt: START, endsAt: START + HOUR }]);
  });

  it("of an event type that asks the host first is confirmed at once", async () => {
    const { seen } = aWorld();
    await made(anEntry(), "104");
    expect(seen.map(({ url }) => new URL(url).pathname.split("/").at(-1))).toEqual(["bookings", "confirm"]);
    expect(seen.at(-1)?.answer).toMatchObject({ data: { status: "accepted" } });
  });

  it("that clashes is `taken`, though Cal.com says 400", async () => {
    const { calendar } = aWorld();
    await made();
    const other = anEntry({ key: "f".repeat(32), startsAt: START + HOUR / 4 });
    expect(await calendar.put(TARGET, other, null)).toEqual({ ok: false, error: { reason: "taken" } });
  });

  it.each([
    { name: "is told that it may exist already", isFirstAttempt: false },
    { name: "runs into its own booking", isFirstAttempt: true },
  ])("whose answer was lost is found and not made twice, when a retry $name", async ({ isFirstAttempt }) => {
    const { calendar, spoil } = aWorld();
    spoil.isAnswerLost = true;
    expect(await calendar.put(TARGET, anEntry(), null)).toMatchObject({ ok: false });
    spoil.isAnswerLost = false;
    const again = await calendar.put(TARGET, anEntry({ isFirstAttempt }), null);
    expect(await standing()).toMatchObject([{ externalId: again.ok && again.value.externalId, key: anEntry().key }]);
  });

  it("whose appointment moved while the answer was lost ends where the appointment is", async () => {
    const { calendar, spoil } = aWorld();
    spoil.isAnswerLost = true;
    await calendar.put(TARGET, anEntry(), null);
    spoil.isAnswerLost = false;
    await calendar.put(TARGET, anEntry({ startsAt: START + HOUR, isFirstAttempt: false }), null);
    expect(await standing()).toMatchObject([{ startsAt: START + HOUR }]);
  });
});

it("a booking is found by our key, and not once it is cancelled", async () => {
  const { calendar } = aWorld();
  const first = await made();
  expect(await calendar.find?.(TARGET, anEntry().key)).toEqual({ ok: true, value: first });
  await calendar.remove(TARGET, first);
  expect(await calendar.find?.(TARGET, anEntry().key)).toEqual({ ok: true, value: null });
});

describe("a move", () => {
  it("gives the booking another uid; the old one is not told as gone", async () => {
    const { calendar } = aWorld();
    const first = await made();
    const moved = await calendar.put(TARGET, anEntry({ startsAt: START + 2 * HOUR }), first);
    expect(moved.ok && moved.value.externalId).not.toBe(first.externalId);
    const read = await calendar.changes(TARGET, null, WINDOW);
    expect(read).toMatchObject({
      value: { entries: [{ kind: "present", startsAt: START + 2 * HOUR, key: anEntry().key }] },
    });
  });

  it("whose answer was lost is found by its lineage, also when the appointment has moved on", async () => {
    const { calendar, spoil } = aWorld();
    const first = await made();
    spoil.isAnswerLost = true;
    await calendar.put(TARGET, anEntry({ startsAt: START + HOUR }), first);
    spoil.isAnswerLost = false;
    const put = await calendar.put(TARGET, anEntry({ startsAt: START + 2 * HOUR }), first);
    expect(put.ok).toBe(true);
    expect(await standing()).toMatchObject([{ startsAt: START + 2 * HOUR }]);
  });

  it("that also makes it longer makes another booking, and goes on where an attempt at that broke off", async () => {
    const { calendar, seen, spoil } = aWorld();
    const first = await made(anEntry(), "103:any");
    const longer = anEntry({ startsAt: START + HOUR, endsAt: START + 2 * HOUR });
    spoil.isAnswerLost = true;
    await calendar.put("103:any", longer, first);
    await calendar.remove("103:any", first); // as far as the broken attempt came
    spoil.isAnswerLost = false;
    const put = await calendar.put("103:any", longer, first);
    expect(put.ok).toBe(true);
    expect(seen.at(-1)?.body).toMatchObject({ lengthInMinutes: 60 });
    expect(await standing()).toMatchObject([{ startsAt: START + HOUR, endsAt: START + 2 * HOUR }]);
  });

  it("to where it stands already asks for no change", async () => {
    const { calendar, seen } = aWorld();
    const first = await made();
    expect(await calendar.put(TARGET, anEntry(), first)).toEqual({ ok: true, value: first });
    expect(seen.at(-1)?.method).toBe("GET");
  });

  it.each([
    { name: "moved", act: (uid: string) => world.host("move", { uid, start: "2027-01-12T09:00:00Z" }) },
    { name: "cancelled", act: (uid: string) => world.host("cancel", { uid }) },
  ])("does not overrule a person who $name it at Cal.com", async ({ act }) => {
    const { calendar } = aWorld();
    const first = await made();
    await act(first.externalId);
    const wanted = anEntry({ startsAt: START + HOUR });
    const put = await calendar.put(TARGET, wanted, first);
    expect(put).toEqual({ ok: false, error: { reason: "changed_meanwhile" } });
    // Unless it is told to: without an etag the appointment wins.
    expect(await calendar.put(TARGET, wanted, { ...first, etag: null })).toMatchObject({ ok: true });
    expect(await standing()).toMatchObject([{ startsAt: START + HOUR }]);
  });
});

describe("a cancellation", () => {
  it("can be repeated, and follows a booking that was moved meanwhile", async () => {
    const { calendar, host } = aWorld();
    const first = await made();
    await host("move", { uid: first.externalId, start: "2027-01-12T09:00:00Z" });
    expect(await calendar.remove(TARGET, first)).toEqual({ ok: true, value: undefined });
    expect(await calendar.remove(TARGET, first)).toEqual({ ok: true, value: undefined });
    expect(await calendar.remove(TARGET, { externalId: "never-was", etag: null })).toMatchObject({ ok: true });
    expect(await standing()).toEqual([]);
  });
});

describe("what changed", () => {
  it("is told since the cursor: others' bookings as busy time, ours with their key, ends as gone", async () => {
    const { calendar, host } = aWorld();
    const first = await made();
    const all = await calendar.changes("all", null, WINDOW);
    const cursor = all.ok ? all.value.cursor : null;
    expect(all).toMatchObject({ value: { isFull: true } });
    await host("book", { eventTypeId: "102", start: "2027-01-13T09:00:00Z" });
    await host("cancel", { uid: first.externalId });
    const read = await calendar.changes("all", cursor, WINDOW);
    expect(read).toMatchObject({ value: { isFull: false } });
    expect(read.ok && read.value.entries.toSorted((one, other) => one.kind.localeCompare(other.kind))).toEqual([
      expect.objectContaining({ kind: "gone", key: anEntry().key }),
      expect.objectContaining({ kind: "present", key: null, isBusy: true, endsAt: Date.parse("2027-01-13T10:00:00Z") }),
    ]);
  });

  it("gives back the old time when somebody else's booking moves", async () => {
    const { calendar, host } = aWorld();
    await calendar.list();
    await host("book", { eventTypeId: "102", start: "2027-01-13T09:00:00Z" });
    const [booked] = await standing();
    await host("move", { uid: booked?.externalId ?? "", start: "2027-01-14T09:00:00Z" });
    const read = await calendar.changes("all", "2027-01-01T00:00:00.000Z", WINDOW);
    expect(read.ok && read.value.entries.map(({ kind }) => kind)).toEqual(["gone", "present"]);
  });

  it("is complete over pages, though bookings share the moment of their change", async () => {
    const { calendar, clock, sandbox } = aWorld();
    await calendar.list();
    const at = clock.now;
    for (let day = 0; day < 25; day++) {
      for (let hour = 0; hour < 10; hour++) {
        clock.now = at;
        const start = new Date(START + day * 24 * HOUR + hour * HOUR).toISOString();
        const body = new URLSearchParams({ eventTypeId: "102", start });
        await sandbox.app.request("/calcom/host/host-1/book", { method: "POST", body });
      }
    }
    expect(await standing()).toHaveLength(250);
  });
});

describe("failures", () => {
  it("name a key that was taken back", async () => {
    const { calendar } = aWorld("cal_revoked_1");
    expect(await calendar.list()).toEqual({ ok: false, error: { reason: "credential_dead" } });
  });

  it("tell of a limit how long to wait", async () => {
    const { calendar, ask } = aWorld();
    for (let times = 0; times < 120; times++) await ask({ method: "GET", path: "/v2/me", version: null });
    expect(await calendar.list()).toEqual({ ok: false, error: { reason: "throttled", retryAfterMs: 60_000 } });
  });

  it.each([
    { fault: { kind: "status", status: 503 }, reason: "vendor_error" },
    { fault: { kind: "status", status: 403 }, reason: "credential_dead" },
    { fault: { kind: "drop" }, reason: "unreachable" },
  ])("of Cal.com itself are told as $reason", async ({ fault, reason }) => {
    const { calendar, sandbox } = aWorld();
    await post(sandbox, "/control/faults", { vendor: "calcom", times: 1, ...fault });
    // A cut connection has no JSON to note.
    if (fault.kind === "drop") vi.spyOn(globalThis, "fetch").mockRejectedValueOnce(new TypeError("cut"));
    expect(await calendar.put(TARGET, anEntry(), null)).toMatchObject({ ok: false, error: { reason } });
  });
});

describe("the sandbox", () => {
  it("gives who names no version an older shape, which the adapter would not understand", async () => {
    const { ask } = aWorld();
    await made();
    const versions = [
      await ask({ method: "GET", path: "/v2/bookings", version: "bookings" }),
      await ask({ method: "GET", path: "/v2/bookings", version: null }),
    ];
    world.seen.pop();
    expect(versions).toMatchObject([
      { value: { data: [{ status: "accepted", start: "2027-01-11T09:00:00.000Z" }] } },
      { value: { data: [{ status: "ACCEPTED", startTime: "2027-01-11T09:00:00.000Z" }] } },
    ]);
  });
});
