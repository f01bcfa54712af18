import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { enrolmentView } from "../../../contracts/sequences.ts";
import { branchId, customerId, type EnrolmentId, enrolmentId, leadId, sequenceId } from "../../../domain/ids.ts";
import { enrolmentStatus } from "../../../domain/leads/sequence.ts";
import type { Result } from "../../../domain/result.ts";
import {
  type EnrolmentRefusal,
  enrolByHand,
  findEnrolmentView,
  listEnrolmentViews,
  stopByHand,
} from "../../../use-cases/sequences/enrolments.ts";
import {
  body,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  security,
  tenantActor,
} from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { openBranch } from "../../open-branch.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { sequencesReading } from "./sequences.ts";

const common = { tags: ["Sequences"], security };
const writing = { ...common, middleware: requirePermission("sequences:write") };

export const enrolmentFilter = {
  sequenceId: sequenceId.optional(),
  leadId: leadId.optional(),
  customerId: customerId.optional(),
  status: enrolmentStatus.optional(),
};

const list = createRoute({
  method: "get",
  path: "/enrolments",
  summary: "Who is or was in a sequence, newest first",
  ...sequencesReading,
  request: { query: z.strictObject({ ...enrolmentFilter, ...cursorQuery }) },
  responses: { 200: json(paged(enrolmentView), "A page."), ...commonRefusals },
});

const wish = z
  .strictObject({ sequenceId, branchId, leadId: leadId.optional(), customerId: customerId.optional() })
  .refine((given) => (given.leadId === undefined) !== (given.customerId === undefined), {
    path: ["leadId"],
    message: "needs a lead or a customer, not both",
  });

const begin = createRoute({
  method: "post",
  path: "/enrolments",
  summary: "Put somebody into a sequence by hand",
  description: "Whatever its trigger. On one day, once.",
  ...writing,
  request: { body: body(wish) },
  responses: {
    201: json(enrolmentView, "The enrolment."),
    409: refusal("The sequence is switched off: `not_active`."),
    ...commonRefusals,
  },
});

const stop = createRoute({
  method: "post",
  path: "/enrolments/{enrolmentId}/stop",
  summary: "End a sequence for one person",
  ...writing,
  request: { params: z.object({ enrolmentId }) },
  responses: { 200: json(enrolmentView, "The enrolment."), ...commonRefusals },
});

export const enrolmentRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await listEnrolmentViews(c.env, tenantActor(c).tenantId, filter, { cursor, limit }), 200);
  })
  .openapi(begin, async (c) => {
    const given = c.req.valid("json");
    await openBranch(c, given.branchId);
    const person = { leadId: given.leadId ?? null, customerId: given.customerId ?? null };
    const begun = await enrolByHand(editorOf(c), { ...given, ...person });
    if (!begun.ok) return problemResponse(c, enrolmentProblem(begun.error));
    const view = await findEnrolmentView(c.env, tenantActor(c).tenantId, begun.value);
    return view ? c.json(view, 201) : notFound(c, "enrolment");
  })
  .openapi(stop, async (c) => answer(c, await stopByHand(editorOf(c), c.req.valid("param").enrolmentId)));

async function answer(c: Context<AppEnv>, done: Result<EnrolmentId, EnrolmentRefusal>) {
  if (!done.ok) return problemResponse(c, enrolmentProblem(done.error));
  const view = await findEnrolmentView(c.env, tenantActor(c).tenantId, done.value);
  return view ? c.json(view, 200) : notFound(c, "enrolment");
}

function enrolmentProblem(refused: EnrolmentRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "not_active":
      return { status: 409, code: refused.reason, title: "The sequence is switched off." };
    default:
      return refused satisfies never;
  }
}
