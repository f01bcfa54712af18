import { createRoute } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import { type AuditEntry, auditInsert } from "../db/queries/audit.ts";
import { tenantDb } from "../db/tenant-db.ts";
import { actorId } from "../domain/identity/actor.ts";
import { exportLimit } from "../domain/identity/strict-limits.ts";
import { branchId, calendarAccountId, customerId, leadId, staffId } from "../domain/ids.ts";
import { csvColumns } from "../domain/operations/csv-columns.ts";
import { takeStrict } from "../use-cases/identity/strict-limit.ts";
import { MAX_EXPORTED_PAGES, type Pager, streamCsv } from "../use-cases/operations/stream-csv.ts";
import { commonRefusals, createApi, notFound, tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { requirePermission } from "./middleware/require-permission.ts";
import { problemResponse } from "./problem.ts";

/** What a list may lie below, by the id in its path. */
const PARENTS = {
  branchId: { id: branchId, noun: "branch" },
  customerId: { id: customerId, noun: "customer" },
  leadId: { id: leadId, noun: "lead" },
  staffId: { id: staffId, noun: "staff member" },
  accountId: { id: calendarAccountId, noun: "calendar account" },
};

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
  /** Reads pages. Null: there is nothing of this tenant's that the list would lie below. */
  open(c: Context<AppEnv>, query: z.infer<Query>): Opened<z.infer<View>> | Promise<Opened<z.infer<View>>>;
};

type Opened<Item> = Pager<Item> | null;

/** The list at `path` as a CSV file at `path/export`: the same filters, the same fields, all pages at once. */
export function exportRoute<View extends z.ZodObject, Query extends z.ZodObject>(table: ExportedTable<View, Query>) {
  const { reading, path, what, query } = table;
  const columns = csvColumns(table.item);
  const parent = parentOf(path);
  const route = createRoute({
    method: "get",
    path: `${path}/export`,
    summary: `${what} as a CSV file`,
    description: `The list's filters and fields. Up to ${(MAX_EXPORTED_PAGES * 100).toLocaleString("en")} rows: a longer file breaks off, so ask for a part of it.`,
    ...reading,
    middleware: [...[reading.middleware].flat(), requirePermission("data:export")],
    request: { query, ...(parent ? { params: z.object({ [parent.name]: parent.id }) } : {}) },
    responses: {
      200: { description: "The file.", content: { "text/csv": { schema: z.string() } } },
      ...commonRefusals,
    },
  });
  return createApi().openapi(route, async (c) => {
    const taken = await takeStrict(c.env, exportLimit, actorId(c.get("actor")));
    if (!taken.ok) return tooMany(c, taken.error.retryAfterSeconds);
    const filter = c.req.valid("query" as never) as z.infer<Query>; // the schema stands in the route's own `query`
    const pager = await table.open(c, filter);
    if (!pager) return notFound(c, parent?.noun ?? "list");
    const file = await streamCsv(columns, pager);
    const name = path.split("/").at(-1) ?? "export";
    const subjectId = (parent && c.req.param(parent.name)) ?? name;
    await auditInsert(tenantDb(c.env.DB, tenantActor(c).tenantId), entryOf(c, subjectId, { table: name, filter }));
    c.header("Content-Disposition", `attachment; filename="${name}.csv"`);
    return c.body(file, 200, { "Content-Type": "text/csv; charset=utf-8" });
  });
}

function parentOf(path: string) {
  const found = Object.entries(PARENTS).find(([name]) => path.includes(`{${name}}`));
  return found && { name: found[0], ...found[1] };
}

const SOUGHT = ["q", "phone", "email", "number", "search"];

type Taken = { table: string; filter: Record<string, unknown> };

/** What was searched for may be a name or a number: that it was searched is enough. */
function entryOf(c: Context<AppEnv>, subjectId: string, { table, filter }: Taken): AuditEntry {
  const told = Object.entries(filter).map(([name, value]) => [name, SOUGHT.includes(name) ? "…" : value]);
  const facts = { table, filter: Object.fromEntries(told) };
  const by = { actor: actorId(c.get("actor")), requestId: c.get("requestId"), at: Date.now() };
  return { ...by, action: "data.exported", subjectId, facts };
}

function tooMany(c: Context<AppEnv>, retryAfterSeconds: number) {
  c.header("Retry-After", String(retryAfterSeconds));
  const title = `At most ${exportLimit.limit} files an hour.`;
  return problemResponse(c, { status: 429, code: "too_many_requests", title });
}
