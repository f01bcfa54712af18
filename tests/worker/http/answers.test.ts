import { beforeAll, describe, expect, it } from "vitest";
import { MAX_ANSWER_LENGTH } from "../../../src/domain/booking/answers.ts";
import type { Question } from "../../../src/domain/booking/rulebook.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, bookingBody, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { type ApiRequest, aSession, problemOf } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

const ask = (id: string, type: Question["type"], more: Partial<Question> = {}): Question => ({
  id,
  label: id,
  type,
  choices: [],
  isRequired: false,
  ...more,
});
const QUESTIONS = [
  ask("allergies", "text", { isRequired: true }),
  ask("visits", "number"),
  ask("insured", "boolean"),
  ask("length", "choice", { choices: ["short", "long"] }),
];
const GOOD = { allergies: "none at all", visits: 3, insured: false, length: "long" };

async function aQuestioner(credential?: ApiRequest) {
  const tenant = await aTenant();
  await setPolicy(tenant.cut, { questions: QUESTIONS });
  return aClient(tenant, credential);
}

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("answers", () => {
  it("come back with the appointment, sealed in the read model and not kept with the customer", async () => {
    const { tenant, send } = await aQuestioner();
    const { id, customer } = await bookedBy({ tenant, send }, { answers: GOOD });
    expect(customer.answers).toEqual(GOOD);
    expect(await (await send(`/appointments/${id}`)).json()).toMatchObject({ customer: { answers: GOOD } });
    await tenant.calendar().drain(tenant.ref);
    expect(JSON.stringify(await rawRows(tenant, "appointments"))).not.toContain("none at all");
    const [row] = await rawRows<{ id: string; sealed_contact: string }>(tenant, "customers");
    const kept = await tenant.vault.open(
      { purpose: "customer.contact", row: row?.id ?? "" },
      row?.sealed_contact ?? "",
    );
    expect(JSON.parse(kept)).toEqual({ name: "Erika", phone: null, email: null, notes: null });
  });

  it.each<{ name: string; answers: object; field: string }>([
    { name: "a missing one that is required", answers: { visits: 1 }, field: "answers.allergies" },
    { name: "an empty one that is required", answers: { ...GOOD, allergies: "  " }, field: "answers.allergies" },
    { name: "a number for a text", answers: { ...GOOD, allergies: 1 }, field: "answers.allergies" },
    {
      name: "a text that is too long",
      answers: { ...GOOD, allergies: "x".repeat(MAX_ANSWER_LENGTH + 1) },
      field: "answers.allergies",
    },
    { name: "a text for a number", answers: { ...GOOD, visits: "3" }, field: "answers.visits" },
    { name: "a text for a yes or no", answers: { ...GOOD, insured: "yes" }, field: "answers.insured" },
    { name: "what is no choice", answers: { ...GOOD, length: "medium" }, field: "answers.length" },
    { name: "what was not asked", answers: { ...GOOD, shoe_size: 43 }, field: "answers.shoe_size" },
    { name: "a list", answers: { ...GOOD, length: ["long"] }, field: "answers.length" },
  ])("are refused by name: $name", async ({ answers, field }) => {
    const { tenant, send } = await aQuestioner();
    const refused = await problemOf(await send("/appointments", { body: bookingBody(tenant, { answers }) }));
    expect([refused.status, refused.code, refused.errors?.map((error) => error.field)]).toEqual([
      400,
      "invalid_input",
      [field],
    ]);
    await tenant.calendar().drain(tenant.ref);
    expect(await rawRows(tenant, "appointments")).toEqual([]);
  });

  it("may be left out by users at the counter, but not be wrong", async () => {
    const { tenant } = await aQuestioner();
    const user = await aClient(tenant, { session: await aSession(tenant, "staff") });
    expect((await bookedBy(user)).customer.answers).toBeUndefined();
    const body = bookingBody(tenant, { startsAt: wallTime(720), answers: { visits: "many" } });
    expect(await outcomeOf(await user.send("/appointments", { body }))).toBe("400 invalid_input");
  });

  it("to a service without questions are refused", async () => {
    const { tenant, send } = await aClient();
    const body = bookingBody(tenant, { answers: { allergies: "none" } });
    expect((await problemOf(await send("/appointments", { body }))).errors?.[0]?.field).toBe("answers.allergies");
  });

  it.each(["/series", "/packages"])("are asked for by POST %s too, and kept with each appointment", async (path) => {
    const { tenant, send } = await aQuestioner();
    const { branchId, cut: serviceId } = tenant;
    const startsAt = wallTime(600);
    const rule = { frequency: "daily", interval: 1, end: { count: 2 } };
    const what =
      path === "/series" ? { serviceId, rule, mode: "skip_conflicts" } : { items: [{ serviceId }, { serviceId }] };
    const wanted = { branchId, startsAt, customer: { name: "Erika" }, ...what };
    const missing = await send(path, { method: "POST", body: wanted });
    expect((await problemOf(missing)).errors).toEqual([{ field: "answers.allergies", rule: "is required" }]);

    const booked = await send(path, { method: "POST", body: { ...wanted, answers: GOOD } });
    expect(booked.status).toBe(201);
    const { appointments } = (await booked.json()) as { appointments: { customer: { answers: object } }[] };
    expect(appointments.map(({ customer }) => customer.answers)).toEqual([GOOD, GOOD]);
  });
});
