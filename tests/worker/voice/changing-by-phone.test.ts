import { beforeAll, describe, expect, it } from "vitest";
import { voiceData } from "../../../src/contracts/voice.ts";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { ask, type CallOptions } from "../../support/worker/retell.ts";

const STRANGER = { callId: "call_stranger", from: "+4915100000099" };
const at = (clock: string) => `${dateInTenDays()}T${clock}`;

async function book(tenant: TestTenant, clock: string, call: CallOptions = {}): Promise<AppointmentId> {
  const wish = { service: "Cut", staff: "Anna", startsAt: at(clock), name: "Erika Muster" };
  const { ok, say, data } = await ask(tenant, "book_appointment", wish, call);
  if (!ok) throw new Error(say);
  return data["appointmentId"] as AppointmentId; // what `voiceData` declares
}

function stateOf(tenant: TestTenant, id: AppointmentId) {
  return tenant.calendar().appointment(tenant.ref, id);
}

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});

describe.each(["en", "de"] as const)("a caller, in %s,", (language) => {
  const isDe = language === "de";

  it("without an appointment is told so", async () => {
    const { ok, say, data } = await ask(await aTenant({ language }), "find_appointments");
    expect([ok, data]).toEqual([true, { appointments: [] }]);
    expect(say).toBe(
      isDe
        ? "Unter Ihrer Nummer finde ich keinen kommenden Termin. Haben Sie mit einer anderen gebucht?"
        : "I can't find an upcoming appointment under your number. Did you book with another one?",
    );
  });

  it("finds what is booked under their own number, in another call", async () => {
    const tenant = await aTenant({ language });
    const id = await book(tenant, "10:00");
    const { say, data } = await ask(tenant, "find_appointments", {}, { callId: "call_2" });
    const [found, ...others] = voiceData.find_appointments.parse(data).appointments;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ appointmentId: id, service: "Cut", staff: "Anna" });
    expect(say).toContain(
      isDe ? "Sie haben einen Termin: Cut bei Anna, " : "You have one appointment: Cut with Anna, ",
    );
    expect(say).toContain(found?.spoken);
  });

  it("hears three of four appointments, and the model sees them all", async () => {
    const tenant = await aTenant({ language });
    for (const clock of ["09:00", "11:00", "13:00", "15:00"]) await book(tenant, clock);
    const { say, data } = await ask(tenant, "find_appointments");
    expect(voiceData.find_appointments.parse(data).appointments).toHaveLength(4);
    expect(say).toContain(isDe ? "Sie haben 4 Termine" : "You have 4 appointments");
  });

  it("moves their only appointment without naming it", async () => {
    const tenant = await aTenant({ language });
    const id = await book(tenant, "10:00");
    const { ok, say, data } = await ask(tenant, "reschedule_appointment", { startsAt: at("11:00") });
    expect(ok).toBe(true);
    const told = voiceData.reschedule_appointment.parse(data);
    expect(say).toMatch(
      isDe ? /^Ihr Termin ist verschoben: Cut bei Anna, / : /^Your appointment is moved: Cut with Anna, /,
    );
    expect(say).toContain(told.spoken);
    expect(told.appointmentId).toBe(id);
    expect(await stateOf(tenant, id)).toMatchObject({ startsAt: inTenDays(660), version: 2, status: "confirmed" });
  });

  it("who moves what was accepted hears that it is a request, and hears the same when asked again", async () => {
    const tenant = await aTenant({ language });
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const id = await book(tenant, "10:00");
    const accept = { appointmentId: id, action: { do: "accept" }, actor: "test" } as const;
    const idempotency = { key: id, fingerprint: "accept", scope: "api" } as const;
    await tenant.calendar().settle(tenant.ref, { ...accept, idempotency });

    const first = await ask(tenant, "reschedule_appointment", { startsAt: at("11:00") });
    expect(first.ok).toBe(true);
    expect(voiceData.reschedule_appointment.parse(first.data).status).toBe("pending");
    expect(first.say).toMatch(
      isDe
        ? /^Ihre neue Zeit ist angefragt: Cut bei Anna, .+ die alte ist damit aufgegeben\.$/
        : /^I've asked for your new time: Cut with Anna, .+ the old one is given up\.$/,
    );
    expect(await ask(tenant, "reschedule_appointment", { startsAt: at("11:00") })).toEqual(first);
    const moved = await stateOf(tenant, id);
    expect(moved).toMatchObject({ startsAt: inTenDays(660), version: 3, status: "pending" });
    expect(moved?.approvalExpiresAt).toBeGreaterThan(Date.now());
    const other = await ask(tenant, "check_availability", { service: "Cut", staff: "Anna", when: at("10:00") });
    expect(other.ok).toBe(true);
  });

  it("cancels it, and the time is free again", async () => {
    const tenant = await aTenant({ language });
    const id = await book(tenant, "10:00");
    const { ok, say, data } = await ask(tenant, "cancel_appointment", { reason: "ill" });
    expect(ok).toBe(true);
    const told = voiceData.cancel_appointment.parse(data);
    expect(say).toMatch(isDe ? /^Ihr Termin ist abgesagt: Cut, / : /^Your appointment is cancelled: Cut, /);
    expect(say).toContain(told.spoken);
    expect(await stateOf(tenant, id)).toMatchObject({
      status: "cancelled",
      cancelReason: expect.stringMatching(/^v1\./),
    });
    const shown = await request(`/api/v1/appointments/${id}`, { key: await aKey(tenant) });
    expect(await shown.json()).toMatchObject({ status: "cancelled", cancelReason: "ill" });
    const free = await ask(tenant, "check_availability", { service: "Cut", staff: "Anna", when: at("10:00") });
    expect(free.ok).toBe(true);
  });

  it("with two appointments is asked which one, and can then name it", async () => {
    const tenant = await aTenant({ language });
    const [first, second] = [await book(tenant, "10:00"), await book(tenant, "14:00")];
    for (const [name, args] of [
      ["cancel_appointment", {}],
      ["reschedule_appointment", { startsAt: at("16:00") }],
      ["reschedule_appointment", { when: dateInTenDays(1) }],
    ] as const) {
      const { ok, say, data } = await ask(tenant, name, args);
      expect([ok, data["code"]]).toEqual([false, "ambiguous_appointment"]);
      expect(data["options"]).toHaveLength(2);
      expect(say).toContain(isDe ? "Welchen meinen Sie" : "Which one do you mean");
      expect((data["appointments"] as { appointmentId: string }[]).map((each) => each.appointmentId)).toEqual([
        first,
        second,
      ]);
    }
    expect((await ask(tenant, "cancel_appointment", { appointmentId: second })).ok).toBe(true);
    expect(await stateOf(tenant, first)).toMatchObject({ status: "confirmed" });
    expect(await stateOf(tenant, second)).toMatchObject({ status: "cancelled" });
  });

  it("who wants another day is asked for a time, and offered what is free for the same service", async () => {
    const tenant = await aTenant({ language });
    const id = await book(tenant, "10:00");
    const { ok, data } = await ask(tenant, "reschedule_appointment", { when: dateInTenDays(1) });
    expect([ok, data["code"]]).toEqual([false, "time_needed"]);
    expect(data["alternatives"]).toHaveLength(3);
    expect((await ask(tenant, "reschedule_appointment", {})).data["code"]).toBe("time_needed");
    expect(await stateOf(tenant, id)).toMatchObject({ startsAt: inTenDays(600), version: 1 });
  });

  it("who wants a taken time keeps the old one", async () => {
    const tenant = await aTenant({ language });
    const id = await book(tenant, "10:00");
    await book(tenant, "11:00", STRANGER);
    const { ok, data } = await ask(tenant, "reschedule_appointment", { startsAt: at("11:00"), staff: "Anna" });
    expect([ok, data["code"]]).toEqual([false, "slot_taken"]);
    expect(data["alternatives"]).toHaveLength(3);
    expect(await stateOf(tenant, id)).toMatchObject({ startsAt: inTenDays(600), version: 1 });
  });
});

