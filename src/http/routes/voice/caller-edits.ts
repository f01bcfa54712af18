import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { listedCallerPatch, listedCallerView, transferPatch, transferView } from "../../../contracts/voice-desk.ts";
import { listedCallerId, transferRuleId } from "../../../domain/ids.ts";
import { changeListedCaller } from "../../../use-cases/voice/desk/caller-lists.ts";
import { changeTransfer } from "../../../use-cases/voice/desk/transfers.ts";
import { body, clerkOf, commonRefusals, createApi, json } from "../../api.ts";
import { phoneInput } from "../../contact-input.ts";
import { problemResponse } from "../../problem.ts";
import { deskProblem, writing } from "./definitions.ts";

const change = createRoute({
  method: "patch",
  path: "/voice/callers/{callerId}",
  summary: "Put a number on the other list, or change its note",
  ...writing,
  request: { params: z.object({ callerId: listedCallerId }), body: body(listedCallerPatch) },
  responses: { 200: json(listedCallerView, "The number."), ...commonRefusals },
});

const changeRule = createRoute({
  method: "patch",
  path: "/transfer-rules/{ruleId}",
  summary: "Change whom callers are put through to",
  ...writing,
  request: { params: z.object({ ruleId: transferRuleId }), body: body(transferPatch(phoneInput)) },
  responses: { 200: json(transferView, "The rule."), ...commonRefusals },
});

export const callerEditRoutes = createApi()
  .openapi(change, async (c) => {
    const changed = await changeListedCaller(clerkOf(c), c.req.valid("param").callerId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, deskProblem(changed.error));
  })
  .openapi(changeRule, async (c) => {
    const changed = await changeTransfer(clerkOf(c), c.req.valid("param").ruleId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, deskProblem(changed.error));
  });
