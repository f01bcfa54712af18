import { and, eq, inArray, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CallId } from "../../domain/ids.ts";
import { callIndex } from "../schema/call-care.ts";
import type { TenantDb } from "../tenant-db.ts";
import { holdingAll } from "./full-text.ts";

/**
 * Full text without contents: it can say which documents hold a keyed hash, and nothing else. Made by a migration of its
 * own, since Drizzle knows no virtual tables; that is why it is not in the schema.
 */
const callWords = sqliteTable("call_words", { rowid: integer("rowid"), tokens: text("tokens") });

/** Makes the words of a call findable, in place of those that were. Words that were erased meanwhile stay so. */
export async function indexCall(
  db: TenantDb,
  { callId, callVersion, tokens }: { callId: CallId; callVersion: number; tokens: readonly string[] },
): Promise<void> {
  const [dropWords, dropRow] = unindexCall(db, callId);
  const mine = sql`tenant_id = ${db.tenantId}`;
  const row = db.orm.insert(callIndex).select(sql`
    SELECT tenant_id, NULL, id, ${callVersion} FROM calls WHERE ${mine} AND id = ${callId} AND words_erased_at IS NULL`);
  const words = db.orm
    .insert(callWords)
    .select(sql`SELECT document, ${tokens.join(" ")} FROM call_index WHERE ${mine} AND call_id = ${callId}`);
  await db.orm.batch([dropWords, dropRow, row, words]);
}

/** Statements for a batch, in this order. */
export function unindexCall(db: TenantDb, callId: CallId) {
  const mine = and(eq(callIndex.tenantId, db.tenantId), eq(callIndex.callId, callId));
  const document = db.orm.select({ document: callIndex.document }).from(callIndex).where(mine);
  return [
    db.orm.delete(callWords).where(inArray(callWords.rowid, document)),
    db.orm.delete(callIndex).where(mine),
  ] as const;
}

/** The version of the call whose words are found. Null: none. */
export async function indexedVersion(db: TenantDb, callId: CallId): Promise<number | null> {
  const { callVersion } = callIndex;
  const row = await db.orm
    .select({ callVersion })
    .from(callIndex)
    .where(and(eq(callIndex.tenantId, db.tenantId), eq(callIndex.callId, callId)))
    .get();
  return row?.callVersion ?? null;
}

/** Ids of calls in which every word was said; of each word, one of its hashes. */
export function callsSaying(db: TenantDb, words: readonly (readonly string[])[]) {
  return sql`(
    SELECT i.call_id FROM call_words CROSS JOIN call_index AS i ON i.document = call_words.rowid
    WHERE call_words MATCH ${holdingAll(words)} AND i.tenant_id = ${db.tenantId})`;
}
