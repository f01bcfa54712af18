import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { auditReport } from "../../../contracts/audit.ts";
import { verifyAudit } from "../../../use-cases/audit/verify-audit.ts";
import { listAuditViews } from "../../../use-cases/audit/view-audit.ts";
import { body, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { afterSeq, auditPage, listQuery, toFilter } from "./definitions.ts";

export const auditReading = { tags: ["Audit"], security, middleware: requirePermission("audit:read") };

const list = createRoute({
  method: "get",
  path: "/audit-log",
  summary: "Audit entries, newest first",
  ...auditReading,
  request: { query: listQuery },
  responses: { 200: json(auditPage, "A page of entries."), ...commonRefusals },
});

const verify = createRoute({
  method: "post",
  path: "/audit-log/verify",
  summary: "Check the chain of audit entries",
  description:
    "Finds entries that were edited, deleted, reordered, slipped in or cut off at the end, and compares the chain with the heads that are kept outside each night.",
  ...auditReading,
  request: { body: body(z.strictObject({ afterSeq })) },
  responses: { 200: json(auditReport, "What was found."), ...commonRefusals },
});

export const auditRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listAuditViews(c.env, tenantActor(c).tenantId, toFilter(filter), page), 200);
  })
  .openapi(verify, async (c) => {
    const { afterSeq: from = 0 } = c.req.valid("json");
    return c.json(await verifyAudit(c.env, tenantActor(c).tenantId, from), 200);
  });
