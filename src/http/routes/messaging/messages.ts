import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { messageBody, messageFilter, messageView } from "../../../contracts/messaging.ts";
import { customerId, messageId } from "../../../domain/ids.ts";
import { type SendRefusal, sendMessage } from "../../../use-cases/messaging/send-message.ts";
import { findMessageView, listMessageViews } from "../../../use-cases/messaging/view-messages.ts";
import {
  body,
  clerkOf,
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
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { templateProblem } from "./whatsapp.ts";

export const messagesReading = { tags: ["Messages"], security, middleware: requirePermission("messages:read") };

const list = createRoute({
  method: "get",
  path: "/messages",
  summary: "Messages to and from customers, newest first",
  ...messagesReading,
  request: { query: z.strictObject({ ...messageFilter, ...cursorQuery }) },
  responses: { 200: json(paged(messageView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/messages/{messageId}",
  summary: "One message, and what became of it",
  ...messagesReading,
  request: { params: z.object({ messageId }) },
  responses: { 200: json(messageView, "The message."), ...commonRefusals },
});

const write = createRoute({
  method: "post",
  path: "/customers/{customerId}/messages",
  summary: "Write to a customer",
  description: "It is queued. Whether it went out, and why not, is in the message's `status` and `reason`.",
  ...messagesReading,
  middleware: requirePermission("messages:write"),
  request: { params: z.object({ customerId }), body: body(messageBody) },
  responses: {
    201: json(messageView, "The message, queued."),
    409: refusal("The customer has no number or address on this channel: `unreachable`; or `not_configured`."),
    502: refusal("WhatsApp does not tell of its templates: `vendor_failed`."),
    ...commonRefusals,
  },
});

export const messageRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listMessageViews(c.env, tenantActor(c).tenantId, filter, page), 200);
  })
  .openapi(show, async (c) => {
    const found = await findMessageView(c.env, tenantActor(c).tenantId, c.req.valid("param").messageId);
    return found ? c.json(found, 200) : notFound(c, "message");
  })
  .openapi(write, async (c) => {
    const writer = clerkOf(c);
    const queued = await sendMessage(writer, c.req.valid("param").customerId, c.req.valid("json"));
    if (!queued.ok) return problemResponse(c, sendProblem(queued.error));
    const view = await findMessageView(c.env, writer.actor.tenantId, queued.value);
    return view ? c.json(view, 201) : notFound(c, "message");
  });

function sendProblem(refused: SendRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such customer." };
    case "unreachable":
      return { status: 409, code: refused.reason, title: `The customer cannot be reached by ${refused.channel}.` };
    default:
      return templateProblem(refused);
  }
}
