import { afterEach, describe, expect, it, vi } from "vitest";
import { toV1Booking } from "../../../src/providers/calendars/calcom-v1/answers.ts";
import { calcomV1 } from "../../../src/providers/calendars/calcom-v1/client.ts";
import { toV2Booking, v1NewBooking } from "../../../src/providers/calendars/calcom-v1/requests.ts";
import { readVendorSpec, requestProblems } from "../../support/node/vendor-spec.ts";
import { anAccount } from "./calcom-account.ts";

const spec = readVendorSpec("calcom-v2-openapi.companion-2026-03-11.json", "calcom-v2.json");
afterEach(() => vi.restoreAllMocks());

/** As v1's documentation has it. */
const WISH = {
  eventTypeId: 101,
  start: "2027-01-11T10:00:00+01:00",
  end: "2027-01-11T10:30:00+01:00",
  responses: {
    name: "John Doe",
    email: "john@example.com",
    location: { value: "integrations:daily", optionValue: "" },
  },
  timeZone: "Europe/Berlin",
  language: "de-DE",
  metadata: { order: 7, note: "x".repeat(600) },
};

describe("a booking of v1", () => {
  it("becomes one of v2 that Cal.com describes, and comes back in v1's words", async () => {
    const { ask, seen } = anAccount();
    const made = await calcomV1(ask).book(v1NewBooking.parse(WISH));
    expect(seen.flatMap((request) => requestProblems(spec, request))).toEqual([]);
    expect(seen[0]?.body).toEqual({
      start: "2027-01-11T09:00:00.000Z",
      eventTypeId: 101,
      attendee: { name: "John Doe", email: "john@example.com", timeZone: "Europe/Berlin", language: "de" },
      location: { type: "integration", integration: "cal-video" },
      metadata: { order: "7", note: "x".repeat(500) },
    });
    expect(made.ok && toV1Booking(made.value)).toMatchObject({
      status: "ACCEPTED",
      startTime: "2027-01-11T09:00:00.000Z",
      endTime: "2027-01-11T09:30:00.000Z",
      attendees: [{ email: "john@example.com", name: "John Doe", timeZone: "Europe/Berlin", locale: "de" }],
      user: { name: "Host 1" },
    });
  });

  it.each([
    {
      name: "a phone call",
      given: { value: "phone", optionValue: "+49301234" },
      told: { type: "attendeePhone", phone: "+49301234" },
    },
    {
      name: "the attendee's place",
      given: { value: "attendeeInPerson", optionValue: "Home" },
      told: { type: "attendeeAddress", address: "Home" },
    },
    { name: "the host's place", given: "inPerson", told: { type: "address" } },
    {
      name: "an app with the same name",
      given: { value: "integrations:zoom" },
      told: { type: "integration", integration: "zoom" },
    },
    {
      name: "an app with another name",
      given: { value: "integrations:google:meet" },
      told: { type: "integration", integration: "google-meet" },
    },
    {
      name: "an app with an underscore",
      given: { value: "integrations:office365_video" },
      told: { type: "integration", integration: "office365-video" },
    },
    { name: "what nobody knows", given: { value: "moon" }, told: undefined },
  ])("says where: $name", ({ given, told }) => {
    const wish = v1NewBooking.parse({ ...WISH, responses: { ...WISH.responses, location: given } });
    expect(toV2Booking(wish)).toMatchObject(told ? { location: told } : { eventTypeId: 101 });
    expect("location" in toV2Booking(wish)).toBe(told !== undefined);
  });

  it("keeps answers to the event type's own questions, guests, a phone number and a name in two parts", () => {
    const responses = {
      name: { firstName: "John", lastName: "Doe" },
      email: "john@example.com",
      guests: ["jane@example.com"],
      smsReminderNumber: "+49301234",
      notes: "Ring twice",
    };
    expect(toV2Booking(v1NewBooking.parse({ ...WISH, responses }))).toMatchObject({
      attendee: { name: "John Doe", phoneNumber: "+49301234" },
      guests: ["jane@example.com"],
      bookingFieldsResponses: { notes: "Ring twice" },
    });
  });
});

it("the other questions of v1 are answered in its shapes, and asked of v2 as it wants", async () => {
  const { ask, seen } = anAccount();
  const cal = calcomV1(ask);
  const slots = await cal.slots({ eventTypeId: "102", start: "2027-01-11", end: "2027-01-11", timeZone: "UTC" });
  expect(slots).toMatchObject({
    value: { slots: { "2027-01-11": expect.arrayContaining([{ time: "2027-01-11T08:00:00.000Z" }]) } },
  });
  expect(await cal.me()).toMatchObject({ value: { user: { username: "host-1" } } });
  expect(await cal.user(1)).toMatchObject({ ok: true });
  expect(await cal.user(99)).toMatchObject({ error: { status: 404 } });
  expect(await cal.eventTypes()).toMatchObject({ value: { event_types: [{ id: 101, length: 30 }, {}, {}, {}] } });
  expect(await cal.eventType(102)).toMatchObject({ value: { event_type: { id: 102, length: 60 } } });
  const monday = { days: [1, 2, 3, 4, 5], startTime: "1970-01-01T08:00:00.000Z", endTime: "1970-01-01T16:00:00.000Z" };
  expect(await cal.availabilities()).toMatchObject({ value: { availabilities: [monday] } });
  expect(await cal.schedules()).toMatchObject({
    value: { schedules: [{ name: "Working hours", availability: [monday] }] },
  });
  expect(seen.flatMap((request) => requestProblems(spec, request))).toEqual([]);
});

it("what v2 refuses is told in v1's words", async () => {
  const { ask } = anAccount();
  const cal = calcomV1(ask);
  await cal.book(v1NewBooking.parse(WISH));
  const again = await cal.book(v1NewBooking.parse(WISH));
  expect(again).toEqual({ ok: false, error: { status: 409, message: "no_available_users_found_error" } });
  expect(await cal.booking("nobody")).toMatchObject({ error: { status: 404 } });
  const wrong = await cal.book(v1NewBooking.parse({ ...WISH, eventTypeId: 9 }));
  expect(wrong).toEqual({ ok: false, error: { status: 400, message: "Event type not found" } });
});
