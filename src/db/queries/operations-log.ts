import { and, desc, eq, gte, type InferSelectModel, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { DeadLetterId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { cronRuns, deadLetters, errorGroups } from "../schema/operations.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

// The platform's own: what belongs to no tenant.

export type CronRun = InferSelectModel<typeof cronRuns>;
export type ErrorGroup = InferSelectModel<typeof errorGroups>;
export type DeadLetter = InferSelectModel<typeof deadLetters>;
export type ListedLetter = Omit<DeadLetter, "body">;

/** Bounds the table: a new kind of error beyond it is not kept, known ones are counted on. */
const MAX_ERROR_GROUPS = 1_000;

/** A repeated run of the same minute takes the place of the one before. */
export async function insertCronRun(d1: D1Database, run: CronRun): Promise<void> {
  const { cron, dueAt } = cronRuns;
  await drizzle(d1)
    .insert(cronRuns)
    .values(run)
    .onConflictDoUpdate({ target: [cron, dueAt], set: run });
}

/** Newest first. */
export function listCronRuns(d1: D1Database, cron: string, since: EpochMs): Promise<CronRun[]> {
  return drizzle(d1)
    .select()
    .from(cronRuns)
    .where(and(eq(cronRuns.cron, cron), gte(cronRuns.dueAt, since)))
    .orderBy(desc(cronRuns.dueAt))
    .limit(1_000)
    .all();
}

export async function addToErrorGroups(d1: D1Database, groups: readonly ErrorGroup[]): Promise<void> {
  const statement = `
    INSERT INTO error_groups (id, event, message, count, first_at, last_at, request_id)
    SELECT value->>'id', value->>'event', value->>'message', value->>'count', value->>'firstAt', value->>'lastAt',
      value->>'requestId'
    FROM json_each(?1)
    WHERE (SELECT count(*) FROM error_groups) < ?2 OR value->>'id' IN (SELECT id FROM error_groups)
    ON CONFLICT (id) DO UPDATE SET
      count = count + excluded.count, last_at = max(last_at, excluded.last_at), request_id = excluded.request_id`;
  await d1.prepare(statement).bind(JSON.stringify(groups), MAX_ERROR_GROUPS).run();
}

/** Latest first. */
export async function listErrorGroups(d1: D1Database, page: Page): Promise<Paged<ErrorGroup>> {
  const keyset = { at: errorGroups.lastAt, id: errorGroups.id };
  const rows = await drizzle(d1)
    .select()
    .from(errorGroups)
    .where(beforeCursor(page, keyset))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.lastAt, id: row.id }));
}

/** Newest first, of one queue if asked. */
export async function listDeadLetters(d1: D1Database, queue: string | null, page: Page): Promise<Paged<ListedLetter>> {
  const { id, queue: of, messageId, receivedAt } = deadLetters;
  const keyset = { at: receivedAt, id };
  const rows = await drizzle(d1)
    .select({ id, queue: of, messageId, receivedAt })
    .from(deadLetters)
    .where(and(queue === null ? undefined : eq(of, queue), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.receivedAt, id: row.id }));
}

export async function findDeadLetter(d1: D1Database, id: DeadLetterId): Promise<DeadLetter | null> {
  const row = await drizzle(d1).select().from(deadLetters).where(eq(deadLetters.id, id)).get();
  return row ?? null;
}

/** A statement, for a batch with the audit entry. */
export function deleteDeadLetter(d1: D1Database, id: DeadLetterId) {
  return drizzle(d1).delete(deadLetters).where(eq(deadLetters.id, id));
}

/** What is older goes, at most `limit` rows of each table. Tells how many went of the fullest. */
export async function deleteOldOperations(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const orm = drizzle(d1);
  const oldRuns = sql`rowid in (select rowid from cron_runs where due_at < ${before} order by due_at limit ${limit})`;
  const oldErrors = sql`rowid in (select rowid from error_groups where last_at < ${before} order by last_at limit ${limit})`;
  const [runs, errors] = await orm.batch([
    orm.delete(cronRuns).where(oldRuns),
    orm.delete(errorGroups).where(oldErrors),
  ]);
  return Math.max(runs.meta.changes, errors.meta.changes);
}
