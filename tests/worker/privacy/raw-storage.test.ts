import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, type Client, wallTime } from "../../support/worker/client.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { leaksOf, rawD1, rawFiles, rawObjects, type Stored } from "../../support/worker/raw-storage.ts";
import { ask, postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callEnded, callStarted, transcriptUpdated } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

/** Words that occur nowhere else: wherever they are found in the clear, something leaked. */
const CANARY = {
  caller: "+4915199887701",
  spokenPhone: "+4915199887702",
  spokenName: "Quirinus Rohrdommel",
  spokenEmail: "rohrdommel@example.org",
  spokenNotes: "Allergisch gegen Zwetschgenwasser",
  spokenReason: "Meine Tante Kunigunde ist krank",
  leftName: "Balduin Zaunkoenig",
  leftPhone: "+4915199887706",
  leftMessage: "Die Dauerwelle ist Sauerkraut geworden",
  said: "Mein Hund heisst Pumpernickel",
  summary: "Caller owns a dog called Pumpernickel",
  recording: "https://recordings.example.org/pumpernickel.wav",
  longLine: "Zimtschneckenrezept",
  bookedName: "Wendelin Seidenschwanz",
  bookedPhone: "+4915199887703",
  bookedEmail: "seidenschwanz@example.org",
  bookedNotes: "Kommt mit Rollator Blitzableiter",
  apiReason: "Scheidung von Adelgunde",
  csvName: "Ottokar Wiedehopf",
  csvPhone: "+4915199887704",
  importedName: "Leberecht Pirol",
  importedReason: "Verreist nach Buxtehude",
  waitingName: "Gundula Kernbeisser",
  waitingPhone: "+4915199887705",
  busyNote: "Zahnarzt wegen Weisheitszahn",
  customerNotes: "Mag keinen Smalltalk Regenpfeifer",
  customerTag: "Haselhuhn",
  vendorKey: "key_stieglitz_0123456789",
  malformed: "Herr Steinkauz",
};
/** Also in parts: a surname alone, a number without its country. */
const WORDS = Object.values(CANARY).flatMap((text) => [
  text,
  ...text.split(/\s+/).filter((word) => word.length > 8),
  ...(text.startsWith("+49") ? [text.slice(3)] : []),
]);
const call = { callId: "call_1", from: CANARY.caller };

/** A call with everything that can come of one, a part of it too long for a row. */
async function aWholeCall(tenant: TestTenant): Promise<void> {
  const { spokenName: name, spokenEmail: email, spokenNotes: notes, spokenPhone: phone } = CANARY;
  const lines = [{ role: "user", content: CANARY.said }];
  await postRetell(tenant, "", callStarted(tenant, call));
  const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name, email, notes, confirmed: true };
  expect((await ask(tenant, "book_appointment", { ...wish, phone }, call)).ok).toBe(true);
  expect((await ask(tenant, "book_appointment", { ...wish, startsAt: `${dateInTenDays()}T12:00` }, call)).ok).toBe(
    true,
  );
  expect((await ask(tenant, "cancel_appointment", { reason: CANARY.spokenReason }, call)).ok).toBe(true);
  const { leftMessage: message, leftName, leftPhone } = CANARY;
  await ask(tenant, "take_message", { message, name: leftName, phone: leftPhone }, call);
  await postRetell(tenant, "", transcriptUpdated(tenant, lines, call));
  const long = Array.from({ length: 1_800 }, (_, i) => ({
    role: "user",
    content: `${CANARY.longLine} ${i} ${"word ".repeat(200)}`,
  }));
  const transcript = { transcript_with_tool_calls: long, transcript_object: undefined, transcript: undefined };
  await postRetell(tenant, "", callEnded(tenant, call, transcript));
  const analysis = { call_summary: CANARY.summary, user_sentiment: "Neutral" };
  await postRetell(
    tenant,
    "",
    callAnalyzed(tenant, call, { recording_url: CANARY.recording, call_analysis: analysis, ...transcript }),
  );
}

async function bookingsAndWaiting(client: Client): Promise<void> {
  const { tenant, send } = client;
  const customer = { name: CANARY.bookedName, phone: CANARY.bookedPhone, email: CANARY.bookedEmail };
  const { id } = await bookedBy(client, { customer, notes: CANARY.bookedNotes, startsAt: wallTime(840) });
  await send(`/appointments/${id}/reschedule`, { body: { startsAt: wallTime(900) } });
  await send(`/appointments/${id}/cancel`, { body: { reason: CANARY.apiReason } });
  const [from, to] = [wallTime(600), wallTime(1_000)];
  const waiting = { name: CANARY.waitingName, phone: CANARY.waitingPhone };
  const base = `/branches/${tenant.branchId}`;
  const made = [
    await send(`${base}/waitlist`, { body: { serviceId: tenant.cut, from, to, customer: waiting } }),
    await send(`${base}/busy`, {
      body: { calendarId: tenant.ben, startsAt: wallTime(960), endsAt: wallTime(990), note: CANARY.busyNote },
    }),
  ];
  expect(made.map(({ ok }) => ok)).toEqual([true, true]);
}

