import { and, eq, isNull } from "drizzle-orm";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { consentLedger, optOuts } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";

export type ConsentEntry = Omit<typeof consentLedger.$inferInsert, "tenantId">;

/** Has whoever this address belongs to asked for no more messages on the channel? */
export async function isOptedOut(db: TenantDb, channel: MessageChannel, addressIndex: string): Promise<boolean> {
  const theirs = and(eq(optOuts.channel, channel), eq(optOuts.addressIndex, addressIndex), isNull(optOuts.endedAt));
  const row = await db.orm
    .select({ at: optOuts.optedOutAt })
    .from(optOuts)
    .where(and(eq(optOuts.tenantId, db.tenantId), theirs))
    .get();
  return row !== undefined;
}

/** Statements for `db.orm.batch`: the state, and the line in the ledger that tells how it came about. */
export function consentStatements(db: TenantDb, entry: ConsentEntry) {
  const { channel, addressIndex, source, at } = entry;
  const endedAt: EpochMs | null = entry.action === "restored" ? at : null;
  const row = { tenantId: db.tenantId, channel, addressIndex, optedOutAt: at, source, endedAt };
  const set = entry.action === "restored" ? { endedAt } : { optedOutAt: at, source, endedAt };
  return [
    db.orm
      .insert(optOuts)
      .values(row)
      .onConflictDoUpdate({ target: [optOuts.tenantId, optOuts.channel, optOuts.addressIndex], set }),
    db.orm.insert(consentLedger).values({ ...entry, tenantId: db.tenantId }),
  ] as const;
}
