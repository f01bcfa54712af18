import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { senderBody, senderPatch, senderView } from "../../../contracts/messaging.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { senderId } from "../../../domain/ids.ts";
import {
  changeSender,
  createSender,
  deleteSender,
  listSenderViews,
  type SenderRefusal,
} from "../../../use-cases/messaging/senders.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  paged,
  refusal,
  security,
  tenantActor,
} from "../../api.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const reading = { tags: ["Messages"], security, middleware: requirePermission("connections:read") };
/** Whoever puts a credential of theirs in place reads what customers answer. */
const writing = {
  tags: ["Messages"],
  security: [{ session: [] }],
  middleware: [requirePermission("connections:write"), requireStepUp],
};
const one = z.object({ senderId });
const conflict = { 409: refusal("It cannot be done; `code` tells why.") };

const list = createRoute({
  method: "get",
  path: "/message-senders",
  summary: "Numbers that messages are sent from, in the order in which they are tried",
  ...reading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(senderView), "A page, without credentials."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/message-senders",
  summary: "Connect a number at a vendor",
  description:
    "The credential is sealed and never shown again. Enter `webhookUrl` at the vendor for incoming messages.",
  ...writing,
  request: { body: body(senderBody) },
  responses: { 201: json(senderView, "The sender."), ...conflict, ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/message-senders/{senderId}",
  summary: "Rename, switch off or on, or replace the credential",
  ...writing,
  request: { params: one, body: body(senderPatch) },
  responses: { 200: json(senderView, "The sender."), ...conflict, ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/message-senders/{senderId}",
  summary: "Delete a sender",
  description: "Messages that went out by it stay.",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "It is gone." }, ...commonRefusals },
});

export const senderRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    const all = await listSenderViews(c.env, tenantActor(c).tenantId);
    return c.json(pageOfList(all, { cursor: cursor ?? null, limit }), 200);
  })
  .openapi(create, async (c) => {
    const made = await createSender(clerkOf(c), c.req.valid("json"));
    return made.ok ? c.json(made.value, 201) : problemResponse(c, senderProblem(made.error));
  })
  .openapi(change, async (c) => {
    const changed = await changeSender(clerkOf(c), c.req.valid("param").senderId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, senderProblem(changed.error));
  })
  .openapi(remove, async (c) => {
    const gone = await deleteSender(clerkOf(c), c.req.valid("param").senderId);
    return gone.ok ? c.body(null, 204) : problemResponse(c, senderProblem(gone.error));
  });

function senderProblem(refused: SenderRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such sender." };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} senders are possible.` };
    case "other_vendor":
      return { status: 409, code: refused.reason, title: `This is a sender at ${refused.vendor}.` };
    default:
      return refused satisfies never;
  }
}