describe("abuse 14 and abuse 48: another caller", () => {
  const changes = [
    { name: "find_appointments", args: () => ({}) },
    { name: "cancel_appointment", args: (appointmentId: string) => ({ appointmentId }) },
    { name: "cancel_appointment", args: () => ({}) },
    { name: "reschedule_appointment", args: (appointmentId: string) => ({ appointmentId, startsAt: at("12:00") }) },
    { name: "reschedule_appointment", args: (appointmentId: string) => ({ appointmentId, when: dateInTenDays(1) }) },
    { name: "reschedule_appointment", args: () => ({ startsAt: at("12:00") }) },
  ] as const;

  it.each(changes)("learns nothing by $name, and changes nothing", async ({ name, args }) => {
    const tenant = await aTenant();
    const id = await book(tenant, "10:00");
    const before = await stateOf(tenant, id);

    const answer = await ask(tenant, name, args(id), STRANGER);

    expect(JSON.stringify(answer)).not.toMatch(/Erika|Muster|Cut|Anna|10 AM|T10:00|15112345678/);
    expect(answer.data).not.toHaveProperty("appointments.0");
    expect(await stateOf(tenant, id)).toEqual(before);
  });

  it.each(changes)(
    "whose number is withheld is told so by $name, and how they can prove another one",
    async ({ name, args }) => {
      const tenant = await aTenant();
      const id = await book(tenant, "10:00");
      const { ok, say, data } = await ask(tenant, name, args(id), { callId: "call_2", from: "anonymous" });
      expect({ ok, code: data["code"] }).toEqual({ ok: false, code: "caller_unknown" });
      expect(say).toBe("Your number is withheld. Which number did you book with, so that I can send a code there?");
      expect(await stateOf(tenant, id)).toMatchObject({ status: "confirmed", version: 1 });
    },
  );

  it("cannot pass for the owner by giving their number as an argument", async () => {
    const tenant = await aTenant();
    const id = await book(tenant, "10:00");
    const claims = { appointmentId: id, phone: "+4915112345678", from_number: "+4915112345678" };
    expect((await ask(tenant, "cancel_appointment", claims, STRANGER)).ok).toBe(false);
    expect((await ask(tenant, "find_appointments", claims, STRANGER)).data).toEqual({ appointments: [] });
    expect(await stateOf(tenant, id)).toMatchObject({ status: "confirmed" });
  });

  it("of another tenant does not meet the same number here", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    const id = await book(one, "10:00");
    expect((await ask(two, "find_appointments")).data).toEqual({ appointments: [] });
    expect((await ask(two, "cancel_appointment", { appointmentId: id })).data["code"]).toBe("appointment_not_found");
    expect(await stateOf(one, id)).toMatchObject({ status: "confirmed" });
  });
});
