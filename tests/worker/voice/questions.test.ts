import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import type { Question } from "../../../src/domain/booking/rulebook.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { ask } from "../../support/worker/retell.ts";

const QUESTIONS: Question[] = [
  { id: "allergies", label: "Haben Sie Allergien?", type: "text", choices: [], isRequired: true },
  { id: "first_visit", label: "Sind Sie zum ersten Mal hier?", type: "boolean", choices: [], isRequired: true },
  { id: "length", label: "Wie lang?", type: "choice", choices: ["kurz", "lang"], isRequired: false },
];

async function aTenantThatAsks(policy: object): Promise<TestTenant> {
  const tenant = await aTenant();
  await env.DB.prepare("UPDATE services SET policy = ? WHERE id = ?").bind(JSON.stringify(policy), tenant.cut).run();
  return tenant;
}

const wish = (more: object = {}) => ({ service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika", ...more });

describe("a service with questions", () => {
  it("tells the agent what to ask, and asks for what is missing before anything is booked", async () => {
    const tenant = await aTenantThatAsks({ questions: QUESTIONS });
    const { data } = await ask(tenant, "list_services", {});
    expect(JSON.stringify(data)).toContain("Haben Sie Allergien?");

    const first = await ask(tenant, "book_appointment", wish());
    expect(first).toMatchObject({ ok: false, data: { code: "answer_needed", question: "allergies" } });
    expect(first.say).toContain("Haben Sie Allergien?");
    const second = await ask(tenant, "book_appointment", wish({ answers: { allergies: "keine" } }));
    expect(second).toMatchObject({ ok: false, data: { code: "answer_needed", question: "first_visit" } });
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toEqual([]);
  });

  it("keeps the answers sealed with the appointment, in their own types", async () => {
    const tenant = await aTenantThatAsks({ questions: QUESTIONS });
    const answers = { allergies: "keine", first_visit: "ja", length: "kurz", made_up: "x" };
    expect(await ask(tenant, "book_appointment", wish({ answers }))).toMatchObject({ ok: true });
    const [booked] = await tenant.calendar().page(tenant.ref, "", 10);
    if (!booked) throw new Error("nothing was booked");
    expect(JSON.stringify(booked)).not.toContain("keine");
    const response = await request(`/api/v1/appointments/${booked.id}`, { key: await aKey(tenant) });
    const { customer } = (await response.json()) as AppointmentView;
    expect(customer.answers).toEqual({ allergies: "keine", first_visit: true, length: "kurz" });
  });

  it("refuses a choice that is none, with the choices", async () => {
    const tenant = await aTenantThatAsks({ questions: QUESTIONS });
    const answers = { allergies: "keine", first_visit: false, length: "mittel" };
    const answer = await ask(tenant, "book_appointment", wish({ answers }));
    expect(answer.data).toMatchObject({ code: "answer_needed", question: "length", options: ["kurz", "lang"] });
  });
});

describe("a group session on the phone", () => {
  it("is full when its seats are gone", async () => {
    const tenant = await aTenantThatAsks({ capacity: 3 });
    const book = (name: string, people: number | string) =>
      ask(tenant, "book_appointment", wish({ name, people, staff: "Anna" }));
    expect(await book("Erika", "2")).toMatchObject({ ok: true });
    expect(await book("Max", 2)).toMatchObject({ ok: false, data: { code: "no_capacity" } });
    expect(await book("Ina", 1)).toMatchObject({ ok: true });
  });
});

describe("a service that needs approval", () => {
  it("is requested, not booked, and blocks its time meanwhile", async () => {
    const tenant = await aTenantThatAsks({ approvalHours: 24 });
    const answer = await ask(tenant, "book_appointment", wish({ staff: "Anna" }));
    expect(answer).toMatchObject({ ok: true, data: { status: "pending" } });
    const other = await ask(tenant, "book_appointment", wish({ staff: "Anna", name: "Max" }));
    expect(other).toMatchObject({ ok: false, data: { code: "slot_taken" } });
  });
});
