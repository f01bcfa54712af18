import { and, desc, eq, type InferSelectModel, inArray, isNull } from "drizzle-orm";
import { type MessageChannel, messageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { consentLedger, optOuts } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import { among, beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ConsentEntry = Omit<typeof consentLedger.$inferInsert, "tenantId">;

export type OptOutSource = (typeof optOuts.$inferSelect)["source"];

/** Why there shall be no more messages to an address on the channel. Null: there may be. */
export async function findOptOut(
  db: TenantDb,
  channel: MessageChannel,
  addressIndex: string,
): Promise<OptOutSource | null> {
  const theirs = and(eq(optOuts.channel, channel), eq(optOuts.addressIndex, addressIndex), isNull(optOuts.endedAt));
  const row = await db.orm
    .select({ source: optOuts.source })
    .from(optOuts)
    .where(and(eq(optOuts.tenantId, db.tenantId), theirs))
    .get();
  return row?.source ?? null;
}

/** Has whoever this address belongs to asked for no more messages on the channel, or does it take none? */
export async function isOptedOut(db: TenantDb, channel: MessageChannel, addressIndex: string): Promise<boolean> {
  return (await findOptOut(db, channel, addressIndex)) !== null;
}

export type ConsentRow = InferSelectModel<typeof consentLedger>;

/** Newest first. */
export async function listConsents(db: TenantDb, page: Page): Promise<Paged<ConsentRow>> {
  const keyset = { at: consentLedger.at, id: consentLedger.id };
  const rows = await db.orm
    .select()
    .from(consentLedger)
    .where(and(eq(consentLedger.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(consentLedger.at), desc(consentLedger.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.at, id: row.id }));
}

/** Those in force, of these addresses. */
export function listOptOuts(db: TenantDb, addressIndexes: readonly string[]) {
  const theirs = and(
    inArray(optOuts.channel, messageChannel.options),
    inArray(optOuts.addressIndex, among(addressIndexes)),
  );
  return db.orm
    .select({ channel: optOuts.channel, addressIndex: optOuts.addressIndex })
    .from(optOuts)
    .where(and(eq(optOuts.tenantId, db.tenantId), theirs, isNull(optOuts.endedAt)))
    .all();
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
