import { createRoute } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import { type AuditEntry, auditInsert } from "../db/queries/audit.ts";
import { tenantDb } from "../db/tenant-db.ts";
import { actorId } from "../domain/identity/actor.ts";
import { exportLimit } from "../domain/identity/strict-limits.ts";
import { branchId } from "../domain/ids.ts";
import { csvColumns } from "../domain/operations/csv-columns.ts";
import { takeStrict } from "../use-cases/identity/strict-limit.ts";
import { MAX_EXPORTED_PAGES, type Pager, streamCsv } from "../use-cases/operations/stream-csv.ts";
import { commonRefusals, createApi, tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { requirePermission } from "./middleware/require-permission.ts";
import { problemResponse } from "./problem.ts";

/** A list that can be had as a file: `path` is the list's, `query` its filters, `item` what it lists. */
export type ExportedTable<View extends z.ZodObject, Query extends z.ZodObject> = {
  path: string;
  what: string;
  reading: {
    tags: string[];
    security: Record<string, never[]>[];
    middleware: MiddlewareHandler<AppEnv> | MiddlewareHandler<AppEnv>[];
  };
  item: View;
  query: Query;
  /** Refuses what does not exist, and reads pages of the rest. */
  open(c: Context<AppEnv>, query: z.infer<Query>): Pager<z.infer<View>> | Promise<Pager<z.infer<View>>>;
};

/** The list at `path` as a CSV file at `path/export`: the same filters, the same fields, all pages at once. */
export function exportRoute<View extends z.ZodObject, Query extends z.ZodObject>(table: ExportedTable<View, Query>) {
  const { reading, path, what, query } = table;
  const columns = csvColumns(table.item);
  const route = createRoute({
    method: "get",
    path: `${path}/export`,
    summary: `${what} as a CSV file`,
    description: `The list's filters and fields. Up to ${(MAX_EXPORTED_PAGES * 100).toLocaleString("en")} rows: a longer file breaks off, so ask for a part of it.`,
    ...reading,
    middleware: [...[reading.middleware].flat(), requirePermission("data:export")],
    request: { query, ...(path.includes("{branchId}") ? { params: z.object({ branchId }) } : {}) },
    responses: {
      200: { description: "The file.", content: { "text/csv": { schema: z.string() } } },
      ...commonRefusals,
    },
  });
  return createApi().openapi(route, async (c) => {
    const taken = await takeStrict(c.env, exportLimit, actorId(c.get("actor")));
    if (!taken.ok) return tooMany(c, taken.error.retryAfterSeconds);
    const filter = c.req.valid("query" as never) as z.infer<Query>; // the schema stands in the route's own `query`
    const file = await streamCsv(columns, await table.open(c, filter));
    const name = path.split("/").at(-1) ?? "export";
    await auditInsert(tenantDb(c.env.DB, tenantActor(c).tenantId), entryOf(c, name, filter));
    c.header("Content-Disposition", `attachment; filename="${name}.csv"`);
    return c.body(file, 200, { "Content-Type": "text/csv; charset=utf-8" });
  });
}

const SOUGHT = ["q", "phone", "email", "number", "search"];

/** What was searched for may be a name or a number: that it was searched is enough. */
function entryOf(c: Context<AppEnv>, table: string, filter: Record<string, unknown>): AuditEntry {
  const told = Object.entries(filter).map(([name, value]) => [name, SOUGHT.includes(name) ? "…" : value]);
  const facts = { filter: Object.fromEntries(told) };
  const by = { actor: actorId(c.get("actor")), requestId: c.get("requestId"), at: Date.now() };
  return { ...by, action: "data.exported", subjectId: c.req.param("branchId") ?? table, facts: { table, ...facts } };
}

function tooMany(c: Context<AppEnv>, retryAfterSeconds: number) {
  c.header("Retry-After", String(retryAfterSeconds));
  const title = `At most ${exportLimit.limit} files an hour.`;
  return problemResponse(c, { status: 429, code: "too_many_requests", title });
}
