import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { appointmentView, cancelView } from "../../../src/contracts/booking.ts";
import { role } from "../../../src/contracts/identity.ts";
import type { AppointmentStatus } from "../../../src/domain/booking/appointment.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { anImported } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession, problemOf } from "../../support/worker/credentials.ts";
import { travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";

const ACTIONS = ["accept", "decline", "check-in", "complete", "no-show"] as const;
type Action = (typeof ACTIONS)[number];

const startsIn = (action: Action) => (action === "accept" || action === "decline" ? HOUR_MS : -HOUR_MS);
const statusFor = (action: Action) => (action === "accept" || action === "decline" ? "pending" : "confirmed");

/** An appointment on which the action is possible. */
const readyFor = (tenant: TestTenant, action: Action) => anImported(tenant, statusFor(action), startsIn(action));

const settle = ({ send }: Client, id: string, action: Action, options: ApiRequest = {}) =>
  send(`/appointments/${id}/${action}`, { body: {}, ...options });

async function settled(client: Client, id: string, ...actions: Action[]): Promise<string> {
  let last = "";
  for (const action of actions) last = await outcomeOf(await settle(client, id, action));
  return last;
}

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});
afterEach(() => vi.useRealTimers());

describe("a request for approval", () => {
  const aRequest = async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const client = await aClient(tenant);
    return { client, ...(await bookedBy(client)) };
  };

  it("takes the time, and stands once it is accepted", async () => {
    const { client, id, status, approvalExpiresAt, startsAt, staffId } = await aRequest();
    expect(status).toBe("pending");
    expect(Date.parse(approvalExpiresAt ?? "")).toBeLessThanOrEqual(Date.parse(startsAt));
    await expect(bookedBy(client, { staffId })).rejects.toThrow("slot_taken");

    const accepted = appointmentView.parse(await (await settle(client, id, "accept")).json());
    expect(accepted).toMatchObject({ id, status: "confirmed", approvalExpiresAt: null, version: 2 });
    expect(await settled(client, id, "accept")).toBe("409 not_pending");
  });

  it("gives the time back with a reason when it is declined", async () => {
    const { client, id, staffId } = await aRequest();
    const declined = await settle(client, id, "decline", { body: { reason: "  on holiday " } });
    expect(await declined.json()).toMatchObject({ status: "declined", cancelReason: "on holiday" });
    expect((await bookedBy(client, { staffId })).status).toBe("pending");
  });

  it("cannot be answered after it lapsed", async () => {
    const { client, id } = await aRequest();
    travel(25 * HOUR_MS);
    const fresh = await aClient(client.tenant);
    for (const action of ["accept", "decline"] as const) {
      expect(["409 request_lapsed", "409 not_pending"]).toContain(await settled(fresh, id, action));
    }
  });

  it("is not needed for what a user enters", async () => {
    const { tenant } = (await aRequest()).client;
    const user = await aClient(tenant, { session: await aSession(tenant, "staff") });
    expect((await bookedBy(user, { startsAt: wallTime(720) })).status).toBe("confirmed");
  });
});

