import * as z from "zod";
import { type Courier, describe, isAccepted, parseJson } from "../../calls/courier.ts";
import type { CallOrder } from "../../calls/line.ts";

/** Fixed, whatever the server's own timeout is. */
const TIMEOUT_MS = 7_500;

const reply = z.union([
  z.looseObject({ error: z.string() }),
  z.looseObject({ destination: z.looseObject({ type: z.enum(["number", "sip"]) }) }),
  z.looseObject({
    assistantId: z.string(),
    assistantOverrides: z
      .looseObject({
        variableValues: z.record(z.string(), z.string()).optional(),
        metadata: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
  }),
  z.looseObject({ assistant: z.looseObject({}) }),
  z.looseObject({ squadId: z.string() }),
]);
type AssistantReply = z.infer<typeof reply>;

/** Asks the product which assistant shall take a call. Null: there was no usable answer, and the caller is cut off. */
export async function requestAssistant(
  courier: Courier,
  order: CallOrder,
  url: string,
  message: Record<string, unknown>,
): Promise<AssistantReply | null> {
  const parcel = { url, timeoutMs: TIMEOUT_MS, body: { message: { type: "assistant-request", ...message } } };
  const { delivery, text } = await courier.post(parcel); // never again: the caller hears it ring
  order.emit({ type: "inbound", accepted: isAccepted(delivery), attempt: 1, ...delivery });
  const parsed = reply.safeParse(parseJson(text));
  if (isAccepted(delivery) && parsed.success) return parsed.data;
  courier.failures.push(
    `assistant-request: ${isAccepted(delivery) ? "Vapi would not understand the reply" : describe(delivery)}`,
  );
  return null;
}