async function imports({ tenant, send }: Client): Promise<void> {
  const base = `/branches/${tenant.branchId}`;
  const text = `Datum;Uhrzeit;Leistung;Mitarbeiter;Name;Telefon\n24.12.2026;10:00;Cut;Anna;${CANARY.csvName};${CANARY.csvPhone}`;
  const times = { startsAt: new Date(inTenDays(600) + 86_400_000).toISOString(), createdAt: "2026-01-01T00:00:00Z" };
  const appointment = {
    id: `apt_${"0".repeat(25)}1`,
    serviceId: tenant.cut,
    staffId: tenant.ben,
    ...times,
    endsAt: new Date(inTenDays(645) + 86_400_000).toISOString(),
    status: "cancelled",
    customer: { name: CANARY.importedName, phone: null, email: null },
    channel: "import",
    callId: null,
    cancelReason: CANARY.importedReason,
  };
  const made = [
    await send(`${base}/imports`, { body: { format: "csv", text } }),
    await send(`${base}/appointments/import`, { body: { appointments: [appointment] } }),
  ];
  expect(await Promise.all(made.map(async (each) => (each.ok ? "ok" : each.text())))).toEqual(["ok", "ok"]);
}

async function customersAndVendors(client: Client): Promise<void> {
  const { tenant, send } = client;
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const [customer] = await rawRows<{ id: string }>(tenant, "customers");
  const body = { notes: CANARY.customerNotes, tags: [CANARY.customerTag] };
  const secret = { provider: "retell", apiKey: CANARY.vendorKey };
  const made = [
    await send(`/customers/${customer?.id}`, { method: "PATCH", body }),
    await owner.send("/connections", { body: { name: "Line", defaultBranchId: tenant.branchId, secret } }),
  ];
  expect(made.map(({ ok }) => ok)).toEqual([true, true]);
  for (const queue of ["webhooks", "events", "jobs", "calendars-dlq"]) {
    await deliver(queue, [{ body: { type: "unknown", name: CANARY.malformed } }]);
  }
}

async function everything(tenant: TestTenant): Promise<Stored[]> {
  return [...(await rawD1()), ...(await rawObjects(tenant)), ...(await rawFiles())];
}

beforeAll(async () => {
  await aTenant();
});
afterEach(() => vi.restoreAllMocks());

describe("raw storage after a call, bookings, imports, the waitlist, edits and broken messages", () => {
  it("has no name, number, address, word or credential in the clear: D1, the objects, R2, KV", async () => {
    const client = await aClient();
    const { tenant } = client;
    await aWholeCall(tenant);
    await bookingsAndWaiting(client);
    await imports(client);
    await tenant.calendar().drain(tenant.ref);
    await customersAndVendors(client);
    await eventually(async () => {
      const events = await rawRows<{ status: string }>(tenant, "webhook_events");
      expect(events.map(({ status }) => status)).toEqual(["processed", "processed", "processed", "processed"]);
      expect(await rawRows(tenant, "callback_tasks")).toHaveLength(1);
    });

    const stored = await everything(tenant);
    const filled = stored.filter(({ text }) => text.length > 2).map(({ place }) => place.split("/")[0]);
    for (const place of [
      "appointments",
      "customers",
      "calls",
      "webhook_events",
      "dead_letters",
      "callback_tasks",
      "connections",
      "audit_log",
    ]) {
      expect(filled).toContain(`D1 ${place}`);
    }
    for (const place of [
      "calendar events",
      "calendar appointments",
      "calendar waitlist",
      "calendar busy",
      "R2 calls",
    ]) {
      expect(filled).toContain(place);
    }
    expect(leaksOf(stored, WORDS)).toEqual([]);
  });

  it("would show a leak: the same search finds what is stored in the clear on purpose", async () => {
    const tenant = await aTenant();
    await tenant.calendar().explain(tenant.ref, { serviceId: tenant.cut, staffId: null, startsAt: inTenDays(600) });
    const leaks = leaksOf(await everything(tenant), ["Torstraße 1"]);
    expect(leaks.map((leak) => leak.split(" ")[0])).toEqual(expect.arrayContaining(["D1", "calendar"]));
  });
});
