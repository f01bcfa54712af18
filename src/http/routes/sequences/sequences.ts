import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { sequenceBody, sequencePatch, sequenceView } from "../../../contracts/sequences.ts";
import { type SequenceId, sequenceId } from "../../../domain/ids.ts";
import {
  changeSequence,
  createSequence,
  deleteSequence,
  findSequenceView,
  listSequenceViews,
  type SequenceRefusal,
} from "../../../use-cases/sequences/change-sequence.ts";
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
import { editorOf, etag, ifMatch } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const common = { tags: ["Sequences"], security };
export const sequencesReading = { ...common, middleware: requirePermission("sequences:read") };
const writing = { ...common, middleware: requirePermission("sequences:write") };
const one = z.object({ sequenceId });
const shown = { 200: json(sequenceView, "The sequence."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/sequences",
  summary: "Follow-up sequences, newest first",
  ...sequencesReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(sequenceView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/sequences/{sequenceId}",
  summary: "One sequence",
  ...sequencesReading,
  request: { params: one },
  responses: shown,
});

const create = createRoute({
  method: "post",
  path: "/sequences",
  summary: "Create a follow-up sequence",
  description:
    "Steps by SMS, WhatsApp, e-mail, call or as a task, each so long after the one before. Words name `{name}`, " +
    "`{business}`, `{branch}`, `{phone}` and `{link}`. It ends for whoever answers, books or opts out.",
  ...writing,
  request: { body: body(sequenceBody) },
  responses: {
    201: json(sequenceView, "The sequence."),
    409: refusal("There can be no more: `too_many`."),
    ...commonRefusals,
  },
});

const change = createRoute({
  method: "patch",
  path: "/sequences/{sequenceId}",
  summary: "Change a sequence, switch it on or off",
  description: "What is left out stays. Switched off, it ends for everybody who is in it.",
  ...writing,
  request: { params: one, headers: ifMatch, body: body(sequencePatch) },
  responses: { ...shown, 412: refusal("The sequence has another version than `If-Match` says.") },
});

const remove = createRoute({
  method: "delete",
  path: "/sequences/{sequenceId}",
  summary: "Delete a sequence",
  description: "It ends for everybody who is in it. What was sent stays in their history.",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "Deleted." }, ...commonRefusals },
});

export const sequenceRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listSequenceViews(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const view = await viewOf(c, c.req.valid("param").sequenceId);
    return view ? c.json(view, 200, etag(view.version)) : notFound(c, "sequence");
  })
  .openapi(create, async (c) => {
    const created = await createSequence(editorOf(c), c.req.valid("json"));
    if (!created.ok) return problemResponse(c, sequenceProblem(created.error));
    const view = await viewOf(c, created.value);
    return view ? c.json(view, 201, etag(view.version)) : notFound(c, "sequence");
  })
  .openapi(change, async (c) => {
    const changed = await changeSequence(editorOf(c), c.req.valid("param").sequenceId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, sequenceProblem(changed.error));
    const view = await viewOf(c, changed.value);
    return view ? c.json(view, 200, etag(view.version)) : notFound(c, "sequence");
  })
  .openapi(remove, async (c) => {
    const removed = await deleteSequence(editorOf(c), c.req.valid("param").sequenceId);
    return removed.ok ? c.body(null, 204) : problemResponse(c, sequenceProblem(removed.error));
  });

function viewOf(c: Context<AppEnv>, id: SequenceId) {
  return findSequenceView(c.env, tenantActor(c).tenantId, id);
}

function sequenceProblem(refused: SequenceRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "too_many":
      return { status: 409, code: refused.reason, title: `There can be at most ${refused.limit} sequences.` };
    case "version_conflict": {
      const detail = `The sequence is at version ${refused.version}. Read it again and repeat the change.`;
      return { status: 412, code: refused.reason, title: "The sequence was changed meanwhile.", detail };
    }
    default:
      return refused satisfies never;
  }
}
