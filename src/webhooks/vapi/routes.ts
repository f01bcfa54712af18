import { type Context, Hono } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { log } from "../../log.ts";
import { readVapi, type VapiRequest } from "../../providers/voice/vapi.ts";
import { keepEvent } from "../voice/keep-event.ts";
import { answerJson, unreadable, type VerifiedRequest, verified } from "../voice/verified.ts";
import { answerTransfer } from "./answer-transfer.ts";
import { chooseAssistant } from "./choose-assistant.ts";
import { runToolCalls } from "./run-tool-calls.ts";

/** Vapi's server URL: one address for every message, verified over its raw bytes with the connection's credential. */
export const vapiRoutes = new Hono<AppEnv>().post("/:connectionId", (c) =>
  verified(c, "vapi", async (request) => {
    const message = await readVapi(request.body);
    return message.ok ? answer(c, request, message.value) : unreadable(c, "vapi", message.error);
  }),
);

async function answer(c: Context<AppEnv>, request: VerifiedRequest, message: VapiRequest): Promise<Response> {
  const { connection } = request;
  switch (message.kind) {
    case "inbound":
      return answerJson(c, await chooseAssistant(c, connection, message.parties));
    case "functions":
      return answerJson(c, await runToolCalls(c, connection, message.functions));
    case "transfer":
      return answerJson(c, await answerTransfer(c, connection, message));
    case "event":
      await keepEvent(c, request, message.event, message.dedupeKey);
      return answerJson(c, {});
    case "hang":
      log("warn", "voice_agent_hangs", { connectionId: connection.id, providerCallId: message.providerCallId });
      return answerJson(c, {});
    case "nothing":
      return answerJson(c, {});
    default:
      return message satisfies never;
  }
}
