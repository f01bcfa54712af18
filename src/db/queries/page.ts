import { Buffer } from "node:buffer";
import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { EpochMs } from "../../domain/time.ts";

/** `cursor` is the `nextCursor` of the page before, null for the first. */
export type Page = { cursor: string | null; limit: number };
export type Paged<Row> = { items: Row[]; nextCursor: string | null };

/** Where a page ended: pages start behind it, so rows that come or go meanwhile shift nothing. */
type Position = { at: EpochMs; id: string };
type Keyset = { at: SQLiteColumn | SQL; id: SQLiteColumn };

const MAX_PAGE_SIZE = 100;
const POSITION = /^(\d{1,15})\.([a-z]{3}_[0-9a-z]{26})$/;

/** For schemas of query parameters: a cursor that we did not make is the client's mistake, not ours. */
export function isCursor(text: string): boolean {
  return readCursor(text) !== null;
}

export function pageSize({ limit }: Page): number {
  return Math.min(Math.max(Math.trunc(limit) || 1, 1), MAX_PAGE_SIZE);
}

/** Rows that come after the cursor in ascending order of `(at, id)`. */
export function afterCursor({ cursor }: Page, { at, id }: Keyset): SQL | undefined {
  if (cursor === null) return undefined;
  const position = positionOf(cursor);
  return sql`(${at}, ${id}) > (${position.at}, ${position.id})`;
}

/** Rows that come after the cursor in descending order of `(at, id)`. */
export function beforeCursor({ cursor }: Page, { at, id }: Keyset): SQL | undefined {
  if (cursor === null) return undefined;
  const position = positionOf(cursor);
  return sql`(${at}, ${id}) < (${position.at}, ${position.id})`;
}

/** Makes a page of rows that were read with `pageSize + 1`: the extra row tells that there is more. */
export function toPage<Row>(rows: Row[], page: Page, positionAt: (row: Row) => Position): Paged<Row> {
  const items = rows.slice(0, pageSize(page));
  const last = items.at(-1);
  const nextCursor = last !== undefined && rows.length > items.length ? toCursor(positionAt(last)) : null;
  return { items, nextCursor };
}

/** A page of a list that was read as a whole. Its last item may have gone since: then the page begins where it stood. */
export function pageOfList<Item extends { id: string }>(list: Item[], { cursor, limit }: Page): Paged<Item> {
  const from = cursor === null ? 0 : indexAfter(list, positionOf(cursor));
  const items = list.slice(from, from + limit);
  const last = items.at(-1);
  const hasMore = from + items.length < list.length;
  return { items, nextCursor: last && hasMore ? toCursor({ at: from + items.length - 1, id: last.id }) : null };
}

function indexAfter(list: { id: string }[], { at, id }: Position): number {
  const index = list.findIndex((item) => item.id === id);
  return index < 0 ? at : index + 1;
}

function toCursor({ at, id }: Position): string {
  return Buffer.from(`${at}.${id}`).toString("base64url");
}

function readCursor(text: string): Position | null {
  const [, at, id] = POSITION.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  return at !== undefined && id !== undefined ? { at: Number(at), id } : null;
}

/** Where a page begins that is read elsewhere than in D1. */
export function positionOf(cursor: string): Position {
  const position = readCursor(cursor);
  if (!position) throw new RangeError("cursor is not one of ours");
  return position;
}

/**
 * The ids as a table to join on, for lists longer than the 100 parameters of D1. Put it on the left of a cross join:
 * an `in (select ...)` makes SQLite believe that reading the whole tenant is cheaper than looking the ids up.
 */
export function listedIds(ids: readonly string[]): { table: SQL; value: SQL } {
  const list = JSON.stringify([...new Set(ids)]);
  return { table: sql`json_each(${list}) as listed`, value: sql`listed.value` };
}

/**
 * Texts of any number for `inArray(column, among(texts))`. Only for a column whose index begins with the tenant and goes
 * on with it: everywhere else, `listedIds`.
 */
export function among(texts: readonly string[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(texts)}))`;
}
