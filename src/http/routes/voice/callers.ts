import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { listedCallerBody, listedCallerView, transferBody, transferView } from "../../../contracts/voice-desk.ts";
import { branchId, listedCallerId, transferRuleId } from "../../../domain/ids.ts";
import { listKind } from "../../../domain/voice/voice-rules.ts";
import { listCaller, listCallerViews, unlistCaller } from "../../../use-cases/voice/desk/caller-lists.ts";
import { addTransfer, dropTransfer, listTransferViews } from "../../../use-cases/voice/desk/transfers.ts";
import { body, clerkOf, commonRefusals, createApi, cursorQuery, json, paged, tenantActor } from "../../api.ts";
import { phoneInput } from "../../contact-input.ts";
import { openBranch } from "../../open-branch.ts";
import { problemResponse } from "../../problem.ts";
import { conflict, deskProblem, reading, writing } from "./definitions.ts";

const gone = { 204: { description: "It is gone." }, ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/voice/callers",
  summary: "Numbers that are turned away, and those of VIPs, oldest first",
  ...reading,
  request: { query: z.strictObject({ kind: listKind.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(listedCallerView), "A page."), ...commonRefusals },
});

const add = createRoute({
  method: "post",
  path: "/voice/callers",
  summary: "Put a number on a list",
  description:
    "A number is on one list at most: the later one counts. A blocked caller is turned away before the agent answers.",
  ...writing,
  request: { body: body(listedCallerBody(phoneInput)) },
  responses: { 201: json(listedCallerView, "The number."), ...conflict, ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/voice/callers/{callerId}",
  summary: "Take a number off its list",
  ...writing,
  request: { params: z.object({ callerId: listedCallerId }) },
  responses: gone,
});

const listRules = createRoute({
  method: "get",
  path: "/branches/{branchId}/transfer-rules",
  summary: "Whom callers are put through to, oldest first",
  ...reading,
  request: { params: z.object({ branchId }), query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(transferView), "A page."), ...commonRefusals },
});

const addRule = createRoute({
  method: "post",
  path: "/transfer-rules",
  summary: "Say whom callers are put through to",
  description: "By topic, language and hour. Where no rule fits, the agent offers to take a message.",
  ...writing,
  request: { body: body(transferBody(phoneInput)) },
  responses: { 201: json(transferView, "The rule."), ...conflict, ...commonRefusals },
});

const removeRule = createRoute({
  method: "delete",
  path: "/transfer-rules/{ruleId}",
  summary: "Delete a rule",
  ...writing,
  request: { params: z.object({ ruleId: transferRuleId }) },
  responses: gone,
});

export const callerListRoutes = createApi()
  .openapi(list, async (c) => {
    const { kind, cursor = null, limit } = c.req.valid("query");
    return c.json(await listCallerViews(c.env, tenantActor(c).tenantId, kind, { cursor, limit }), 200);
  })
  .openapi(add, async (c) => {
    const added = await listCaller(clerkOf(c), c.req.valid("json"));
    return added.ok ? c.json(added.value, 201) : problemResponse(c, deskProblem(added.error));
  })
  .openapi(remove, async (c) => {
    const done = await unlistCaller(clerkOf(c), c.req.valid("param").callerId);
    return done.ok ? c.body(null, 204) : problemResponse(c, deskProblem(done.error));
  })
  .openapi(listRules, async (c) => {
    const { ref } = await openBranch(c, c.req.valid("param").branchId);
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listTransferViews(c.env, ref.tenantId, ref.branchId, { cursor, limit }), 200);
  })
  .openapi(addRule, async (c) => {
    const added = await addTransfer(clerkOf(c), c.req.valid("json"));
    return added.ok ? c.json(added.value, 201) : problemResponse(c, deskProblem(added.error));
  })
  .openapi(removeRule, async (c) => {
    const done = await dropTransfer(clerkOf(c), c.req.valid("param").ruleId);
    return done.ok ? c.body(null, 204) : problemResponse(c, deskProblem(done.error));
  });
