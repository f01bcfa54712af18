import { and, eq, gt, gte, inArray, isNull } from "drizzle-orm";
import type { CustomerId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { messages, optOuts } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";

/** Has somebody written to us since then, from one of these numbers or addresses? */
export async function hasWrittenSince(db: TenantDb, indexes: readonly string[], since: EpochMs): Promise<boolean> {
  if (indexes.length === 0) return false;
  const theirs = and(inArray(messages.addressIndex, [...indexes]), eq(messages.direction, "inbound"));
  const row = await db.orm
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.tenantId, db.tenantId), theirs, gt(messages.createdAt, since)))
    .limit(1)
    .get();
  return row !== undefined;
}

/** Has a customer made an appointment since then that stands? */
export async function hasBookedSince(db: TenantDb, customerId: CustomerId, since: EpochMs): Promise<boolean> {
  const theirs = and(eq(appointments.tenantId, db.tenantId), eq(appointments.customerId, customerId));
  const stands = and(inArray(appointments.status, ["pending", "confirmed"]), gte(appointments.createdAt, since));
  return (
    (await db.orm.select({ id: appointments.id }).from(appointments).where(and(theirs, stands)).limit(1).get()) !==
    undefined
  );
}

/** Opt-outs in force, with when they were said. */
export function listOptOutTimes(db: TenantDb, indexes: readonly string[]) {
  const { channel, addressIndex, optedOutAt } = optOuts;
  if (indexes.length === 0) return Promise.resolve([]);
  const theirs = and(inArray(channel, ["sms", "whatsapp", "email"]), inArray(addressIndex, [...indexes]));
  return db.orm
    .select({ channel, addressIndex, optedOutAt })
    .from(optOuts)
    .where(and(eq(optOuts.tenantId, db.tenantId), theirs, isNull(optOuts.endedAt)))
    .all();
}
