import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { auditReport } from "../../../contracts/audit.ts";
import { findAnyTenant } from "../../../db/queries/platform.ts";
import { PLATFORM } from "../../../db/tenant-db.ts";
import { verifyAudit } from "../../../use-cases/audit/verify-audit.ts";
import { listAuditViews } from "../../../use-cases/audit/view-audit.ts";
import { body, commonRefusals, createApi, json, notFound, security } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { afterSeq, auditPage, listQuery, toFilter } from "./definitions.ts";

const shared = { tags: ["Operations"], security, middleware: requirePermission("operations:read") };

const tenant = z.string().min(1).max(64).optional().describe("Its id or slug. Without it: the operators' own chain.");

const list = createRoute({
  method: "get",
  path: "/operations/audit-log",
  summary: "Audit entries of operators, newest first",
  ...shared,
  request: { query: listQuery },
  responses: { 200: json(auditPage, "A page of entries."), ...commonRefusals },
});

const verify = createRoute({
  method: "post",
  path: "/operations/audit-log/verify",
  summary: "Check the chain of a tenant, or of the platform",
  ...shared,
  request: { body: body(z.strictObject({ tenant, afterSeq })) },
  responses: { 200: json(auditReport, "What was found."), ...commonRefusals },
});

export const operatorAuditRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listAuditViews(c.env, PLATFORM, toFilter(filter), page), 200);
  })
  .openapi(verify, async (c) => {
    const { tenant: named, afterSeq: from = 0 } = c.req.valid("json");
    const owner = named === undefined ? PLATFORM : (await findAnyTenant(c.env.DB, named))?.id;
    return owner ? c.json(await verifyAudit(c.env, owner, from), 200) : notFound(c, "tenant");
  });
