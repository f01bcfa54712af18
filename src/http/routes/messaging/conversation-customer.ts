import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { conversationCustomerBody, conversationDetail } from "../../../contracts/conversations.ts";
import { conversationId } from "../../../domain/ids.ts";
import { type NameRefusal, nameSender } from "../../../use-cases/messaging/inbox/name-sender.ts";
import { findDetailOfCustomer } from "../../../use-cases/messaging/inbox/view-conversation.ts";
import { body, commonRefusals, createApi, json, notFound, refusal, security, tenantActor } from "../../api.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const name = createRoute({
  method: "post",
  path: "/conversations/{conversationId}/customer",
  summary: "Say who an unknown sender is",
  description:
    "With `name` they become a customer. With `customerId` they are one already, who writes from another number or address: the conversations become one, and `POST /customers/{customerId}/unmerge` takes that back.",
  tags: ["Conversations"],
  security,
  middleware: [requirePermission("messages:write"), requirePermission("customers:write")] as const,
  request: { params: z.object({ conversationId }), body: body(conversationCustomerBody) },
  responses: {
    200: json(conversationDetail, "The conversation, which may be another one now."),
    409: refusal("It is a customer's (`already_known`), or their address is no longer kept (`unreachable`)."),
    412: refusal("The customer was changed meanwhile."),
    ...commonRefusals,
  },
});

export const conversationCustomerRoutes = createApi().openapi(name, async (c) => {
  const editor = editorOf(c);
  const named = await nameSender(editor, c.req.valid("param").conversationId, c.req.valid("json"));
  if (!named.ok) return problemResponse(c, nameProblem(named.error));
  const view = await findDetailOfCustomer(c.env, tenantActor(c).tenantId, named.value, editor.now);
  return view ? c.json(view, 200) : notFound(c, "conversation");
});

function nameProblem(refused: NameRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such conversation or customer." };
    case "already_known":
      return { status: 409, code: refused.reason, title: "Whoever writes here is a customer already." };
    case "no_address":
      return { status: 409, code: "unreachable", title: "What they wrote from is no longer kept." };
    case "same_customer":
    case "too_many":
      return { status: 409, code: refused.reason, title: "The two records cannot be merged." };
    case "version_conflict":
      return { status: 412, code: refused.reason, title: "The customer was changed meanwhile." };
    default:
      return refused satisfies never;
  }
}
