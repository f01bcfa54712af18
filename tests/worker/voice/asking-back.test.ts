import { beforeAll, describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { addService, addStaff, closeOn } from "../../support/worker/catalogue.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { ask } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

type Case = {
  name: string;
  call: string;
  args: Record<string, unknown>;
  code: string;
  en: RegExp;
  de: RegExp;
  options?: string[];
  alternatives?: number;
  arrange?: (tenant: TestTenant) => Promise<unknown>;
};

const time = `${dateInTenDays()}T10:00`;
const wish = { service: "Cut", startsAt: time, name: "Erika" };
const beards = async (tenant: TestTenant) => {
  await addService(tenant, { name: "Beard trim", aliases: ["Bart stutzen"] });
  await addService(tenant, { name: "Beard shave", aliases: ["Bart rasieren"] });
};
const takeTen = async (tenant: TestTenant) => {
  for (const staffId of [tenant.anna, tenant.ben]) {
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600), staffId }));
  }
};

const cases: Case[] = [
  {
    name: "an unknown service",
    call: "check_availability",
    args: { service: "Tattoo" },
    code: "unknown_service",
    options: ["Cut", "Colour"],
    en: /we don't offer that.* Cut or Colour\?$/,
    de: /Das bieten wir leider nicht an.* Cut oder Colour\?$/,
  },
  {
    name: "a service that could be two",
    call: "book_appointment",
    args: { ...wish, service: "beard" },
    code: "ambiguous_service",
    options: ["Beard trim", "Beard shave"],
    arrange: beards,
    en: /^Do you mean Beard trim or Beard shave\?$/,
    de: /^Meinen Sie Beard trim oder Beard shave\?$/,
  },
  {
    name: "a member nobody knows",
    call: "hold_slot",
    args: { ...wish, staff: "Zoltan" },
    code: "unknown_staff",
    options: ["Anna", "Ben"],
    en: /can't find that name here\. Do you mean Anna or Ben\?$/,
    de: /Diesen Namen finde ich bei uns nicht\. Meinen Sie Anna oder Ben\?$/,
  },
  {
    name: "a member who could be two",
    call: "check_availability",
    args: { service: "Cut", staff: "Schmidt" },
    code: "ambiguous_staff",
    options: ["Eva Schmidt", "Uwe Schmidt"],
    arrange: async (tenant) => {
      await addStaff(tenant, "Eva Schmidt");
      await addStaff(tenant, "Uwe Schmidt");
    },
    en: /^Do you mean Eva Schmidt or Uwe Schmidt\?$/,
    de: /^Meinen Sie Eva Schmidt oder Uwe Schmidt\?$/,
  },
  {
    name: "a member who does not do that",
    call: "book_appointment",
    args: { ...wish, service: "Colour", staff: "Ben" },
    code: "staff_not_offered",
    en: /Ben doesn't do Colour/,
    de: /Ben macht Colour leider nicht/,
  },
  {
    name: "no service",
    call: "book_appointment",
    args: { startsAt: time, name: "Erika" },
    code: "invalid_arguments",
    en: /^What can I book for you\?$/,
    de: /^Was darf ich für Sie buchen\?$/,
  },
  {
    name: "a service of the wrong type",
    call: "check_availability",
    args: { service: 7 },
    code: "invalid_arguments",
    en: /^What can I book for you\?$/,
    de: /^Was darf ich für Sie buchen\?$/,
  },
  {
    name: "no name",
    call: "book_appointment",
    args: { service: "Cut", startsAt: time },
    code: "invalid_arguments",
    en: /^May I have your name, please\?$/,
    de: /^Wie ist Ihr Name, bitte\?$/,
  },
  {
    name: "a name of the wrong type",
    call: "book_appointment",
    args: { ...wish, name: { first: "Erika" } },
    code: "invalid_arguments",
    en: /^May I have your name, please\?$/,
    de: /^Wie ist Ihr Name, bitte\?$/,
  },
  {
    name: "no time",
    call: "book_appointment",
    args: { service: "Cut", name: "Erika" },
    code: "time_needed",
    en: /^Which day and time would you like\?$/,
    de: /^An welchem Tag und um wie viel Uhr möchten Sie kommen\?$/,
  },
  {
    name: "a day without a time",
    call: "book_appointment",
    args: { service: "Cut", name: "Erika", when: dateInTenDays() },
    code: "time_needed",
    alternatives: 3,
    en: /^What time would you like\? I can offer .*9 AM, 10 AM or 11 AM\.$/,
    de: /^Um wie viel Uhr möchten Sie kommen\? Frei ist .*9 Uhr, 10 Uhr oder 11 Uhr\.$/,
  },
  {
    name: "a time nobody can make out",
    call: "hold_slot",
    args: { service: "Cut", when: "blorp" },
    code: "not_understood",
    en: /I didn't get that\./,
    de: /Das habe ich leider nicht verstanden\./,
  },
  {
    name: "a time that is over",
    call: "book_appointment",
    args: { ...wish, startsAt: "2020-01-02T10:00" },
    code: "in_the_past",
    en: /already passed/,
    de: /schon vorbei/,
  },
  {
    name: "a phone number that cannot be one",
    call: "book_appointment",
    args: { ...wish, phone: "12" },
    code: "invalid_phone",
    en: /phone number doesn't seem right/,
    de: /Telefonnummer stimmt so nicht/,
  },
  {
    name: "an e-mail address that cannot be one",
    call: "book_appointment",
    args: { ...wish, email: "erika at example" },
    code: "invalid_email",
    en: /e-mail address doesn't seem right/,
    de: /E-Mail-Adresse stimmt so nicht/,
  },
  {
    name: "a number that was dictated, before it is used",
    call: "book_appointment",
    args: { ...wish, phone: "0151 234 567 89" },
    code: "confirm_needed",
    en: /phone zero one five.* Is that right\?/,
    de: /Telefon null eins fünf.* Stimmt das so\?/,
  },
  {
    name: "an address that was dictated, before it is used",
    call: "join_waitlist",
    args: { service: "Cut", name: "Erika", email: "e.k@gmx.de" },
    code: "confirm_needed",
    en: /name E, R, I, K, A\. e-mail E, dot, K, at, G, M, X, dot, D, E/,
    de: /Name E, R, I, K, A\. E-Mail E, Punkt, K, at, G, M, X, Punkt, D, E/,
  },
  {
    name: "a question that nobody wrote an answer to",
    call: "answer_question",
    args: { question: "Wie hoch ist der Eiffelturm?" },
    code: "not_known",
    en: /I don't know that\. Shall I take a message/,
    de: /weiß ich leider nicht\. Soll ich eine Nachricht/,
  },
  {
    name: "a taken time",
    call: "book_appointment",
    args: wish,
    code: "slot_taken",
    alternatives: 3,
    arrange: takeTen,
    en: /already taken\. .*9 AM, 9:15 AM or 10:45 AM would be free\.$/,
    de: /schon vergeben\. Frei wäre .*9 Uhr, 9 Uhr 15 oder 10 Uhr 45\.$/,
  },
  {
    name: "a time off the raster",
    call: "hold_slot",
    args: { ...wish, startsAt: `${dateInTenDays()}T10:07` },
    code: "off_grid",
    alternatives: 3,
    en: /No appointment starts at exactly that time/,
    de: /Um diese Uhrzeit beginnt bei uns kein Termin/,
  },
  {
    name: "a time outside opening hours",
    call: "book_appointment",
    args: { ...wish, startsAt: `${dateInTenDays()}T20:00` },
    code: "outside_hours",
    alternatives: 3,
    en: /not open at that time/,
    de: /nicht geöffnet/,
  },
  {
    name: "a closed day",
    call: "book_appointment",
    args: wish,
    code: "closed",
    alternatives: 3,
    arrange: (tenant) => closeOn(tenant, dateInTenDays()),
    en: /closed that day/,
    de: /An dem Tag haben wir leider geschlossen/,
  },
  {
    name: "a time too far ahead",
    call: "book_appointment",
    args: { ...wish, startsAt: `${dateInTenDays(500)}T10:00` },
    code: "too_far",
    en: /that far ahead/,
    de: /So weit im Voraus/,
  },
  {
    name: "a function we do not have",
    call: "order_pizza",
    args: {},
    code: "unknown_function",
    en: /didn't work just now/,
    de: /hat gerade nicht geklappt/,
  },
  {
    name: "a function that every object has",
    call: "constructor",
    args: {},
    code: "unknown_function",
    en: /didn't work just now/,
    de: /hat gerade nicht geklappt/,
  },
];

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});

describe.each(["en", "de"] as const)("asked in %s", (language) => {
  it.each(cases)(
    "$name gets $code and a way to go on",
    async ({ call, args, code, options, alternatives, ...rest }) => {
      const tenant = await aTenant({ language });
      await rest.arrange?.(tenant);
      await tenant.calendar().drain(tenant.ref);
      const before = await rawRows(tenant, "appointments");

      const { ok, say, data } = await ask(tenant, call, args);

      expect({ ok, code: data["code"] }).toEqual({ ok: false, code });
      expect(say).toMatch(rest[language]);
      if (options) expect(data["options"]).toEqual(options);
      if (alternatives !== undefined) expect(data["alternatives"]).toHaveLength(alternatives);
      await tenant.calendar().drain(tenant.ref);
      expect(await rawRows(tenant, "appointments")).toEqual(before);
    },
  );
});
