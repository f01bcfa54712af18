import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import {
  leadImportView,
  leadMapping,
  leadPreview,
  MAX_LEAD_ROWS,
  MAX_PART_LENGTH,
} from "../../../contracts/lead-imports.ts";
import { branchId, type LeadImportId, leadImportId } from "../../../domain/ids.ts";
import type { LeadFileProblem } from "../../../domain/leads/import/lead-columns.ts";
import type { Result } from "../../../domain/result.ts";
import { countryOfBranch } from "../../../domain/voice/phone.ts";
import { addPart, beginImport, type ImportRefusal, startImport } from "../../../use-cases/leads/import/begin-import.ts";
import { previewLeads } from "../../../use-cases/leads/import/preview-leads.ts";
import { findImportView, listImportViews, streamRefused } from "../../../use-cases/leads/import/view-imports.ts";
import {
  body,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  tenantActor,
} from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { openBranch } from "../../open-branch.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { leadsImporting } from "./definitions.ts";

const one = z.object({ importId: leadImportId });
const shown = { 200: json(leadImportView, "The import."), ...commonRefusals };
const stepped = { ...shown, 409: refusal("Not now: `wrong_step`. `title` tells how the import stands.") };

const preview = createRoute({
  method: "post",
  path: "/lead-imports/preview",
  summary: "How the beginning of a CSV file of leads would be read",
  description: "Which column tells what is guessed from German and English headers; `mapping` corrects it.",
  ...leadsImporting,
  request: {
    body: body(
      z.strictObject({ branchId, text: z.string().min(1).max(MAX_PART_LENGTH), mapping: leadMapping.default({}) }),
    ),
  },
  responses: { 200: json(leadPreview, "The first 20 rows."), ...commonRefusals },
});

const begin = createRoute({
  method: "post",
  path: "/lead-imports",
  summary: "Begin an import of leads",
  description: `Then send the file in parts, \`check\` it, and \`import\` it: up to ${MAX_LEAD_ROWS.toLocaleString("en")} rows.`,
  ...leadsImporting,
  request: {
    body: body(
      z.strictObject({
        branchId,
        name: z.string().trim().min(1).max(120),
        hasConsent: z.boolean().default(false).describe("Whether everybody in it agreed to be called and written to."),
      }),
    ),
  },
  responses: { 201: json(leadImportView, "The import."), ...commonRefusals },
});

const list = createRoute({
  method: "get",
  path: "/lead-imports",
  summary: "Imports of leads, newest first",
  ...leadsImporting,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(leadImportView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/lead-imports/{importId}",
  summary: "How an import stands",
  ...leadsImporting,
  request: { params: one },
  responses: shown,
});

const part = createRoute({
  method: "put",
  path: "/lead-imports/{importId}/parts/{part}",
  summary: "A part of the file",
  description: "Numbered from 0. Cut it anywhere, within a row too. The same part again takes the place of the first.",
  ...leadsImporting,
  request: {
    params: one.extend({ part: z.string().regex(/^\d{1,2}$/, "must be a number from 0 to 99") }),
    body: body(z.strictObject({ text: z.string().min(1).max(MAX_PART_LENGTH) })),
  },
  responses: stepped,
});

const start = createRoute({
  method: "post",
  path: "/lead-imports/{importId}/start",
  summary: "Check the whole file, or import it after that",
  description:
    "Both go on by themselves: ask for the import until it is `checked` or `done`. A check counts what an import would " +
    "do and stores no lead. Leads of a file are not contacted by themselves.",
  ...leadsImporting,
  request: {
    params: one,
    body: body(z.strictObject({ step: z.enum(["check", "import"]), mapping: leadMapping.default({}) })),
  },
  responses: stepped,
});

const refused = createRoute({
  method: "get",
  path: "/lead-imports/{importId}/refused",
  summary: "The rows that were left out, with the reason, as a CSV file",
  ...leadsImporting,
  request: { params: one },
  responses: {
    200: { description: "The file.", content: { "text/csv": { schema: z.string() } } },
    ...commonRefusals,
  },
});

export const leadImportRoutes = createApi()
  .openapi(preview, async (c) => {
    const { branchId: id, text, mapping } = c.req.valid("json");
    const { rules } = await openBranch(c, id);
    const read = previewLeads(text, mapping, countryOfBranch(rules));
    return read.ok ? c.json(read.value, 200) : problemResponse(c, unreadable(read.error));
  })
  .openapi(begin, async (c) => {
    const given = c.req.valid("json");
    await openBranch(c, given.branchId);
    const view = await viewOf(c, await beginImport(editorOf(c), given));
    return view ? c.json(view, 201) : notFound(c, "import");
  })
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listImportViews(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const view = await viewOf(c, c.req.valid("param").importId);
    return view ? c.json(view, 200) : notFound(c, "import");
  })
  .openapi(part, async (c) => {
    const { importId, part: number } = c.req.valid("param");
    return answer(c, await addPart(editorOf(c), importId, Number(number), c.req.valid("json").text));
  })
  .openapi(start, async (c) =>
    answer(c, await startImport(editorOf(c), c.req.valid("param").importId, c.req.valid("json"))),
  )
  .openapi(refused, async (c) => {
    const file = await streamRefused(c.env, tenantActor(c).tenantId, c.req.valid("param").importId);
    if (!file) return notFound(c, "import");
    c.header("Content-Disposition", 'attachment; filename="refused-leads.csv"');
    return c.body(file, 200, { "Content-Type": "text/csv; charset=utf-8" });
  });

async function answer(c: Context<AppEnv>, done: Result<LeadImportId, ImportRefusal>) {
  if (!done.ok) return problemResponse(c, importProblem(done.error));
  const view = await viewOf(c, done.value);
  return view ? c.json(view, 200) : notFound(c, "import");
}

function viewOf(c: Context<AppEnv>, id: LeadImportId) {
  return findImportView(c.env, tenantActor(c).tenantId, id);
}

function importProblem(refusedFor: ImportRefusal): Problem {
  switch (refusedFor.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such import." };
    case "too_many":
      return { status: 409, code: refusedFor.reason, title: `A file has at most ${refusedFor.limit} parts.` };
    case "wrong_step":
      return { status: 409, code: refusedFor.reason, title: `That cannot be done now: it is ${refusedFor.status}.` };
    case "unreadable":
      return unreadable(refusedFor.problem);
    default:
      return refusedFor satisfies never;
  }
}

function unreadable(problem: LeadFileProblem): Problem {
  const errors = [{ field: "text", rule: ruleOf(problem) }];
  return { status: 400, code: "invalid_input", title: "The file cannot be read.", errors };
}

function ruleOf(problem: LeadFileProblem): string {
  switch (problem.reason) {
    case "missing_columns":
      return "needs a column with a phone number or an e-mail address";
    case "unknown_column":
      return `has no column "${problem.column}"`;
    case "no_rows":
      return "has no rows";
    case "too_many_columns":
      return `has more than ${problem.limit} columns`;
    default:
      return problem satisfies never;
  }
}
