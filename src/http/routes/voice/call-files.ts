import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { callFileBody, callFileReport } from "../../../contracts/call-import.ts";
import { connectionId } from "../../../domain/ids.ts";
import { importCallFile } from "../../../use-cases/voice/outbound/import-call-file.ts";
import { body, clerkOf, commonRefusals, createApi, json, notFound } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const importFile = createRoute({
  method: "post",
  path: "/connections/{connectionId}/import-call-file",
  tags: ["Connections"],
  summary: "Take calls from a file",
  description: "At most 200 a request. What is known already stays as it is, however often this is repeated.",
  security: [{ session: [] }],
  middleware: requirePermission("connections:write"),
  request: { params: z.object({ connectionId }), body: body(callFileBody) },
  responses: { 200: json(callFileReport, "What became, or would become, of each call."), ...commonRefusals },
});

export const callFileRoutes = createApi().openapi(importFile, async (c) => {
  const { connectionId: id } = c.req.valid("param");
  const done = await importCallFile(clerkOf(c), c.executionCtx, id, c.req.valid("json"));
  if (done.ok) return c.json(done.value, 200);
  if (done.error.reason === "not_found") return notFound(c, done.error.what);
  const errors = [{ field: "text", rule: done.error.rule }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "This file cannot be read.", errors });
});
