import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import { voiceData } from "../../../src/contracts/voice.ts";
import { speakTime } from "../../../src/domain/voice/spoken-time.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { travel } from "../../support/worker/outages.ts";
import { ask, CALLER } from "../../support/worker/retell.ts";

const at = (clock: string) => `${dateInTenDays()}T${clock}`;
const wish = { service: "Cut", startsAt: at("10:00") };
const SIX_MINUTES = 6 * 60_000;

async function appointmentOf(tenant: TestTenant, id: unknown): Promise<AppointmentView> {
  const response = await request(`/api/v1/appointments/${String(id)}`, { key: await aKey(tenant) });
  expect(response.status).toBe(200);
  return response.json();
}

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});
afterEach(() => vi.useRealTimers());

describe.each([
  { language: "en", booked: /^You're booked: Cut with (Anna|Ben), / },
  { language: "de", booked: /^Ihr Termin ist gebucht: Cut bei (Anna|Ben), / },
] as const)("booking in $language", ({ language, booked }) => {
  it("confirms service, member, day and time, and names the call it came from", async () => {
    const tenant = await aTenant({ language });
    const { ok, say, data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika Muster", notes: "Kurz" });

    expect(ok).toBe(true);
    const told = voiceData.book_appointment.parse(data);
    expect(say).toMatch(booked);
    expect(say).toContain(told.spoken);
    expect(Date.parse(told.startsAt)).toBe(inTenDays(600));
    expect(told).toMatchObject({ service: "Cut", timeZone: "Europe/Berlin" });
    expect(await appointmentOf(tenant, told.appointmentId)).toMatchObject({
      status: "confirmed",
      startsAt: told.startsAt,
      endsAt: told.endsAt,
      channel: "voice",
      callId: await callIdOf(tenant.connectionId, "call_1"),
      language,
      customer: { name: "Erika Muster", phone: CALLER, email: null, notes: "Kurz" },
    });
  });

  it("understands the time as it is said", async () => {
    const when = language === "de" ? "morgen um halb drei" : "tomorrow at half past two";
    const { ok, say, data } = await ask(await aTenant({ language }), "book_appointment", {
      service: "cut",
      when,
      name: "Erika",
    });
    expect(ok).toBe(true);
    expect(data["startsAt"]).toMatch(/T14:30:00/);
    const speech = { language, timeZone: "Europe/Berlin", now: Date.now() };
    expect(say).toContain(speakTime(Date.parse(String(data["startsAt"])), speech));
  });

  it("of a held time uses the hold up", async () => {
    const tenant = await aTenant({ language });
    const held = await ask(tenant, "hold_slot", { ...wish, staff: "Ben" });
    expect(held.ok).toBe(true);
    const hold = voiceData.hold_slot.parse(held.data);
    expect(held.say).toContain(hold.spoken);
    expect(held.say).toMatch(language === "de" ? /nächsten \d Minuten/ : /next \d minutes/);
    const rival = await ask(tenant, "book_appointment", { ...wish, staff: "Ben", name: "Uwe" }, { callId: "call_2" });
    expect(rival.data["code"]).toBe("slot_taken");

    const { ok, data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika", holdId: hold.holdId });

    expect([ok, data["staff"]]).toEqual([true, "Ben"]);
    const { holds, appointments } = await tenant.calendar().day(tenant.ref, {
      start: inTenDays(0),
      end: inTenDays(1_439),
    });
    expect([holds.length, appointments.length]).toEqual([0, 1]);
  });

  it("of a hold that has lapsed is refused with three alternatives", async () => {
    const tenant = await aTenant({ language });
    const { data: hold } = await ask(tenant, "hold_slot", wish);
    travel(SIX_MINUTES);
    const { ok, say, data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika", holdId: hold["holdId"] });

    expect({ ok, code: data["code"] }).toEqual({ ok: false, code: "hold_expired" });
    expect(data["alternatives"]).toHaveLength(3);
    expect(say).toMatch(language === "de" ? /Vormerkung ist leider abgelaufen/ : /has lapsed/);
    // Without the hold the time itself can still be had.
    expect((await ask(tenant, "book_appointment", { ...wish, name: "Erika" })).ok).toBe(true);
  });

  it("of a time that was taken meanwhile offers the three nearest", async () => {
    const tenant = await aTenant({ language });
    expect((await ask(tenant, "check_availability", { service: "Cut", when: at("10:00") })).ok).toBe(true);
    for (const staffId of [tenant.anna, tenant.ben]) {
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600), staffId }));
    }
    const { data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika" });
    expect(data).toMatchObject({ code: "slot_taken" });
    const [first] = data["alternatives"] as { startsAt: string }[];
    const next = await ask(tenant, "book_appointment", { service: "Cut", startsAt: first?.startsAt, name: "Erika" });
    expect(next.ok).toBe(true);
  });
});

describe("a hold", () => {
  it("of another call cannot be used, and tells nothing", async () => {
    const tenant = await aTenant();
    const { data: hold } = await ask(tenant, "hold_slot", wish);
    const thief = { ...wish, name: "Dieb", holdId: hold["holdId"] };
    const { ok, data } = await ask(tenant, "book_appointment", thief, { callId: "call_2" });
    expect([ok, data["code"]]).toEqual([false, "hold_not_found"]);
  });

  it("for another time than the one booked is refused", async () => {
    const tenant = await aTenant();
    const { data: hold } = await ask(tenant, "hold_slot", wish);
    const other = { service: "Cut", startsAt: at("11:00"), name: "Erika", holdId: hold["holdId"] };
    const { data } = await ask(tenant, "book_appointment", other);
    expect(data["code"]).toBe("hold_mismatch");
    expect(data["alternatives"] ?? []).toEqual([]); // the hold is for none of them either
  });

  it("whose id the model garbled is not found, and one that never was has lapsed", async () => {
    const tenant = await aTenant();
    const book = (holdId: string) => ask(tenant, "book_appointment", { ...wish, name: "Erika", holdId });
    expect((await book("the one you gave me")).data["code"]).toBe("hold_not_found");
    const { data } = await book(`hld_${"0".repeat(26)}`);
    expect(data["code"]).toBe("hold_expired");
    expect(data["alternatives"]).toHaveLength(3);
  });

  it("is placed three times by one call at most", async () => {
    const tenant = await aTenant();
    const hold = (clock: string) => ask(tenant, "hold_slot", { service: "Cut", startsAt: at(clock) });
    for (const clock of ["09:00", "10:00", "11:00"]) expect((await hold(clock)).ok).toBe(true);
    expect((await hold("12:00")).data["code"]).toBe("too_many_holds");
  });
});

describe("who the appointment is for", () => {
  it.each([
    { phone: "0151 234 567 89", stored: "+4915123456789" },
    { phone: "+1 (213) 373-4253", stored: "+12133734253" },
    { phone: "null eins fünf eins zwei drei vier fünf sechs sieben acht neun", stored: "+4915123456789" },
    { phone: "0,1,5,1,2,3,4,5,6,7,8,9#", stored: "+4915123456789" }, // as it is typed on the keypad
  ])("can be reached at the number they give ($phone)", async ({ phone, stored }) => {
    const tenant = await aTenant();
    const { data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika", phone, confirmed: true });
    expect((await appointmentOf(tenant, data["appointmentId"])).customer.phone).toBe(stored);
  });

  it.each([
    { hidden: "anonymous", from: "anonymous" },
    { hidden: "absent", from: null },
    { hidden: "a SIP user", from: "sip:erika@example.com" },
    { hidden: "restricted", from: "Restricted" },
  ])("is asked for a number when the network's is $hidden", async ({ from }) => {
    const tenant = await aTenant();
    const { ok, say, data } = await ask(tenant, "book_appointment", { ...wish, name: "Erika" }, { from });
    expect([ok, data["code"]]).toEqual([false, "phone_needed"]);
    expect(say).toBe("Which phone number can we reach you on?");

    const mail = { ...wish, name: "Erika", email: "erika@example.com", confirmed: "yes" };
    const booked = await ask(tenant, "book_appointment", mail, { from });
    const { customer } = await appointmentOf(tenant, booked.data["appointmentId"]);
    expect(customer).toMatchObject({ phone: null, email: "erika@example.com" });
  });
});

describe("what the agent can tell", () => {
  it.each([
    { language: "en", say: /^This is Salon, Mitte, Torstraße 1\. Our opening hours: / },
    { language: "de", say: /^Hier ist Salon, Mitte, Torstraße 1\. Unsere Öffnungszeiten: / },
  ] as const)("is the business, in $language", async ({ language, say }) => {
    const answer = await ask(await aTenant({ language }), "get_business_info");
    expect(answer.say).toMatch(say);
    expect(voiceData.get_business_info.parse(answer.data)).toMatchObject({ branch: "Mitte", phone: null });
  });

  it("bears a new name of the business with the next call", async () => {
    const tenant = await aTenant({ language: "en" });
    await ask(tenant, "get_business_info"); // so that the old one is remembered
    const body = { businessName: "Salon Neu" };
    const changed = await request("/api/v1/branding", { method: "PATCH", key: await aKey(tenant), body });
    expect(await changed.json()).toMatchObject(body);
    expect((await ask(tenant, "get_business_info")).say).toMatch(/^This is Salon Neu, Mitte/);
  });

  it.each([
    { language: "en", say: "You can book Cut and Colour. What would you like?" },
    { language: "de", say: "Sie können Cut und Colour buchen. Was darf es sein?" },
  ] as const)("is the services, in $language", async ({ language, say }) => {
    const answer = await ask(await aTenant({ language }), "list_services");
    expect(answer.say).toBe(say);
    expect(voiceData.list_services.parse(answer.data).services).toMatchObject([
      { name: "Cut", durationMinutes: 45, staff: ["Anna", "Ben"] },
      { name: "Colour", durationMinutes: 60, staff: ["Anna"] },
    ]);
  });
});