describe("an appointment", () => {
  it.each<{ name: string; startsIn: number; actions: Action[]; outcome: string }>([
    { name: "is completed after check-in", startsIn: -HOUR_MS, actions: ["check-in", "complete"], outcome: "200" },
    { name: "is completed without check-in", startsIn: -HOUR_MS, actions: ["complete"], outcome: "200" },
    { name: "may be checked in again", startsIn: HOUR_MS, actions: ["check-in", "check-in"], outcome: "200" },
    { name: "may be missed again", startsIn: -HOUR_MS, actions: ["no-show", "no-show"], outcome: "200" },
    { name: "may turn out to be a no-show", startsIn: -HOUR_MS, actions: ["complete", "no-show"], outcome: "200" },
    { name: "may turn out to be none", startsIn: -HOUR_MS, actions: ["no-show", "complete"], outcome: "200" },
    {
      name: "is no no-show once checked in",
      startsIn: -HOUR_MS,
      actions: ["check-in", "no-show"],
      outcome: "409 checked_in",
    },
    { name: "is not checked in so early", startsIn: 3 * HOUR_MS, actions: ["check-in"], outcome: "409 not_yet" },
    { name: "is not completed before it begins", startsIn: HOUR_MS, actions: ["complete"], outcome: "409 not_yet" },
    { name: "is not missed before it begins", startsIn: HOUR_MS, actions: ["no-show"], outcome: "409 not_yet" },
    {
      name: "is not checked in once completed",
      startsIn: -HOUR_MS,
      actions: ["complete", "check-in"],
      outcome: "409 not_confirmed",
    },
    { name: "that stands is not accepted", startsIn: HOUR_MS, actions: ["accept"], outcome: "409 not_pending" },
    { name: "that stands is not declined", startsIn: HOUR_MS, actions: ["decline"], outcome: "409 not_pending" },
  ])("$name", async ({ startsIn: fromNow, actions, outcome }) => {
    const client = await aClient();
    const id = await anImported(client.tenant, "confirmed", fromNow);
    expect(await settled(client, id, ...actions)).toBe(outcome);
  });

  it.each<{ status: AppointmentStatus; action: Action; outcome: string }>([
    { status: "cancelled", action: "check-in", outcome: "409 already_cancelled" },
    { status: "cancelled", action: "complete", outcome: "409 already_cancelled" },
    { status: "cancelled", action: "accept", outcome: "409 not_pending" },
    { status: "pending", action: "check-in", outcome: "409 not_confirmed" },
    { status: "pending", action: "no-show", outcome: "409 not_confirmed" },
  ])("that is $status answers $action with $outcome", async ({ status, action, outcome }) => {
    const client = await aClient();
    const id = await anImported(client.tenant, status, -HOUR_MS);
    expect(await settled(client, id, action)).toBe(outcome);
  });

  it("that comes too early tells from when on it can be", async () => {
    const client = await aClient();
    const id = await anImported(client.tenant, "confirmed", 3 * HOUR_MS);
    const { explanation } = await problemOf(await settle(client, id, "check-in"));
    expect(Date.parse(String(explanation?.["from"]))).toBeGreaterThan(Date.now());
  });

  it.each(["check-in", "complete", "no-show"] as const)("that nobody has answers %s with 404", async (action) => {
    expect(await settled(await aClient(), newId("apt"), action)).toBe("404 not_found");
  });
});

describe.each(ACTIONS)("%s", (action) => {
  it.each(role.options)("by the role %s is allowed to all but viewers", async (name) => {
    const tenant = await aTenant();
    const user = await aClient(tenant, { session: await aSession(tenant, name) });
    const outcome = await settled(user, await readyFor(tenant, action), action);
    expect(outcome).toBe(name === "viewer" ? "403 forbidden" : "200");
  });

  it("by a key needs appointments:write, and another tenant finds nothing", async () => {
    const tenant = await aTenant();
    const id = await readyFor(tenant, action);
    const reader = await aClient(tenant, { key: await aKey(tenant, ["appointments:read"]) });
    expect(await settled(reader, id, action)).toBe("403 forbidden");
    const stranger = await aTenant();
    for (const credential of [{ key: await aKey(stranger) }, { session: await aSession(stranger, "owner") }]) {
      expect(await settled(await aClient(stranger, credential), id, action)).toBe("404 not_found");
    }
    const writer = await aClient(tenant, { key: await aKey(tenant, ["appointments:write"]) });
    expect(await settled(writer, id, action)).toBe("200");
  });

  it("is done once however often it is sent with one key", async () => {
    const client = await aClient();
    const id = await readyFor(client.tenant, action);
    const options = { headers: { "idempotency-key": "one" } };
    const first = await (await settle(client, id, action, options)).json();
    expect(await (await settle(client, id, action, options)).json()).toEqual(first);
    expect(first).toMatchObject({ version: 2 });
    await client.tenant.calendar().drain(client.tenant.ref);
    expect(await rawRows(client.tenant, "appointments")).toMatchObject([{ id, version: 2 }]);
  });
});

it("a reason that changes under one key is a 422", async () => {
  const client = await aClient();
  const id = await readyFor(client.tenant, "decline");
  const headers = { "idempotency-key": "one" };
  expect((await settle(client, id, "decline", { headers, body: { reason: "a" } })).status).toBe(200);
  const other = await settle(client, id, "decline", { headers, body: { reason: "b" } });
  expect(await outcomeOf(other)).toBe("422 idempotency_mismatch");
});

describe("cancelling", () => {
  it.each([
    { freeCancelHours: 400, isLate: true },
    { freeCancelHours: 24, isLate: false },
    { freeCancelHours: null, isLate: false },
  ])("with $freeCancelHours hours free is late: $isLate, but never refused", async ({ freeCancelHours, isLate }) => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { freeCancelHours });
    const client = await aClient(tenant);
    const { id } = await bookedBy(client);
    const again = { body: {}, headers: { "idempotency-key": "one" } };
    const cancelled = cancelView.parse(await (await client.send(`/appointments/${id}/cancel`, again)).json());
    expect(cancelled).toMatchObject({ status: "cancelled", isLateCancel: isLate });
    expect(await (await client.send(`/appointments/${id}/cancel`, again)).json()).toEqual(cancelled);
  });
});
