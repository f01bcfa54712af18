import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { knowledgeAnswer, knowledgeBody, knowledgePatch, knowledgeView } from "../../../contracts/knowledge.ts";
import { findVoiceRules } from "../../../db/directory.ts";
import { branchId, knowledgeEntryId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import { findAnswer } from "../../../domain/voice/knowledge.ts";
import { addKnowledge, changeKnowledge, dropKnowledge } from "../../../use-cases/voice/desk/change-knowledge.ts";
import { findKnowledgeView, listKnowledgeViews } from "../../../use-cases/voice/desk/view-knowledge.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  tenantActor,
} from "../../api.ts";
import { openBranch } from "../../open-branch.ts";
import { problemResponse } from "../../problem.ts";
import { conflict, deskProblem, reading, writing } from "./definitions.ts";

const one = z.object({ knowledgeId: knowledgeEntryId });
const shown = { 200: json(knowledgeView, "The entry."), ...commonRefusals };
export const knowledgeFilter = { branchId: branchId.optional(), language: language.optional() };

const list = createRoute({
  method: "get",
  path: "/knowledge",
  summary: "What the agent can answer, oldest first",
  ...reading,
  request: { query: z.strictObject({ ...knowledgeFilter, ...cursorQuery }) },
  responses: { 200: json(paged(knowledgeView), "A page."), ...commonRefusals },
});

const tryOut = createRoute({
  method: "get",
  path: "/branches/{branchId}/knowledge/answer",
  summary: "What the agent would answer",
  description: "By the same rules as during a call, from the active entries of the branch.",
  ...reading,
  request: {
    params: z.object({ branchId }),
    query: z.strictObject({ question: z.string().trim().min(1).max(300), language }),
  },
  responses: { 200: json(knowledgeAnswer, "Without an entry: it would offer to take a message."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/knowledge/{knowledgeId}",
  summary: "One entry",
  ...reading,
  request: { params: one },
  responses: shown,
});

const create = createRoute({
  method: "post",
  path: "/knowledge",
  summary: "Add an entry",
  ...writing,
  request: { body: body(knowledgeBody) },
  responses: { 201: json(knowledgeView, "The entry."), ...conflict, ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/knowledge/{knowledgeId}",
  summary: "Change an entry",
  description: "What is left out stays. Calls hear of it within half a minute.",
  ...writing,
  request: { params: one, body: body(knowledgePatch) },
  responses: shown,
});

const remove = createRoute({
  method: "delete",
  path: "/knowledge/{knowledgeId}",
  summary: "Delete an entry",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "It is gone." }, ...commonRefusals },
});

export const knowledgeRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...wanted } = c.req.valid("query");
    return c.json(await listKnowledgeViews(c.env, tenantActor(c).tenantId, wanted, { cursor, limit }), 200);
  })
  .openapi(tryOut, async (c) => {
    const { ref } = await openBranch(c, c.req.valid("param").branchId);
    const { question, language } = c.req.valid("query");
    const { knowledge } = await findVoiceRules(c.env, c.executionCtx, ref);
    const found = findAnswer(question, language, knowledge);
    const { id: entryId = null, answer = null } = found?.entry ?? {};
    return c.json({ entryId, answer, score: found?.score ?? 0 }, 200);
  })
  .openapi(show, async (c) => {
    const found = await findKnowledgeView(c.env, tenantActor(c).tenantId, c.req.valid("param").knowledgeId);
    return found ? c.json(found, 200) : notFound(c, "entry");
  })
  .openapi(create, async (c) => {
    const made = await addKnowledge(clerkOf(c), c.req.valid("json"));
    if (!made.ok) return problemResponse(c, deskProblem(made.error));
    const view = await findKnowledgeView(c.env, tenantActor(c).tenantId, made.value);
    return view ? c.json(view, 201) : notFound(c, "entry");
  })
  .openapi(change, async (c) => {
    const changed = await changeKnowledge(clerkOf(c), c.req.valid("param").knowledgeId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, deskProblem(changed.error));
    const view = await findKnowledgeView(c.env, tenantActor(c).tenantId, changed.value);
    return view ? c.json(view, 200) : notFound(c, "entry");
  })
  .openapi(remove, async (c) => {
    const gone = await dropKnowledge(clerkOf(c), c.req.valid("param").knowledgeId);
    return gone.ok ? c.body(null, 204) : problemResponse(c, deskProblem(gone.error));
  });
