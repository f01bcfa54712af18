import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import type { CallView } from "../../../src/contracts/calls.ts";
import type { CustomerSummaryView } from "../../../src/contracts/customers.ts";
import type { Appointment } from "../../../src/domain/booking/appointment.ts";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import type { TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, wallTime } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { rawObjects } from "../../support/worker/raw-storage.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted, transcriptUpdated } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

const phone = "+4915112345688";
const customer = { name: "Vera Vergessen", phone, email: "vera@example.com" };
const SAID = [{ role: "user", content: "My cat is called Zimt" }];

async function openOf({ vault }: TestTenant, appointment: Appointment | null) {
  if (!appointment) throw new Error("the ledger does not know it");
  const place = { purpose: "appointment.contact", row: appointment.id } as const;
  return JSON.parse(await vault.open(place, appointment.contact.sealed));
}

type List<T> = { items: T[] };

it("a person is erased once nothing is to come: row, search, appointments and calls tell nobody any more, even when the calendar tells anew", async () => {
  const client = await aClient();
  const { tenant } = client;
  const session = await aSession(tenant, "owner");
  const owner = (path: string, body?: object) => request(`/api/v1${path}`, { session, ...(body ? { body } : {}) });
  const { id: appointmentId } = await bookedBy(client, { customer, startsAt: wallTime(540) });
  await postRetell(tenant, "", callStarted(tenant, { callId: "call_erase", from: phone }));
  await postRetell(tenant, "", transcriptUpdated(tenant, SAID, { callId: "call_erase", from: phone }));
  await tenant.calendar().drain(tenant.ref);
  await deliver("jobs", [{ body: { type: "index_customers", tenantId: tenant.tenantId } }]);
  const id = (await (await owner("/customers?q=vera")).json<List<CustomerSummaryView>>()).items[0]?.id;
  const callsOf = async () => (await (await owner("/calls")).json<List<CallView>>()).items;
  await eventually(async () => expect(await callsOf()).toHaveLength(1));
  const path = `/customers/${id}/erase`;

  const refused = await owner(path, {});
  expect(refused.status).toBe(409);
  expect(await problemOf(refused)).toMatchObject({ code: "has_appointments", errors: [{ field: appointmentId }] });
  expect((await request(`/api/v1${path}`, { session: await aSession(tenant, "staff"), body: {} })).status).toBe(403);
  expect((await (await aClient()).send(path, { body: {} })).status).toBe(403);

  const phoneIndex = (await rawRows<{ phone_index: string }>(tenant, "customers"))[0]?.phone_index ?? "";
  expect(phoneIndex).not.toBe("");
  await owner(`/appointments/${appointmentId}/cancel`, { reason: "Vera moves away" });
  await tenant.calendar().drain(tenant.ref);
  expect((await owner(path, {})).status).toBe(204);

  expect((await owner(`/customers/${id}`)).status).toBe(404);
  expect((await (await owner(`/customers?q=${encodeURIComponent(phone)}`)).json<List<unknown>>()).items).toEqual([]);
  expect(await rawRows(tenant, "customers")).toMatchObject([{ phone_index: null, email_index: null }]);
  const appointment = await (await owner(`/appointments?from=${new Date(inTenDays(0)).toISOString()}`)).json<
    List<AppointmentView>
  >();
  expect(appointment.items[0]).toMatchObject({
    id: appointmentId,
    status: "cancelled",
    cancelReason: null,
    customer: { name: "–", phone: null, email: null },
  });
  const [call] = await callsOf();
  const shown = await (await owner(`/calls/${call?.id}`)).text();
  expect(shown).not.toMatch(/Zimt|4915112345688/);

  const stored = (await rawObjects(tenant)).filter(
    ({ place }) => place === "calendar appointments" || place === "calendar blocks",
  );
  for (const { text } of stored) expect(text).not.toContain(phoneIndex);
  const inLedger = await tenant.calendar().appointment(tenant.ref, appointmentId as AppointmentId);
  expect(inLedger).toMatchObject({
    status: "cancelled",
    cancelReason: null,
    contact: { customerId: id, phoneIndex: null, emailIndex: null },
  });
  expect(await openOf(tenant, inLedger)).toEqual({ name: "–", phone: null, email: null, notes: null });

  await env.DB.prepare("DELETE FROM appointments WHERE id = ?").bind(appointmentId).run();
  const branch = `/api/v1/operations/tenants/${tenant.tenantId}/branches/${tenant.branchId}`;
  expect((await request(`${branch}/rebuild`, { key: await anOperatorKey(), body: {} })).status).toBe(200);
  expect(await rawRows(tenant, "customers")).toHaveLength(1);
  expect(await rawRows(tenant, "appointments")).toMatchObject([
    { id: appointmentId, customer_id: id, email_index: null },
  ]);
  const log = await rawRows<{ action: string; facts: string }>(tenant, "audit_log");
  expect(log.filter(({ action }) => action === "customer.erased").map(({ facts }) => JSON.parse(facts))).toEqual([
    { calls: 1, appointments: 1, waiting: 0 },
  ]);
});
