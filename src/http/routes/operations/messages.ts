import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { operatorMessageView } from "../../../contracts/messaging.ts";
import { tenantId } from "../../../domain/ids.ts";
import { messageStatus } from "../../../domain/messaging/message-status.ts";
import { viewAllMessages } from "../../../use-cases/messaging/view-all-messages.ts";
import { commonRefusals, createApi, cursorQuery, json, paged } from "../../api.ts";
import { operatorReading } from "../../operator.ts";

const list = createRoute({
  method: "get",
  path: "/operations/messages",
  summary: "Messages of all businesses, newest first",
  ...operatorReading,
  request: {
    query: z.strictObject({ status: messageStatus.optional(), tenantId: tenantId.optional(), ...cursorQuery }),
  },
  responses: { 200: json(paged(operatorMessageView), "A page, without words and addresses."), ...commonRefusals },
});

export const operatorMessageRoutes = createApi().openapi(list, async (c) => {
  const { cursor = null, limit, ...filter } = c.req.valid("query");
  return c.json(await viewAllMessages(c.env, filter, { cursor, limit }), 200);
});
