import { beforeAll, describe, expect, it } from "vitest";
import { aLine, providers } from "../../support/worker/both-lines.ts";
import { addService } from "../../support/worker/catalogue.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";

beforeAll(async () => {
  await (await aLine("retell")).call("list_services");
});

describe.each(providers)("what is misheard over %s", (provider) => {
  const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Jörg Meier" };

  it("a number can be typed, is read back digit by digit with the name spelled, and is used after a yes", async () => {
    const { call } = await aLine(provider);
    const misheard = await call("book_appointment", { ...wish, phone: "0151 12" });
    expect([misheard.data["code"], misheard.data["next"]]).toEqual(["invalid_phone", "keypad"]);
    expect(misheard.say).toMatch(/type it and press the hash key/);
    const typed = await call("book_appointment", { ...wish, phone: "015198765432#" });
    expect(typed.data["code"]).toBe("confirm_needed");
    expect(typed.say).toMatch(/J, Ö, R, G; M, E, I, E, R.*zero one five one/);
    const booked = await call("book_appointment", { ...wish, phone: "015198765432#", confirmed: true });
    expect(booked.ok).toBe(true);
  });

  it("a number for a message likewise, and an address is spelled", async () => {
    const { call } = await aLine(provider);
    const message = { message: "Please call me back", phone: "12#" };
    expect((await call("take_message", message)).data).toMatchObject({ code: "invalid_phone", next: "keypad" });
    expect((await call("take_message", { ...message, phone: "015198765432#" })).say).toMatch(/zero one five one/);
    const spelled = await call("book_appointment", { ...wish, email: "joerg@example.com" });
    expect(spelled.say).toMatch(/J, O, E, R, G, at, E, X/);
  });

  it("a service that could be two, and a time of day that is missing, are asked back", async () => {
    const { tenant, call } = await aLine(provider);
    await addService(tenant, { name: "Beard trim" });
    await addService(tenant, { name: "Beard shave" });
    const two = await call("book_appointment", { ...wish, service: "beard" });
    expect(two.data).toMatchObject({ code: "ambiguous_service", options: ["Beard trim", "Beard shave"] });
    const day = await call("book_appointment", { service: "Cut", when: "next Tuesday", name: "Jörg Meier" });
    expect([day.ok, day.say]).toEqual([false, expect.stringMatching(/\?$|time/)]);
  });
});
