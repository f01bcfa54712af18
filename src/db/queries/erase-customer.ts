import { and, asc, eq, gt, inArray, or } from "drizzle-orm";
import type { AppointmentId, CallId, CustomerId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { customers } from "../schema/customers.ts";
import { messages } from "../schema/messaging.ts";
import { callbackTasks, functionCalls } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { listedIds } from "./page.ts";

/** Appointments of a customer that are still to come, soonest first. */
export async function upcomingIds(db: TenantDb, id: CustomerId, now: EpochMs, limit: number): Promise<AppointmentId[]> {
  const rows = await db.orm
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(theirs(db, id), gt(appointments.endsAt, now), inArray(appointments.status, ["pending", "confirmed"])))
    .orderBy(asc(appointments.startsAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** With their branches, in the order of their ids, from behind one: to go through all of them in bounded steps. */
export async function appointmentsAfter(db: TenantDb, id: CustomerId, after: string, limit: number) {
  const { id: own, branchId } = appointments;
  return db.orm
    .select({ id: own, branchId })
    .from(appointments)
    .where(and(theirs(db, id), gt(own, after as AppointmentId))) // only compared
    .orderBy(asc(own))
    .limit(limit);
}

// Statements for batches.

export function eraseContact(db: TenantDb, id: AppointmentId, sealedContact: string) {
  return db.orm
    .update(appointments)
    .set({ sealedContact, emailIndex: null, cancelReason: null })
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.id, id)));
}

export function eraseRow(db: TenantDb, id: CustomerId, sealedContact: string, now: EpochMs) {
  const nothing = { phoneIndex: null, emailIndex: null, isNameIndexed: true };
  return db.orm
    .update(customers)
    .set({ sealedContact, ...nothing, erasedAt: now, updatedAt: now })
    .where(and(eq(customers.tenantId, db.tenantId), eq(customers.id, id)));
}

/** Their words and addresses. That somebody wanted no messages stays: it is a keyed hash, and the wish counts on. */
export function eraseMessages(db: TenantDb, id: CustomerId, addresses: string[]) {
  const about = [
    eq(messages.customerId, id),
    ...(addresses.length > 0 ? [inArray(messages.addressIndex, addresses)] : []),
  ];
  return db.orm
    .update(messages)
    .set({ sealedAddress: null, sealedBody: null })
    .where(and(eq(messages.tenantId, db.tenantId), or(...about)));
}

/** What the agent asked and what callers left, of these calls. */
export function eraseCallNotes(db: TenantDb, calls: readonly CallId[]) {
  const listed = listedIds(calls);
  const ids = db.orm.select({ id: listed.value.as("id") }).from(listed.table);
  return [
    db.orm
      .delete(functionCalls)
      .where(and(eq(functionCalls.tenantId, db.tenantId), inArray(functionCalls.callId, ids))),
    db.orm
      .delete(callbackTasks)
      .where(and(eq(callbackTasks.tenantId, db.tenantId), inArray(callbackTasks.callId, ids))),
  ] as const;
}

function theirs(db: TenantDb, id: CustomerId) {
  return and(eq(appointments.tenantId, db.tenantId), eq(appointments.customerId, id));
}
