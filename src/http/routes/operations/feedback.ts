import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { feedbackStatus, feedbackView } from "../../../contracts/feedback.ts";
import { feedbackId } from "../../../domain/ids.ts";
import { setFeedbackStatus, viewFeedback } from "../../../use-cases/feedback/read-feedback.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { operatorOf, operatorReading, operatorWriting } from "../../operator.ts";

const list = createRoute({
  method: "get",
  path: "/operations/feedback",
  summary: "What users of all businesses told, newest first",
  ...operatorReading,
  request: { query: z.strictObject({ status: feedbackStatus.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(feedbackView), "A page."), ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/operations/feedback/{feedbackId}",
  summary: "Settle feedback, or open it again",
  ...operatorWriting,
  request: { params: z.object({ feedbackId }), body: body(z.strictObject({ status: feedbackStatus })) },
  responses: { 200: json(feedbackView, "As it is now."), ...commonRefusals },
});

export const operatorFeedbackRoutes = createApi()
  .openapi(list, async (c) => {
    const { status = null, cursor = null, limit } = c.req.valid("query");
    return c.json(await viewFeedback(c.env, status, { cursor, limit }), 200);
  })
  .openapi(change, async (c) => {
    const { status } = c.req.valid("json");
    const changed = await setFeedbackStatus(operatorOf(c), c.req.valid("param").feedbackId, status);
    return changed ? c.json(changed, 200) : notFound(c, "feedback");
  });
