import * as z from "zod";
import { type Courier, describe, isAccepted, parseJson } from "../../calls/courier.ts";
import type { CallOrder } from "../../calls/line.ts";
import { describeIssues } from "../../problem.ts";
import type { Bench } from "../../vendor.ts";

const TIMEOUT_MS = 10_000;

const inboundReply = z.object({
  call_inbound: z
    .looseObject({
      override_agent_id: z.string().nullish(),
      override_agent_version: z.union([z.string(), z.int()]).nullish(),
      dynamic_variables: z.record(z.string(), z.string()).nullish(),
      metadata: z.unknown().optional(),
      reject: z.boolean().optional(),
    })
    .default({}),
});
export type InboundReply = z.infer<typeof inboundReply>["call_inbound"];

type Question = { url: string; callId: string; agentId: string; to: string };

/** Asks the product about a ringing call. Without a usable answer the number's own agent takes the call. */
export async function askInbound(
  bench: Bench,
  order: CallOrder,
  courier: Courier,
  question: Question,
): Promise<InboundReply> {
  const { url, callId, agentId, to } = question;
  const call_inbound = { call_id: callId, agent_id: agentId, from_number: order.caller.phone, to_number: to };
  const body = { event: "call_inbound", event_timestamp: bench.now(), call_inbound };
  const { delivery, text } = await courier.postWithRetries({ url, body, timeoutMs: TIMEOUT_MS }, (tried, attempt) =>
    order.emit({ type: "inbound", accepted: isAccepted(tried), attempt, ...tried }),
  );
  const reply = isAccepted(delivery) ? readReply(text) : describe(delivery);
  if (typeof reply !== "string") return reply;
  courier.failures.push(`call_inbound: ${reply}`);
  return {};
}

/** The reply, or what is wrong with it. */
function readReply(text: string): InboundReply | string {
  const parsed = inboundReply.safeParse(parseJson(text) ?? {});
  if (parsed.success) return parsed.data.call_inbound;
  const fields = describeIssues(parsed.error).map((issue) => `${issue.field} ${issue.rule}`);
  return `Retell would not understand the reply: ${fields.join("; ")}`;
}
