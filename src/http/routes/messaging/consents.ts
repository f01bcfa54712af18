import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { consentView, customerOptOuts, optOutBody } from "../../../contracts/messaging.ts";
import { customerId } from "../../../domain/ids.ts";
import {
  changeOptOut,
  listConsentViews,
  type OptOutRefusal,
  viewOptOuts,
} from "../../../use-cases/messaging/consents.ts";
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
  tenantActor,
} from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { messagesReading } from "./messages.ts";

const one = z.object({ customerId });

const list = createRoute({
  method: "get",
  path: "/consents",
  summary: "Who wanted no more messages, and who did again, newest first",
  description: "A ledger: rows are only ever added. `source`: the customer's own word, the vendor, or staff.",
  ...messagesReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(consentView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/customers/{customerId}/opt-outs",
  summary: "On which channels a customer wants no messages",
  ...messagesReading,
  request: { params: one },
  responses: { 200: json(customerOptOuts, "The channels."), ...commonRefusals },
});

const change = createRoute({
  method: "put",
  path: "/customers/{customerId}/opt-outs",
  summary: "Note that a customer wants no messages on a channel, or does again",
  ...messagesReading,
  middleware: requirePermission("messages:write"),
  request: { params: one, body: body(optOutBody) },
  responses: {
    200: json(customerOptOuts, "The channels."),
    409: refusal("The customer has no number or address on this channel: `unreachable`."),
    ...commonRefusals,
  },
});

export const consentRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(await listConsentViews(c.env, tenantActor(c).tenantId, { cursor: cursor ?? null, limit }), 200);
  })
  .openapi(show, async (c) => {
    const found = await viewOptOuts(c.env, tenantActor(c), c.req.valid("param").customerId);
    return found ? c.json(found, 200) : notFound(c, "customer");
  })
  .openapi(change, async (c) => {
    const editor = clerkOf(c);
    const changed = await changeOptOut(editor, c.req.valid("param").customerId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, optOutProblem(changed.error));
  });

function optOutProblem(refused: OptOutRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such customer." };
    case "unreachable":
      return { status: 409, code: refused.reason, title: `The customer has no address for ${refused.channel}.` };
    default:
      return refused satisfies never;
  }
}
