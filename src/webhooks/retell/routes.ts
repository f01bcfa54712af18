import { Hono } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import {
  readRetellEvent,
  readRetellFunction,
  readRetellInbound,
  retellDedupeKey,
} from "../../providers/voice/retell.ts";
import { answerInbound, type InboundAnswer } from "../../use-cases/voice/answer-inbound.ts";
import { runFunction } from "../../use-cases/voice/run-function.ts";
import { keepEvent } from "../voice/keep-event.ts";
import { answerJson, unreadable, verified } from "../voice/verified.ts";

/** Retell's three webhooks. Each is verified over its raw bytes with the key of the connection in its URL. */
export const retellRoutes = new Hono<AppEnv>()
  .post("/:connectionId/functions", (c) =>
    verified(c, "retell", async ({ connection, body }) => {
      const call = readRetellFunction(body);
      if (!call.ok) return unreadable(c, "retell", call.error);
      return answerJson(c, await runFunction(c.env, c.executionCtx, connection, call.value, Date.now()));
    }),
  )
  .post("/:connectionId/inbound", (c) =>
    verified(c, "retell", async ({ connection, body }) => {
      const call = readRetellInbound(body);
      if (!call.ok) return unreadable(c, "retell", call.error);
      const told = await answerInbound(c.env, c.executionCtx, connection, call.value, Date.now());
      return c.json({ call_inbound: toInboundReply(told) });
    }),
  )
  .post("/:connectionId", (c) =>
    verified(c, "retell", async (request) => {
      const event = readRetellEvent(request.body);
      if (!event.ok) return unreadable(c, "retell", event.error);
      if (!event.value) return c.body(null, 204);
      await keepEvent(c, request, event.value, await retellDedupeKey(event.value, request.body));
      return c.body(null, 204);
    }),
  );

/** Retell cannot divert a call that rings: its agent picks up, says so, and puts the caller through. */
function toInboundReply(told: InboundAnswer | null): object {
  if (told === null) return {};
  if (told.isBlocked) return { reject: true };
  const opening = told.opening === null ? {} : { agent_override: { retell_llm: { begin_message: told.opening } } };
  return { dynamic_variables: told.variables, ...opening };
}
