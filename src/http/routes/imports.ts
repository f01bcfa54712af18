import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { instant } from "../../contracts/booking.ts";
import { IMPORT_FIELDS } from "../../domain/booking/import/columns.ts";
import type { FileProblem } from "../../domain/booking/import/draft.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { branchId, serviceId, staffId } from "../../domain/ids.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { type ImportReport, importFile, previewFile } from "../../use-cases/booking/import-file.ts";
import { recordImport } from "../../use-cases/booking/record-import.ts";
import { commonRefusals, createApi, json, notFound, security, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { problemResponse } from "../problem.ts";

/** Longer lists are for a file, not for a page. The counts are always of the whole. */
const MAX_LISTED = 500;

const file = z.strictObject({
  format: z.enum(["csv", "ics"]),
  text: z.string().min(1).max(250_000),
  /** Column header to field; null leaves a column out. */
  mapping: z.record(z.string().max(200), z.enum(IMPORT_FIELDS).nullable()).optional(),
  /** Whose appointments they are where the file names nobody. */
  staffId: staffId.optional(),
});

const report = z.object({
  timeZone: z.string(),
  counts: z.object({ new: z.int(), known: z.int(), refused: z.int(), problems: z.int() }),
  rows: z.array(
    z.object({
      line: z.int(),
      outcome: z.enum(["new", "known", "refused"]),
      reason: z.string().nullable(),
      serviceId,
      staffId,
      startsAt: instant,
      endsAt: instant,
      status: z.string(),
      customer: z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }),
    }),
  ),
  problems: z.array(z.object({ line: z.int(), field: z.string(), rule: z.string() })),
});

const common = {
  method: "post" as const,
  tags: ["Appointments"],
  security,
  middleware: requirePermission("appointments:import"),
  request: {
    params: z.object({ branchId }),
    body: { required: true, content: { "application/json": { schema: file } } },
  },
};

const preview = createRoute({
  ...common,
  path: "/branches/{branchId}/imports/preview",
  summary: "What importing a CSV or ICS file would do",
  description: "Every line is read, matched and tried against the calendar. Nothing changes.",
  responses: { 200: json(report, "Line by line, the first 500."), ...commonRefusals },
});

const run = createRoute({
  ...common,
  path: "/branches/{branchId}/imports",
  summary: "Import appointments from a CSV or ICS file",
  description: "Lines with a problem and those that overlap stay out. The same file again changes nothing.",
  responses: { 200: json(report, "Line by line, the first 500."), ...commonRefusals },
});

export const importRoutes = createApi()
  .openapi(preview, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { staffId: fallback, ...given } = c.req.valid("json");
    if (fallback && !findStaff(access.rules, fallback)) return notFound(c, "staff member");
    const read = await previewFile(access, { ...given, staffId: fallback ?? null }, Date.now());
    return read.ok ? c.json(toView(read.value, access.rules.timeZone), 200) : unreadable(c, read.error);
  })
  .openapi(run, async (c) => {
    const actor = tenantActor(c);
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { staffId: fallback, ...given } = c.req.valid("json");
    if (fallback && !findStaff(access.rules, fallback)) return notFound(c, "staff member");
    const by = { actor: actorId(actor), now: Date.now() };
    const done = await importFile(access, { ...given, staffId: fallback ?? null }, by);
    if (!done.ok) return unreadable(c, done.error);
    const view = toView(done.value, access.rules.timeZone);
    const { new: imported, known, refused } = view.counts;
    await recordImport(
      access,
      { actor: by.actor, requestId: c.get("requestId"), at: by.now },
      { imported, known, refused },
    );
    return c.json(view, 200);
  });

function toView({ rows, problems }: ImportReport, timeZone: string): z.infer<typeof report> {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return {
    timeZone,
    counts: { new: count("new"), known: count("known"), refused: count("refused"), problems: problems.length },
    rows: rows.slice(0, MAX_LISTED).map(({ appointment, ...row }) => {
      const { serviceId: service, staffId: staff, startsAt, endsAt, status, customer } = appointment;
      const { name, phone, email } = customer;
      const times = { startsAt: toRfc3339(timeZone, startsAt), endsAt: toRfc3339(timeZone, endsAt) };
      return { ...row, serviceId: service, staffId: staff, ...times, status, customer: { name, phone, email } };
    }),
    problems: problems.slice(0, MAX_LISTED).map(({ line, field, rule }) => ({ line, field, rule })),
  };
}

function unreadable(c: Context<AppEnv>, problem: FileProblem) {
  const errors = errorsOf(problem);
  return problemResponse(c, { status: 400, code: "invalid_input", title: "The file cannot be read.", errors });
}

/** `rule` stays as it is from version to version: pages put it into words. */
function errorsOf(problem: FileProblem): { field: string; rule: string }[] {
  switch (problem.reason) {
    case "missing_columns":
      return problem.fields.map((field) => ({ field, rule: "missing_column" }));
    case "unknown_column":
      return [{ field: `mapping.${problem.column}`, rule: problem.reason }];
    default:
      return [{ field: "text", rule: problem.reason }];
  }
}
