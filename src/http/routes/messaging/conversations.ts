import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { callSummaryView } from "../../../contracts/calls.ts";
import {
  conversationDetail,
  conversationFilter,
  conversationPatch,
  conversationView,
  unreadView,
} from "../../../contracts/conversations.ts";
import { messageView, replyBody } from "../../../contracts/messaging.ts";
import { conversationId } from "../../../domain/ids.ts";
import { changeConversation } from "../../../use-cases/messaging/inbox/change-conversation.ts";
import { type ReplyRefusal, reply } from "../../../use-cases/messaging/inbox/reply.ts";
import {
  countUnreadOf,
  findConversationDetail,
  listCallsOfConversation,
} from "../../../use-cases/messaging/inbox/view-conversation.ts";
import { listConversationViews, listThreadViews } from "../../../use-cases/messaging/inbox/view-conversations.ts";
import { findMessageView } from "../../../use-cases/messaging/view-messages.ts";
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
  seerOf,
  tenantActor,
} from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { templateProblem } from "./whatsapp.ts";

const tags = ["Conversations"];
const reading = { tags, security, middleware: requirePermission("messages:read") };
const writing = { tags, security, middleware: requirePermission("messages:write") };
const one = z.object({ conversationId });
const page = z.strictObject(cursorQuery);
const shown = { 200: json(conversationDetail, "The conversation."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/conversations",
  summary: "Conversations with customers, unread ones first",
  ...reading,
  request: { query: z.strictObject({ ...conversationFilter, ...cursorQuery }) },
  responses: { 200: json(paged(conversationView), "A page."), ...commonRefusals },
});

const unread = createRoute({
  method: "get",
  path: "/conversations/unread-count",
  summary: "How many conversations wait to be read",
  ...reading,
  responses: { 200: json(unreadView, "The count."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/conversations/{conversationId}",
  summary: "One conversation, and by what it can go on",
  ...reading,
  request: { params: one },
  responses: shown,
});

const thread = createRoute({
  method: "get",
  path: "/conversations/{conversationId}/messages",
  summary: "What was written, newest first",
  ...reading,
  request: { params: one, query: page },
  responses: { 200: json(paged(messageView), "A page."), ...commonRefusals },
});

const calls = createRoute({
  method: "get",
  path: "/conversations/{conversationId}/calls",
  summary: "Calls with the same person, newest first",
  ...reading,
  middleware: [requirePermission("calls:read"), requirePermission("messages:read")] as const,
  request: { params: one, query: page },
  responses: { 200: json(paged(callSummaryView), "A page, without transcripts."), ...commonRefusals },
});

const answer = createRoute({
  method: "post",
  path: "/conversations/{conversationId}/messages",
  summary: "Answer",
  description: "It is queued. WhatsApp takes free text for 24 hours after their last message there.",
  ...writing,
  request: { params: one, body: body(replyBody) },
  responses: {
    201: json(messageView, "The message, queued."),
    409: refusal("They cannot be written to by this channel now: `unreachable`; `detail` tells why."),
    502: refusal("WhatsApp does not tell of its templates: `vendor_failed`."),
    ...commonRefusals,
  },
});

const change = createRoute({
  method: "patch",
  path: "/conversations/{conversationId}",
  summary: "Mark as read, close, take over, give to somebody",
  description: "While it `isPaused`, answers such as YES change nothing and follow-ups wait: a person has taken over.",
  ...writing,
  request: { params: one, body: body(conversationPatch) },
  responses: shown,
});

export const conversationRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const at = { cursor: cursor ?? null, limit };
    return c.json(await listConversationViews(c.env, tenantActor(c).tenantId, filter, at), 200);
  })
  .openapi(unread, async (c) => c.json({ count: await countUnreadOf(c.env, tenantActor(c).tenantId) }, 200))
  .openapi(show, async (c) => {
    const { conversationId: id } = c.req.valid("param");
    const found = await findConversationDetail(c.env, tenantActor(c).tenantId, id, Date.now());
    return found ? c.json(found, 200) : notFound(c, "conversation");
  })
  .openapi(thread, async (c) => {
    const [{ conversationId: id }, { cursor, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const found = await listThreadViews(c.env, tenantActor(c).tenantId, id, { cursor: cursor ?? null, limit });
    return found ? c.json(found, 200) : notFound(c, "conversation");
  })
  .openapi(calls, async (c) => {
    const [{ conversationId: id }, { cursor, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const found = await listCallsOfConversation(c.env, seerOf(c), id, { cursor: cursor ?? null, limit });
    return found ? c.json(found, 200) : notFound(c, "conversation");
  })
  .openapi(answer, async (c) => {
    const clerk = clerkOf(c);
    const queued = await reply(clerk, c.req.valid("param").conversationId, c.req.valid("json"));
    if (!queued.ok) return problemResponse(c, replyProblem(queued.error));
    const view = await findMessageView(c.env, clerk.actor.tenantId, queued.value);
    return view ? c.json(view, 201) : notFound(c, "message");
  })
  .openapi(change, async (c) => {
    const clerk = clerkOf(c);
    const changed = await changeConversation(clerk, c.req.valid("param").conversationId, c.req.valid("json"));
    if (!changed.ok) return notFound(c, changed.error.what);
    const view = await findConversationDetail(c.env, clerk.actor.tenantId, changed.value, clerk.now);
    return view ? c.json(view, 200) : notFound(c, "conversation");
  });

const WHY = {
  no_address: "No number or address of theirs is known.",
  not_configured: "The business has no account for it.",
  opted_out: "They want no messages there.",
  outside_window: "Their last WhatsApp message is over 24 hours ago.",
} as const;

function replyProblem(refused: ReplyRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such conversation." };
    case "unreachable": {
      const title = `They cannot be reached by ${refused.channel} now.`;
      return { status: 409, code: refused.reason, title, detail: WHY[refused.obstacle] };
    }
    default:
      return templateProblem(refused);
  }
}
