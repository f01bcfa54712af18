import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { auditReport } from "../../../contracts/audit.ts";
import { verifyAudit } from "../../../use-cases/audit/verify-audit.ts";
import { exportAudit, listAuditViews } from "../../../use-cases/audit/view-audit.ts";
import { body, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { afterSeq, auditPage, exportQuery, listQuery, toFilter } from "./definitions.ts";

const shared = { tags: ["Audit"], security, middleware: requirePermission("audit:read") };

const list = createRoute({
  method: "get",
  path: "/audit-log",
  summary: "Audit entries, newest first",
  ...shared,
  request: { query: listQuery },
  responses: { 200: json(auditPage, "A page of entries."), ...commonRefusals },
});

const download = createRoute({
  method: "get",
  path: "/audit-log/export",
  summary: "Audit entries as a CSV file",
  description: "Up to 2,000, newest first. `X-Next-Cursor` is there when there are more: pass it as `cursor`.",
  ...shared,
  request: { query: exportQuery },
  responses: {
    200: { description: "The file.", content: { "text/csv": { schema: z.string() } } },
    ...commonRefusals,
  },
});

const verify = createRoute({
  method: "post",
  path: "/audit-log/verify",
  summary: "Check the chain of audit entries",
  description:
    "Finds entries that were edited, deleted, reordered, slipped in or cut off at the end, and compares the chain with the heads that are kept outside each night.",
  ...shared,
  request: { body: body(z.strictObject({ afterSeq })) },
  responses: { 200: json(auditReport, "What was found."), ...commonRefusals },
});

export const auditRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listAuditViews(c.env, tenantActor(c).tenantId, toFilter(filter), page), 200);
  })
  .openapi(download, async (c) => {
    const { cursor, ...filter } = c.req.valid("query");
    const file = await exportAudit(c.env, tenantActor(c).tenantId, toFilter(filter), cursor ?? null);
    c.header("Content-Disposition", 'attachment; filename="audit-log.csv"');
    if (file.nextCursor !== null) c.header("X-Next-Cursor", file.nextCursor);
    return c.body(file.text, 200, { "Content-Type": "text/csv; charset=utf-8" });
  })
  .openapi(verify, async (c) => {
    const { afterSeq: from = 0 } = c.req.valid("json");
    return c.json(await verifyAudit(c.env, tenantActor(c).tenantId, from), 200);
  });
